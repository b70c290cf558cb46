#include "analyzer/graph/meant_issuer.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

constexpr std::string_view kWithoutRegion =
    "oidc.eks.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F";

std::string Meant(std::string_view malformed, Files files) {
  files.insert(files.begin(), {"a/trust.json", Policy({Allow("", malformed)})});
  const Linked linked(files);
  return MeantIssuer(*linked, PolicyId{0}, malformed);
}

TEST(MeantIssuerTest, TheClusterWithItsId) {
  EXPECT_EQ(Meant(kWithoutRegion, {{"a/blue.json", DescribeCluster("blue", kIssuer)}}), kIssuer);
  EXPECT_EQ(Meant(kWithoutRegion, {{"a/green.json", DescribeCluster("green", kOtherIssuer)}}), "");
  EXPECT_EQ(Meant(kWithoutRegion, {}), "");
}

TEST(MeantIssuerTest, WhatAnotherStatementNames) {
  EXPECT_EQ(Meant(kWithoutRegion, {}), "");
  const Linked linked({{"a/trust.json", Policy({Allow("", kWithoutRegion), Allow("", kIssuer)})}});
  EXPECT_EQ(MeantIssuer(*linked, PolicyId{0}, kWithoutRegion), kIssuer);
}

TEST(MeantIssuerTest, TwoHostsOfOneIdAreAChoice) {
  const std::string elsewhere =
      "oidc.eks.us-east-2.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F";
  EXPECT_EQ(Meant(kWithoutRegion, {{"a/blue.json", DescribeCluster("blue", kIssuer)},
                                   {"a/green.json", DescribeCluster("green", elsewhere)}}),
            "");
}

}  // namespace
}  // namespace irsalint::graph
