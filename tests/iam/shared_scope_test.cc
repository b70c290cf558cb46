#include "analyzer/iam/shared_scope.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/iam/policy_text.h"

namespace irsalint::iam {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view kGitHub = "token.actions.githubusercontent.com";
constexpr std::string_view kGitLab = "gitlab.com";
constexpr std::string_view kTerraform = "app.terraform.io";

std::string Statement(std::string_view issuer, std::string_view condition,
                      std::string_view effect = "Allow",
                      std::string_view action = "sts:AssumeRoleWithWebIdentity") {
  return R"({"Effect":")" + std::string(effect) +
         R"(","Principal":{"Federated":"arn:aws:iam::468013579246:oidc-provider/)" +
         std::string(issuer) + R"("},"Action":")" + std::string(action) + R"(","Condition":{)" +
         std::string(condition) + "}}";
}

// `"OPERATOR":{"ISSUER:CLAIM":VALUE}`.
std::string Demand(std::string_view op, std::string_view issuer, std::string_view claim,
                   std::string_view value) {
  return "\"" + std::string(op) + "\":{\"" + std::string(issuer) + ":" + std::string(claim) +
         "\":" + std::string(value) + "}";
}

// What leaves each provider open: `none`, `anybody VALUE` or `prefix VALUE`.
std::vector<std::string> OpenBy(std::string_view statements) {
  constexpr std::string_view kReasons[] = {"none", "anybody", "prefix"};
  const PolicyDocument policy = PolicyOf(statements);
  std::vector<std::string> open;
  for (const UnscopedProvider& provider : UnscopedProvidersOf(policy)) {
    std::string line(kReasons[static_cast<size_t>(provider.reason)]);
    if (provider.value != nullptr) line += " " + provider.value->text.Written();
    open.push_back(std::move(line));
  }
  return open;
}

std::vector<std::string> OpenByValue(std::string_view op, std::string_view value) {
  return OpenBy(Statement(kGitHub, Demand(op, kGitHub, "sub", value)));
}

TEST(SharedScopeTest, WithoutACondition) {
  EXPECT_THAT(OpenBy(Statement(kGitHub, "")), ElementsAre("none"));
  EXPECT_THAT(
      OpenBy(Statement(kGitHub, Demand("StringEquals", kGitHub, "aud", R"("sts.amazonaws.com")"))),
      ElementsAre("none"));
  EXPECT_THAT(
      OpenBy(Statement(kGitHub, Demand("StringEquals", kGitHub, "ref", R"("refs/heads/main")"))),
      ElementsAre("none"))
      << "everybody has a branch called main";
  EXPECT_THAT(
      OpenBy(Statement(kGitHub, Demand("StringNotEquals", kGitHub, "sub", R"("repo:a/b:ref:c")"))),
      ElementsAre("none"));
}

TEST(SharedScopeTest, AValueOfWildcardsBindsNobody) {
  EXPECT_THAT(OpenByValue("StringLike", R"("*")"), ElementsAre("anybody *"));
  EXPECT_THAT(OpenByValue("StringLike", R"("repo:*")"), ElementsAre("anybody repo:*"));
  EXPECT_THAT(OpenByValue("StringLike", R"("repo*")"), ElementsAre("anybody repo*"));
  EXPECT_THAT(OpenByValue("StringLike", R"("*:ref:refs/heads/main")"),
              ElementsAre("anybody *:ref:refs/heads/main"));
  EXPECT_THAT(OpenByValue("StringLike", R"(["repo:octo/shop:*","repo:*/shop:*"])"),
              ElementsAre("anybody repo:*/shop:*"));
  EXPECT_THAT(OpenByValue("ForAnyValue:StringLike", R"("repo:*")"), ElementsAre("anybody repo:*"));
}

TEST(SharedScopeTest, APrefixOfANameBindsNobodyWhereNamesAreFree) {
  EXPECT_THAT(OpenByValue("StringLike", R"("repo:octo*")"), ElementsAre("prefix repo:octo*"));
  EXPECT_THAT(OpenByValue("StringLike", R"("repo:octo-?/shop:*")"),
              ElementsAre("prefix repo:octo-?/shop:*"));
  EXPECT_THAT(
      OpenBy(Statement(kGitLab, Demand("StringLike", kGitLab, "sub", R"("project_path:octo*")"))),
      ElementsAre("prefix project_path:octo*"));
  EXPECT_THAT(OpenBy(Statement(kTerraform,
                               Demand("StringLike", kTerraform, "sub", R"("organization:octo*")"))),
              ElementsAre("prefix organization:octo*"));
}

