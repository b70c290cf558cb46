// Small questions about one condition: without its key, and with wildcards that count for
// themselves.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include <fmt/format.h>

#include "analyzer/iam/literal_wildcard.h"
#include "analyzer/iam/missing_key.h"
#include "analyzer/iam/near_name.h"
#include "analyzer/iam/operator_names.h"
#include "tests/iam/policy_text.h"

namespace irsalint::iam {
namespace {

using base::Truth;

Condition ConditionOf(std::string_view op, std::string_view values) {
  const PolicyDocument policy =
      PolicyOf(AllowIf(fmt::format(R"({{"{}":{{"a.com:sub":{}}}}})", op, values)));
  return policy.statements[0].conditions[0];
}

Truth WithoutKey(std::string_view op, std::string_view values = R"("x")") {
  return HoldsWithoutKey(ConditionOf(op, values));
}

// docs/reference/iam.md §2.3.
TEST(MissingKeyTest, Table) {
  EXPECT_EQ(WithoutKey("StringEquals"), Truth::kNo);
  EXPECT_EQ(WithoutKey("StringNotEquals"), Truth::kYes);
  EXPECT_EQ(WithoutKey("StringEqualsIfExists"), Truth::kYes);
  EXPECT_EQ(WithoutKey("StringNotLikeIfExists"), Truth::kYes);
  EXPECT_EQ(WithoutKey("ForAllValues:StringEquals"), Truth::kYes);
  EXPECT_EQ(WithoutKey("ForAnyValue:StringEquals"), Truth::kNo);
  EXPECT_EQ(WithoutKey("ForAnyValue:StringEqualsIfExists"), Truth::kMaybe);
  EXPECT_EQ(WithoutKey("StringEquals", "[]"), Truth::kNo);
  EXPECT_EQ(WithoutKey("StringNotEquals", "[]"), Truth::kNo);
  EXPECT_EQ(WithoutKey("StringEqual"), Truth::kMaybe);
  EXPECT_EQ(WithoutKey("Null", R"("true")"), Truth::kYes);
  EXPECT_EQ(WithoutKey("Null", "false"), Truth::kNo);
  EXPECT_EQ(WithoutKey("Null", R"(["false","TRUE"])"), Truth::kYes);
  EXPECT_EQ(WithoutKey("Null", R"("${X}")"), Truth::kMaybe);
  EXPECT_EQ(WithoutKey("ForAllValues:Null", "false"), Truth::kYes);
}

bool TakesLiterally(std::string_view op, std::string_view value,
                    std::string_view characters = "*?") {
  const Condition condition = ConditionOf(op, fmt::format("\"{}\"", value));
  return HoldsLiteralWildcard(condition, condition.values[0], Variables::kReplace, characters);
}

TEST(LiteralWildcardTest, OnlyOperatorsWithoutPatterns) {
  for (const std::string_view op :
       {"StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase",
        "ForAnyValue:StringEquals", "StringEqualsIfExists"}) {
    EXPECT_TRUE(TakesLiterally(op, "a*")) << op;
  }
  for (const std::string_view op : {"StringLike", "StringNotLike", "ArnEquals", "NumericEquals"}) {
    EXPECT_FALSE(TakesLiterally(op, "a*")) << op;
  }
}

TEST(LiteralWildcardTest, OnlyWhatIsWrittenCounts) {
  EXPECT_TRUE(TakesLiterally("StringEquals", "a?"));
  EXPECT_FALSE(TakesLiterally("StringEquals", "a?", "*"));
  EXPECT_FALSE(TakesLiterally("StringEquals", "a${*}"));
  EXPECT_FALSE(TakesLiterally("StringEquals", "a"));
  EXPECT_TRUE(TakesLiterally("StringEquals", "${NS}:*"));
  EXPECT_FALSE(TakesLiterally("StringEquals", "${NS}:x"));
}

TEST(NearNameTest, NamesTheNearest) {
  EXPECT_EQ(DidYouMean("StringEqual", OperatorNames()), "; did you mean \"StringEquals\"?");
  EXPECT_EQ(DidYouMean("stringlke", OperatorNames()), "; did you mean \"StringLike\"?");
  EXPECT_EQ(DidYouMean("Contains", OperatorNames()), "");
  EXPECT_EQ(OperatorNames().size(), 27U);
}

}  // namespace
}  // namespace irsalint::iam
