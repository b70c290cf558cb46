#include "analyzer/graph/shared_scope_in_use.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <initializer_list>
#include <string>

#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

constexpr char kGitHub[] = "token.actions.githubusercontent.com";

// A trust policy for GitHub Actions with these conditions.
std::string Policy(const std::string& conditions) {
  return R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
  "Principal": {"Federated": "arn:aws:iam::493827165038:oidc-provider/token.actions.githubusercontent.com"},
  "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {)" +
         conditions + "}}]}";
}

std::string Demands(const std::string& op, const std::string& value) {
  return Policy("\"" + op + R"(": {"token.actions.githubusercontent.com:sub": )" + value + "}");
}

// `OPERATOR VALUE` of what is in use, "" for nothing.
std::string InUse(std::initializer_list<std::string> policies) {
  Files files;
  for (const std::string& policy : policies) {
    files.emplace_back(std::to_string(files.size()) + "/trust-policy.json", policy);
  }
  const Linked linked(files);
  const auto scope = SharedScopeInUse(*linked, *base::SharedIssuer(kGitHub));
  if (!scope.has_value()) return "";
  EXPECT_EQ(scope->key, "token.actions.githubusercontent.com:sub");
  return std::string(iam::ToString(scope->op)) + " " + scope->value;
}

TEST(SharedScopeInUse, IsWhatAllThatBindAgreeOn) {
  const std::string open =
      Policy(R"("StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"})");
  EXPECT_EQ(InUse({open}), "");
  EXPECT_EQ(InUse({open, Demands("StringLike", "\"repo:media/*\"")}), "StringLike repo:media/*");
  EXPECT_EQ(InUse({Demands("StringLike", "\"repo:media/*\""), open,
                   Demands("StringLike", "\"repo:media/*\"")}),
            "StringLike repo:media/*");
}

TEST(SharedScopeInUse, NothingWhereTheyDiffer) {
  EXPECT_EQ(
      InUse({Demands("StringLike", "\"repo:media/*\""), Demands("StringLike", "\"repo:shop/*\"")}),
      "");
  EXPECT_EQ(InUse({Demands("StringEquals", "\"repo:media/app:ref:refs/heads/main\""),
                   Demands("StringLike", "\"repo:media/app:ref:refs/heads/main\"")}),
            "");
}

TEST(SharedScopeInUse, NothingWhereOneIsNoPlainDemandOfOneValue) {
  EXPECT_EQ(InUse({Demands("StringEquals", R"(["repo:media/a:*", "repo:media/b:*"])")}), "");
  EXPECT_EQ(InUse({Demands("StringEquals", "\"repo:${owner}/app:*\"")}), "");
}

TEST(SharedScopeInUse, AnOpenPolicyIsNoExample) {
  EXPECT_EQ(InUse({Demands("StringLike", "\"repo:*\"")}), "");
}

}  // namespace
}  // namespace irsalint::graph