TEST(SharedScopeTest, WhatNamesTheCustomerBinds) {
  EXPECT_THAT(OpenByValue("StringLike", R"("repo:octo/*")"), IsEmpty());
  EXPECT_THAT(OpenByValue("StringEquals", R"("repo:octo/shop:ref:refs/heads/main")"), IsEmpty());
  EXPECT_THAT(OpenByValue("StringEquals", R"("repo:*")"), IsEmpty()) << "matches no token at all";
  EXPECT_THAT(OpenByValue("StringLike", R"("repo:octo:*")"), IsEmpty())
      << "matches no token at all";
  EXPECT_THAT(OpenByValue("StringLike", R"("job_workflow_ref:octo/*")"), IsEmpty());
  EXPECT_THAT(OpenByValue("StringLike", R"("repo:${owner}/*")"), IsEmpty());
  EXPECT_THAT(OpenBy(Statement(
                  kGitHub, Demand("StringEquals", kGitHub, "repository_owner_id", R"("1234")"))),
              IsEmpty());
  EXPECT_THAT(OpenBy(Statement(kTerraform, Demand("StringLike", kTerraform, "sub",
                                                  R"("organization:octo:project:*")"))),
              IsEmpty());
}

TEST(SharedScopeTest, OtherConditionsAndStatementsMayClose) {
  EXPECT_THAT(OpenBy(Statement(
                  kGitHub, Demand("StringLike", kGitHub, "sub", R"("repo:*")") + "," +
                               Demand("StringEquals", kGitHub, "repository", R"("octo/shop")"))),
              IsEmpty());
  EXPECT_THAT(OpenBy(Statement(kGitHub, "") + "," +
                     Statement(kGitHub, Demand("StringNotLike", kGitHub, "sub", R"("repo:octo/*")"),
                               "Deny")),
              IsEmpty());
  EXPECT_THAT(OpenBy(Statement(kGitHub, "", "Allow", "sts:AssumeRole")), IsEmpty());
  EXPECT_THAT(OpenBy(Statement(kGitHub, "", "Deny")), IsEmpty());
}

TEST(SharedScopeTest, NumbersOfOwnersBind) {
  EXPECT_THAT(OpenByValue("StringLike", R"("repo:*@1234/*")"), IsEmpty());
}

TEST(SharedScopeTest, AKeyThatNoTokenCarriesShutsEverybodyOut) {
  const auto open_by = [](std::string_view op, std::string_view key) {
    return OpenBy(Statement(kGitHub, Demand(op, key, "sub", R"("repo:octo/shop:*")")));
  };
  EXPECT_THAT(open_by("StringLike", "https://token.actions.githubusercontent.com"), IsEmpty());
  EXPECT_THAT(open_by("StringEquals", "gitlab.com"), IsEmpty());
  EXPECT_THAT(open_by("ForAnyValue:StringLikeIfExists", "gitlab.com"), IsEmpty());
  EXPECT_THAT(open_by("StringLikeIfExists", "gitlab.com"), ElementsAre("none"));
  EXPECT_THAT(open_by("ForAllValues:StringLike", "gitlab.com"), ElementsAre("none"));
  EXPECT_THAT(open_by("StringNotLike", "gitlab.com"), ElementsAre("none"));
}

TEST(SharedScopeTest, SurroundingsOfTheCallNarrow) {
  const auto guards = [](std::string_view condition) {
    return UnscopedProvidersOf(PolicyOf(Statement(kGitHub, condition))).at(0).guards;
  };
  EXPECT_THAT(guards(R"("IpAddress":{"aws:SourceIp":"198.51.100.0/24"})"),
              ElementsAre("aws:SourceIp"));
  EXPECT_THAT(guards(R"("StringEquals":{"sts:RoleSessionName":"ci"})"), IsEmpty())
      << "the caller chooses it";
}

TEST(SharedScopeTest, IssuersOfOneCustomerAreNotShared) {
  EXPECT_THAT(
      OpenBy(Statement("oidc.eks.eu-west-1.amazonaws.com/id/0F1E2D3C4B5A69788796A5B4C3D2E1F0", "")),
      IsEmpty());
  EXPECT_THAT(OpenBy(Statement("token.actions.githubusercontent.com/octo", "")), IsEmpty());
}

}  // namespace
}  // namespace irsalint::iam
