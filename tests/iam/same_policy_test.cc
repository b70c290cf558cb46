#include "analyzer/iam/same_policy.h"

#include <gtest/gtest.h>

#include "tests/iam/policy_text.h"

namespace irsalint::iam {
namespace {

using base::Truth;

constexpr std::string_view kFirst = R"({"Effect": "Allow", "Principal": {"Federated": "PROVIDER"},
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {"StringEquals": {"ISSUER:sub": ["system:serviceaccount:a:b", "x"]}}})";
constexpr std::string_view kSecond =
    R"({"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"})";

std::string Policy(std::string_view first, std::string_view second) {
  return "{\"Version\": \"2012-10-17\", \"Statement\": [" + std::string(first) + ", " +
         std::string(second) + "]}";
}

std::string Changed(std::string_view from, std::string_view to) {
  std::string changed(kFirst);
  changed.replace(changed.find(from), from.size(), to);
  return Policy(changed, kSecond);
}

Truth SameAsFirst(const std::string& text) {
  const ParsedJson a(Policy(kFirst, kSecond));
  const ParsedJson b(text);
  return SaySame(ReadPolicy(a.root(), PolicyKind::kTrust, kScope),
                 ReadPolicy(b.root(), PolicyKind::kTrust, kScope));
}

TEST(SamePolicyTest, OrderSidAndCaseOfNamesDoNotMatter) {
  EXPECT_EQ(SameAsFirst(Policy(kFirst, kSecond)), Truth::kYes);
  EXPECT_EQ(SameAsFirst(Policy(kSecond, kFirst)), Truth::kYes);
  EXPECT_EQ(SameAsFirst(Changed("\"Effect\"", "\"Sid\": \"Pods\", \"Effect\"")), Truth::kYes);
  EXPECT_EQ(SameAsFirst(Changed("StringEquals", "stringequals")), Truth::kYes);
  EXPECT_EQ(SameAsFirst(Changed("sts:AssumeRole", "STS:assumeRole")), Truth::kYes);
  EXPECT_EQ(SameAsFirst(Changed(R"("system:serviceaccount:a:b", "x")",
                                R"("x", "system:serviceaccount:a:b")")),
            Truth::kYes);
}

TEST(SamePolicyTest, EveryPartThatDecidesMatters) {
  EXPECT_EQ(SameAsFirst(Changed("a:b", "a:c")), Truth::kNo);
  EXPECT_EQ(SameAsFirst(Changed("a:b", "A:b")), Truth::kNo);
  EXPECT_EQ(SameAsFirst(Changed("StringEquals", "StringLike")), Truth::kNo);
  EXPECT_EQ(SameAsFirst(Changed(":sub", ":aud")), Truth::kNo);
  EXPECT_EQ(SameAsFirst(Changed("Allow", "Deny")), Truth::kNo);
  EXPECT_EQ(SameAsFirst(Changed("\"Principal\"", "\"NotPrincipal\"")), Truth::kNo);
  EXPECT_EQ(SameAsFirst(Changed("Federated", "AWS")), Truth::kNo);
}

TEST(SamePolicyTest, AHoleMayHoldTheDifference) {
  EXPECT_EQ(SameAsFirst(Changed("a:b", "a:${name}")), Truth::kMaybe);
}

}  // namespace
}  // namespace irsalint::iam
