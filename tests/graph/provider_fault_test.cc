#include "analyzer/graph/provider_fault.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "analyzer/graph/other_region.h"
#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

using Kind = ProviderFault::Kind;

constexpr std::string_view kAccount = "493827165038";

std::string Provider(std::string_view issuer, std::string_view account = kAccount,
                     std::string_view partition = "aws") {
  return fmt::format("arn:{}:iam::{}:oidc-provider/{}", partition, account, issuer);
}

// A get-role answer whose policy has one statement with that principal and action.
std::string RoleWith(std::string_view principal, std::string_view action) {
  return fmt::format(
      R"({{"Role": {{"RoleName": "app", "Arn": "arn:aws:iam::{}:role/app",
           "AssumeRolePolicyDocument": {{"Version": "2012-10-17", "Statement": [
             {{"Effect": "Allow", "Principal": {}, "Action": "{}"}}]}}}}}})",
      kAccount, principal, action);
}

std::string RoleThatTrusts(std::string_view provider) {
  return RoleWith(fmt::format(R"({{"Federated": "{}"}})", provider),
                  "sts:AssumeRoleWithWebIdentity");
}

std::string Listing(std::string_view provider) {
  return fmt::format(R"({{"OpenIDConnectProviderList": [{{"Arn": "{}"}}]}})", provider);
}

std::optional<ProviderFault> FaultOf(const Linked& linked) {
  const TrustPolicy& policy = linked->trust_policies().at(0);
  return FaultOfProvider(*linked, PolicyId{0}, policy.issuers.at(0),
                         RoleArnOf(*linked, PolicyId{0}));
}

std::optional<ProviderFault> FaultOfTrusting(std::string_view provider) {
  return FaultOf(Linked({{"role.json", RoleThatTrusts(provider)}}));
}

TEST(ProviderFaultTest, TheRightProviderHasNone) {
  EXPECT_EQ(FaultOfTrusting(Provider(kIssuer)), std::nullopt);
}

TEST(ProviderFaultTest, AnotherAccount) {
  const auto fault = FaultOfTrusting(Provider(kIssuer, "260751483962"));
  ASSERT_TRUE(fault.has_value());
  EXPECT_EQ(fault->kind, Kind::kOtherAccount);
  EXPECT_EQ(fault->why, "is of account 260751483962, but the role is of account 493827165038");
  EXPECT_EQ(FaultOfTrusting(Provider(kIssuer, "ACCOUNT_ID")), std::nullopt);
}

TEST(ProviderFaultTest, AnotherPartition) {
  const auto of_role = FaultOfTrusting(Provider(kIssuer, kAccount, "aws-cn"));
  ASSERT_TRUE(of_role.has_value());
  EXPECT_EQ(of_role->kind, Kind::kOtherPartition);
  EXPECT_EQ(of_role->why, "is of partition \"aws-cn\", but the role is of \"aws\"");
  const auto of_region = FaultOfTrusting(
      Provider("oidc.eks.us-gov-west-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F"));
  ASSERT_TRUE(of_region.has_value());
  EXPECT_EQ(of_region->why,
            "is of partition \"aws\", but its issuer's region us-gov-west-1 is of \"aws-us-gov\"");
  EXPECT_EQ(FaultOfTrusting(Provider(kIssuer, kAccount, "aws-test")), std::nullopt);
}

TEST(ProviderFaultTest, AnIssuerThatIsNotPublic) {
  const auto fault = FaultOfTrusting(Provider("kubernetes.default.svc"));
  ASSERT_TRUE(fault.has_value());
  EXPECT_EQ(fault->kind, Kind::kNotPublic);
}

TEST(ProviderFaultTest, NotAmongTheListedOnes) {
  const std::string role = RoleThatTrusts(Provider(kIssuer));
  const auto fault =
      FaultOf(Linked({{"role.json", role}, {"list.json", Listing(Provider(kOtherIssuer))}}));
  ASSERT_TRUE(fault.has_value());
  EXPECT_EQ(fault->kind, Kind::kNotInAccount);
  EXPECT_EQ(FaultOf(Linked({{"role.json", role}, {"list.json", Listing(Provider(kIssuer))}})),
            std::nullopt);
  // The list of another account says nothing.
  EXPECT_EQ(FaultOf(Linked({{"role.json", role},
                            {"list.json", Listing(Provider(kOtherIssuer, "260751483962"))}})),
            std::nullopt);
  // A single answer names no account, but shows that the provider exists somewhere.
  EXPECT_EQ(FaultOf(Linked(
                {{"role.json", role},
                 {"list.json", Listing(Provider(kOtherIssuer))},
                 {"get.json", fmt::format(R"({{"Url": "{}", "ClientIDList": []}})", kIssuer)}})),
            std::nullopt);
}

