#include "analyzer/rule/offending.h"

#include <gtest/gtest.h>

namespace irsalint::rule {
namespace {

iam::Value ValueOf(const std::string& text) {
  return {.text = syntax::Text::Literal(text), .place = {}};
}

TEST(Offending, OneValueIsItself) {
  EXPECT_EQ(Offending(std::vector<std::string>{"sts:*"}), "sts:*");
  EXPECT_EQ(Offending(std::vector<std::string>{}), "");
}

TEST(Offending, TheOrderOfValuesDoesNotMatter) {
  const std::vector<iam::Value> values = {ValueOf("b"), ValueOf("a")};
  EXPECT_EQ(Offending(values), "a, b");
}

TEST(Offending, AConditionIsOperatorKeyAndValues) {
  iam::Condition condition;
  condition.operator_name = ValueOf("StringNotLike");
  condition.key = ValueOf("id.example.com:sub");
  condition.values = {ValueOf("b"), ValueOf("a")};
  EXPECT_EQ(Offending(condition), "StringNotLike id.example.com:sub: a, b");
}

TEST(Offending, ASuppressionIsItsRulesReasonAndDate) {
  JudgedSuppression suppression;
  suppression.rules = {"sub-too-broad", "role-shared"};
  suppression.reason = "one tenant";
  suppression.expires = "2027-01-31";
  EXPECT_EQ(Offending(suppression), "role-shared, sub-too-broad: one tenant 2027-01-31");
}

}  // namespace
}  // namespace irsalint::rule
