#include "analyzer/iam/text_at.h"

#include <gtest/gtest.h>

#include "tests/iam/policy_text.h"

namespace irsalint::iam {
namespace {

TEST(TextAt, IsTheTextOfEachElement) {
  const PolicyDocument policy = TrustPolicyOf(R"({
    "Version": "2012-10-17",
    "Statement": [
      {"Sid": "pods", "Effect": "Allow", "Principal": {"Federated": "PROVIDER"},
       "Action": ["sts:AssumeRole", "sts:TagSession"], "Resource": "*",
       "Condition": {"StringLike": {"ISSUER:sub": ["a", "b"]}}}]})");
  const Statement& statement = policy.statements.front();
  const Condition& condition = statement.conditions.front();
  EXPECT_EQ(TextAt(policy, policy.version.place()), "2012-10-17");
  EXPECT_EQ(TextAt(policy, statement.sid.place()), "pods");
  EXPECT_EQ(TextAt(policy, statement.principals.front().value.place), kProvider);
  EXPECT_EQ(TextAt(policy, statement.actions[1].place), "sts:TagSession");
  EXPECT_EQ(TextAt(policy, condition.operator_name.place), "StringLike");
  EXPECT_EQ(TextAt(policy, condition.key.place), std::string(kIssuer) + ":sub");
  EXPECT_EQ(TextAt(policy, condition.values[1].place), "b");
}

TEST(TextAt, IsEmptyWhereNoTextStands) {
  const PolicyDocument policy =
      TrustPolicyOf(R"({"Statement": [{"Effect": "allow", "Action": "a"}]})");
  EXPECT_EQ(TextAt(policy, policy.place), "");
  EXPECT_EQ(TextAt(policy, policy.statements.front().place), "");
  EXPECT_EQ(TextAt(policy, policy.statements.front().effect_place), "");
}

}  // namespace
}  // namespace irsalint::iam
