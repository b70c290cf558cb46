#include "analyzer/graph/client_ids.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

using testing::IsEmpty;

constexpr std::string_view kServiceAccount = R"(apiVersion: v1
kind: ServiceAccount
metadata:
  name: app
  namespace: shop
  annotations: {eks.amazonaws.com/role-arn: "arn:aws:iam::493827165038:role/app"}
)";

// A get-role answer that trusts issuers of the account for any subject.
std::string RoleThatTrusts(const std::vector<std::string_view>& issuers) {
  std::string statements;
  for (const std::string_view issuer : issuers) {
    if (!statements.empty()) statements += ",";
    statements += fmt::format(
        R"({{"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
             "Principal": {{"Federated": "arn:aws:iam::493827165038:oidc-provider/{0}"}},
             "Condition": {{"StringEquals": {{"{0}:sub": "system:serviceaccount:shop:app"}}}}}})",
        issuer);
  }
  return fmt::format(
      R"({{"Role": {{"RoleName": "app", "Arn": "arn:aws:iam::493827165038:role/app",
           "AssumeRolePolicyDocument": {{"Version": "2012-10-17", "Statement": [{}]}}}}}})",
      statements);
}

std::string Answer(std::string_view client_ids) {
  return fmt::format(R"({{"Url": "{}", "ClientIDList": {}}})", kIssuer, client_ids);
}

std::vector<MissingClientId> MissingIn(const Files& files) {
  const Linked linked(files);
  std::vector<MissingClientId> missing;
  for (uint32_t p = 0; p < linked->oidc_providers().size(); ++p) {
    for (MissingClientId& id : MissingClientIds(*linked, ProviderId{p})) {
      id.nearest = nullptr;  // it points into the files
      missing.push_back(std::move(id));
    }
  }
  return missing;
}

std::vector<MissingClientId> MissingWithAccount(std::string_view client_ids,
                                                const std::vector<std::string_view>& issuers) {
  return MissingIn({{"account.yaml", std::string(kServiceAccount)},
                    {"role.json", RoleThatTrusts(issuers)},
                    {"provider.json", Answer(client_ids)}});
}

TEST(ClientIdsTest, TheAudienceOfAnAccount) {
  const auto missing = MissingWithAccount(R"(["vault"])", {kIssuer});
  ASSERT_EQ(missing.size(), 1U);
  EXPECT_EQ(missing[0].audience, "sts.amazonaws.com");
  EXPECT_EQ(missing[0].claims.size(), 1U);
  EXPECT_FALSE(missing[0].is_near);
  // The answer names no account.
  EXPECT_TRUE(missing[0].inferred);
  EXPECT_EQ(MissingWithAccount("[]", {kIssuer}).size(), 1U);
  EXPECT_THAT(MissingWithAccount(R"(["vault", "sts.amazonaws.com"])", {kIssuer}), IsEmpty());
}

TEST(ClientIdsTest, OneOfTwoIssuersMayBeAnothersCluster) {
  EXPECT_THAT(MissingWithAccount(R"(["vault"])", {kIssuer, kOtherIssuer}), IsEmpty());
}

TEST(ClientIdsTest, WithoutAnAccountOnlyNearMisses) {
  const auto missing = MissingIn({{"provider.json", Answer(R"(["sts.amazon.com"])")}});
  ASSERT_EQ(missing.size(), 1U);
  EXPECT_TRUE(missing[0].is_near);
  EXPECT_THAT(MissingIn({{"provider.json", Answer(R"(["vault"])")}}), IsEmpty());
  EXPECT_THAT(MissingIn({{"provider.json", Answer(R"(["sts.amazon.com", "sts.amazonaws.com"])")}}),
              IsEmpty());
}

TEST(ClientIdsTest, AnotherDocumentOfTheProviderAcceptsIt) {
  EXPECT_THAT(MissingIn({{"account.yaml", std::string(kServiceAccount)},
                         {"role.json", RoleThatTrusts({kIssuer})},
                         {"old.json", Answer(R"(["vault"])")},
                         {"new.json", Answer(R"(["sts.amazonaws.com"])")}}),
              IsEmpty());
}

TEST(ClientIdsTest, AListingNamesNone) {
  const std::string listing = fmt::format(
      R"({{"OpenIDConnectProviderList": [
           {{"Arn": "arn:aws:iam::493827165038:oidc-provider/{}"}}]}})",
      kIssuer);
  EXPECT_THAT(MissingIn({{"account.yaml", std::string(kServiceAccount)},
                         {"role.json", RoleThatTrusts({kIssuer})},
                         {"list.json", listing}}),
              IsEmpty());
}

}  // namespace
}  // namespace irsalint::graph
