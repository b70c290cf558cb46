// What can be the issuer of no EKS cluster (docs/reference/semantics.md §13.2).
#include "analyzer/iam/issuer_fault.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace irsalint::iam {
namespace {

constexpr std::string_view kId = "7C1D2E3F4A5B6C7D8E9F0A1B2C3D4E5F";

// `/ID` stands for a real id.
std::string Expand(std::string_view text) {
  std::string expanded(text);
  const size_t at = expanded.find("/ID");
  return at == std::string::npos ? expanded : expanded.replace(at + 1, 2, kId);
}

// `the wrong piece: what -> the right text`, or nothing.
std::string FaultIn(std::string_view text) {
  const std::string issuer = Expand(text);
  const auto fault = FaultOfEksIssuer(issuer);
  if (!fault.has_value()) return {};
  std::string said = issuer.substr(fault->begin, fault->end - fault->begin) + ": " + fault->what;
  if (!fault->repaired.empty()) said += " -> " + fault->repaired;
  return said;
}

TEST(IssuerFaultTest, WellFormedIssuersHaveNone) {
  for (const std::string_view good :
       {"oidc.eks.eu-west-1.amazonaws.com/id/ID", "oidc.eks.us-gov-west-1.amazonaws.com/id/ID",
        "oidc.eks.cn-north-1.amazonaws.com.cn/id/ID", "oidc-eks.eu-west-1.api.aws/id/ID",
        "oidc.eks.zz-north-9.amazonaws.com/id/ID", "oidc.eks.eu-west-1.amazonaws.com/id/abc"}) {
    EXPECT_EQ(FaultIn(good), "") << good;
  }
}

TEST(IssuerFaultTest, OtherIssuersAreNotJudged) {
  for (const std::string_view other :
       {"token.actions.githubusercontent.com", "login.orchid.dev/", "https://login.orchid.dev",
        "keys.s3.eu-west-1.amazonaws.com/blue/", "cluster.eks.orchid.dev/", ""}) {
    EXPECT_EQ(FaultIn(other), "") << other;
  }
}

TEST(IssuerFaultTest, DocumentationIsNotJudged) {
  for (const std::string_view dummy :
       {"oidc.eks.region-code.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE",
        "oidc.eks.REGION.amazonaws.com/id/XXXXXXXX", "https://oidc.eks.x.amazonaws.com/id/OIDC_ID",
        "oidc.eks.amazonaws.com/id/YOUR_OIDC_ID"}) {
    EXPECT_EQ(FaultIn(dummy), "") << dummy;
  }
}

TEST(IssuerFaultTest, WhatStandsAroundIt) {
  const std::string right = Expand("oidc.eks.eu-west-1.amazonaws.com/id/ID");
  EXPECT_EQ(FaultIn("https://oidc.eks.eu-west-1.amazonaws.com/id/ID"),
            "https://: begins with a scheme -> " + right);
  EXPECT_EQ(
      FaultIn("arn:aws:iam::468013579246:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ID"),
      "arn:aws:iam::468013579246:oidc-provider/: holds a whole ARN -> " + right);
  EXPECT_EQ(FaultIn(" oidc.eks.eu-west-1.amazonaws.com/id/ID"),
            " : begins with a blank -> " + right);
  EXPECT_EQ(FaultIn("oidc.eks.eu-west-1.amazonaws.com/id/ID\n"), "\n: ends in a blank -> " + right);
  // What is left has no one remedy.
  EXPECT_EQ(FaultIn("https://oidc.eks.amazonaws.com/id/ID"), "https://: begins with a scheme");
}

TEST(IssuerFaultTest, Host) {
  EXPECT_EQ(FaultIn("oidc.eu-west-1.eks.amazonaws.com/id/ID"),
            "oidc.eu-west-1.eks.amazonaws.com: has its region before \"eks\" -> " +
                Expand("oidc.eks.eu-west-1.amazonaws.com/id/ID"));
  EXPECT_EQ(FaultIn("oidc.eks.amazonaws.com/id/ID"), "oidc.eks.amazonaws.com: has no region");
  EXPECT_EQ(FaultIn("oidc.eks.region-code.amazonaws.com/id/ID"),
            "region-code: has \"region-code\" where its region belongs");
  EXPECT_EQ(FaultIn("oidc.eks.eu-west-1a.amazonaws.com/id/ID"),
            "eu-west-1a: has \"eu-west-1a\" where its region belongs");
  EXPECT_EQ(FaultIn("oidc.eks.eu-west-1.amazon.com/id/ID"),
            "amazon.com: ends its host in \"amazon.com\" where region eu-west-1 has "
            "\"amazonaws.com\" -> " +
                Expand("oidc.eks.eu-west-1.amazonaws.com/id/ID"));
  EXPECT_EQ(FaultIn("oidc.eks.cn-north-1.amazonaws.com/id/ID"),
            "amazonaws.com: ends its host in \"amazonaws.com\" where region cn-north-1 has "
            "\"amazonaws.com.cn\" -> " +
                Expand("oidc.eks.cn-north-1.amazonaws.com.cn/id/ID"));
  // A suffix that nobody knows may be that of a new partition.
  EXPECT_EQ(FaultIn("oidc.eks.eu-west-1.cloud.example/id/ID"), "");
}

TEST(IssuerFaultTest, Path) {
  const std::string host = "oidc.eks.eu-west-1.amazonaws.com";
  const std::string right = Expand(host + "/id/ID");
  EXPECT_EQ(FaultIn(host), host + ": has no /id/ and no id of a cluster");
  EXPECT_EQ(FaultIn(host + "/"), host + "/: has no /id/ and no id of a cluster");
  EXPECT_EQ(FaultIn(host + "/id"), "/id: has no id of a cluster after /id/");
  EXPECT_EQ(FaultIn(host + "/id/"), "/id/: has no id of a cluster after /id/");
  EXPECT_EQ(FaultIn(host + "/ID"),
            Expand("/ID: has no /id/ before the id of the cluster -> ") + right);
  EXPECT_EQ(FaultIn(host + "/ids/x"), "/ids/x: has no /id/ before the id of the cluster");
  EXPECT_EQ(FaultIn(host + "/id/ID/"), "/: ends in a slash -> " + right);
  EXPECT_EQ(FaultIn(host + "/id/ID/keys"),
            "/keys: goes on after the id of the cluster -> " + right);
  EXPECT_EQ(FaultIn(host + "/id/*"), "*: holds a wildcard, which counts for itself here");
  EXPECT_EQ(FaultIn(host + "/id/A B"), " : holds a blank");
}

}  // namespace
}  // namespace irsalint::iam