TEST(ProviderFaultTest, CompletenessMeansProvidersOnlyIfAnyIsShown) {
  const std::string role = RoleThatTrusts(Provider(kIssuer));
  const LinkOptions complete{.assume_complete = true};
  EXPECT_EQ(FaultOf(Linked({{"role.json", role}}, complete)), std::nullopt);
  const std::string other = fmt::format(R"({{"Url": "{}", "ClientIDList": []}})", kOtherIssuer);
  EXPECT_TRUE(FaultOf(Linked({{"role.json", role}, {"get.json", other}}, complete)).has_value());
}

TEST(ProviderFaultTest, SharedIssuersAreNotJudged) {
  EXPECT_EQ(FaultOfTrusting(Provider("token.actions.githubusercontent.com", "260751483962")),
            std::nullopt);
}

bool TrustsOnly(std::string_view principal, std::string_view action) {
  const Linked linked({{"role.json", RoleWith(principal, action)}});
  return TrustsOnlyServicesAndAccounts(linked->trust_policies().at(0).object->document);
}

TEST(ProviderFaultTest, ServicesAndAccountsOnly) {
  EXPECT_TRUE(TrustsOnly(R"({"Service": "ec2.amazonaws.com"})", "sts:AssumeRole"));
  EXPECT_TRUE(TrustsOnly(R"({"AWS": "493827165038"})", "sts:*"));
  EXPECT_FALSE(TrustsOnly(R"({"AWS": "*"})", "sts:AssumeRole"));
  EXPECT_FALSE(TrustsOnly(R"({"AWS": "${ROLE}"})", "sts:AssumeRole"));
  EXPECT_FALSE(TrustsOnly(R"({"Service": "pods.eks.amazonaws.com"})", "sts:AssumeRole"));
  EXPECT_FALSE(TrustsOnly(R"({"Service": "ec2.amazonaws.com"})", "sts:AssumeRoleWithWebIdentity"));
  EXPECT_FALSE(TrustsOnly(R"({"Federated": "cognito-identity.amazonaws.com"})", "sts:AssumeRole"));
}

constexpr std::string_view kServiceAccount = R"(apiVersion: v1
kind: ServiceAccount
metadata:
  name: app
  namespace: shop
  annotations: {eks.amazonaws.com/role-arn: "arn:aws:iam::493827165038:role/app"}
)";

std::string ClusterIn(std::string_view region) {
  return fmt::format(
      R"({{"cluster": {{"name": "blue", "arn": "arn:aws:eks:{}:493827165038:cluster/blue"}}}})",
      region);
}

bool InOtherRegion(const Files& files) {
  const Linked linked(files);
  return TrustsOtherRegion(*linked, linked->claims().at(0)).has_value();
}

TEST(OtherRegionTest, TheRegionOfTheClusterDecides) {
  const std::string account(kServiceAccount);
  const std::string role = RoleThatTrusts(Provider(kIssuer));
  EXPECT_TRUE(InOtherRegion(
      {{"a.yaml", account}, {"role.json", role}, {"cluster.json", ClusterIn("eu-west-1")}}));
  EXPECT_FALSE(InOtherRegion(
      {{"a.yaml", account}, {"role.json", role}, {"cluster.json", ClusterIn("eu-central-1")}}));
  EXPECT_FALSE(InOtherRegion({{"a.yaml", account}, {"role.json", role}}));
  const std::string other = RoleThatTrusts(Provider("oidc.example.net/blue"));
  EXPECT_FALSE(InOtherRegion(
      {{"a.yaml", account}, {"role.json", other}, {"cluster.json", ClusterIn("eu-west-1")}}));
}

}  // namespace
}  // namespace irsalint::graph
