#include "analyzer/graph/stale_issuer.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

constexpr std::string_view kStale =
    "oidc.eks.eu-central-1.amazonaws.com/id/0A1B2C3D4E5F60718293A4B5C6D7E8F9";

std::string PolicyThatTrusts(std::string_view issuer) {
  return fmt::format(
      R"({{"Version": "2012-10-17", "Statement": [
           {{"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
             "Principal": {{"Federated": "arn:aws:iam::493827165038:oidc-provider/{}"}}}}]}})",
      issuer);
}

// A cluster in the region of kIssuer; without issuer for "".
std::string ClusterWith(std::string_view name, std::string_view issuer) {
  const std::string identity =
      issuer.empty()
          ? std::string()
          : fmt::format(R"(, "identity": {{"oidc": {{"issuer": "https://{}"}}}})", issuer);
  return fmt::format(
      R"({{"cluster": {{"name": "{0}",
           "arn": "arn:aws:eks:eu-central-1:493827165038:cluster/{0}"{1}}}}})",
      name, identity);
}

std::optional<StaleIssuer> Find(const Files& files, const LinkOptions& options = {}) {
  const Linked linked(files, options);
  auto stale = FindStaleIssuer(*linked, PolicyId{0}, linked->trust_policies().at(0).issuers.at(0));
  if (stale.has_value()) stale->nearest = stale->successor = nullptr;  // they point into the graph
  return stale;
}

// The name of the cluster that may have had the issuer of the first policy; "none" if it is not
// plain.
std::string SuccessorOf(const Files& files) {
  const Linked linked(files, {.assume_complete = true});
  const auto stale =
      FindStaleIssuer(*linked, PolicyId{0}, linked->trust_policies().at(0).issuers.at(0));
  return stale.has_value() && stale->successor != nullptr ? stale->successor->name : "none";
}

LinkOptions Complete() { return {.assume_complete = true}; }

TEST(StaleIssuerTest, AllClustersAreKnown) {
  const Files files = {{"trust.json", PolicyThatTrusts(kStale)},
                       {"blue.json", ClusterWith("blue", kIssuer)},
                       {"green.json", ClusterWith("green", kOtherIssuer)}};
  ASSERT_TRUE(Find(files, Complete()).has_value());
  EXPECT_TRUE(Find(files, Complete())->is_proved);
  EXPECT_FALSE(Find(files).has_value());
}

TEST(StaleIssuerTest, TheOnlyKnownClusterDiffers) {
  const auto stale =
      Find({{"trust.json", PolicyThatTrusts(kStale)}, {"blue.json", ClusterWith("blue", kIssuer)}});
  ASSERT_TRUE(stale.has_value());
  EXPECT_FALSE(stale->is_proved);
}

TEST(StaleIssuerTest, OneClusterOfTheRegionMayHaveHadIt) {
  const Files files = {{"trust.json", PolicyThatTrusts(kStale)},
                       {"blue.json", ClusterWith("blue", kIssuer)},
                       {"green.json", ClusterWith("green", kOtherIssuer)}};
  EXPECT_EQ(SuccessorOf(files), "blue") << "the other is of another region";
  EXPECT_EQ(SuccessorOf({files[0], files[2]}), "none");
  Files two = files;
  two[2].second =
      ClusterWith("red", "oidc.eks.eu-central-1.amazonaws.com/id/5D6E7F8091A2B3C4D5E6F708192A3B4C");
  EXPECT_EQ(SuccessorOf(two), "none");
}

TEST(StaleIssuerTest, ItMayBeThatOfACluster) {
  EXPECT_FALSE(
      Find({{"trust.json", PolicyThatTrusts(kIssuer)}, {"blue.json", ClusterWith("blue", kIssuer)}},
           Complete())
          .has_value());
  EXPECT_FALSE(Find({{"trust.json", PolicyThatTrusts(kStale)},
                     {"blue.json", ClusterWith("blue", kIssuer)},
                     {"green.json", ClusterWith("green", "")}},
                    Complete())
                   .has_value());
  EXPECT_FALSE(Find({{"trust.json", PolicyThatTrusts(kStale)}}, Complete()).has_value());
}

TEST(StaleIssuerTest, DocumentationAndOtherIssuersAreNot) {
  for (const std::string_view issuer :
       {"oidc.eks.us-east-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE",
        "oidc.eks.region-code.amazonaws.com/id/0A1B2C3D4E5F60718293A4B5C6D7E8F9",
        "oidc.example.net/blue"}) {
    EXPECT_FALSE(Find({{"trust.json", PolicyThatTrusts(issuer)},
                       {"blue.json", ClusterWith("blue", kIssuer)}},
                      Complete())
                     .has_value())
        << issuer;
  }
}

}  // namespace
}  // namespace irsalint::graph
