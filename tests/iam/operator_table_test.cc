// The 27 operators with their prefixes and suffix against present, absent and several values
// (docs/reference/iam.md §2.2, §2.3, §2.5).
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "tests/iam/policy_text.h"

namespace irsalint::iam {
namespace {

using base::Truth;
using syntax::Text;

constexpr std::string_view kKey = "example.com:key";

// The decision for `{op: {key: value}}` on a closed request whose key has `values`; no key at all
// for nullopt. `value` is JSON.
Truth Holds(std::string_view op, std::string_view value,
            const std::optional<std::vector<std::string>>& values) {
  Request request{.action = "sts:AssumeRoleWithWebIdentity",
                  .principal_kind = PrincipalKind::kFederated,
                  .principal = Text::Literal(kProvider),
                  .role_arn = Text::Literal(kRole),
                  .account = "468013579246",
                  .context = {}};
  if (values) {
    ContextKey key{.name = Text::Literal(kKey), .values = {}};
    for (const std::string& one : *values) key.values.push_back(Text::Literal(one));
    request.context.push_back(key);
  }
  return Admits(PolicyOf(AllowIf(R"({")" + std::string(op) + R"(":{")" + std::string(kKey) +
                                 R"(":)" + std::string(value) + "}}")),
                request);
}

Truth Holds(std::string_view op, std::string_view value, std::string_view actual) {
  return Holds(op, value, std::optional(std::vector{std::string(actual)}));
}

Truth HoldsAbsent(std::string_view op, std::string_view value) {
  return Holds(op, value, std::nullopt);
}

struct Row {
  std::string_view op;
  std::string_view value;  // JSON
  std::string_view actual;
  bool holds;
};

std::vector<Row> Rows() {
  return {
      {"StringEquals", R"("a")", "a", true},
      {"StringEquals", R"("a")", "A", false},
      {"StringEquals", R"("a*")", "a*", true},
      {"StringEquals", R"("a*")", "ab", false},
      {"StringEquals", R"("")", "", true},
      {"StringEquals", R"(5)", "5", true},
      {"StringEquals", R"(true)", "true", true},
      {"StringEqualsIgnoreCase", R"("Ab")", "aB", true},
      {"StringEqualsIgnoreCase", R"("A*")", "ab", false},
      {"StringLike", R"("a*")", "a:b/c", true},
      {"StringLike", R"("a*")", "a", true},
      {"StringLike", R"("A*")", "ab", false},
      {"StringLike", R"("a?")", "ab", true},
      {"StringLike", R"("a?")", "a", false},
      {"StringLike", R"("a?")", "aé", true},
      {"StringLike", R"("a.c")", "abc", false},
      {"ArnEquals", R"("arn:aws:iam::*:role/x")", "arn:aws:iam::1:role/x", true},
      {"ArnLike", R"("arn:aws:iam::*:role/x")", "arn:aws:iam::1:role/x", true},
      {"ArnLike", R"("arn:*:role/x")", "arn:aws:iam::1:role/x", false},
      {"ArnLike", R"("arn:aws:s3:::b*")", "arn:aws:s3:::bucket:odd", true},
      {"ArnLike", R"("arn:aws:iam::1:Role/x")", "arn:aws:iam::1:role/x", false},
      {"ArnLike", R"("*")", "arn:aws:iam::1:role/x", false},
      {"ArnLike", R"("system:*")", "system:serviceaccount:a:b", false},
      {"NumericEquals", R"("5")", "5.0", true},
      {"NumericEquals", R"(5)", "5", true},
      {"NumericEquals", R"("5")", "x", false},
      {"NumericLessThan", R"("5")", "4.9", true},
      {"NumericLessThan", R"("5")", "5", false},
      {"NumericLessThanEquals", R"("5")", "5", true},
      {"NumericGreaterThan", R"("5")", "6", true},
      {"NumericGreaterThan", R"("5")", "5", false},
      {"NumericGreaterThanEquals", R"("5")", "5", true},
      {"NumericGreaterThanEquals", R"("-5")", "-6", false},
      {"DateEquals", R"("2026-11-23T18:00:00Z")", "2026-11-23T19:00:00+01:00", true},
      {"DateEquals", R"("2026-11-23")", "2026-11-23T00:00:00Z", true},
      {"DateEquals", R"("0")", "1970-01-01T00:00:00Z", true},
      {"DateLessThan", R"("2026-11-23T18:00:00Z")", "2026-11-23T17:59:59Z", true},
      {"DateLessThan", R"("2026-11-23T18:00:00Z")", "2026-11-23T18:00:00Z", false},
      {"DateLessThan", R"("2026-02-30T00:00:00Z")", "2020-01-01T00:00:00Z", false},
      {"DateLessThanEquals", R"("2026-11-23T18:00:00Z")", "2026-11-23T18:00:00Z", true},
      {"DateGreaterThan", R"("2026-11-23T18:00:00Z")", "2026-11-23T18:00:00.5Z", true},
      {"DateGreaterThanEquals", R"("1795456800")", "2026-11-23T18:00:00Z", true},
      {"DateGreaterThanEquals", R"("1795456801")", "2026-11-23T18:00:00Z", false},
      {"Bool", R"("true")", "true", true},
      {"Bool", R"(true)", "true", true},
      {"Bool", R"("false")", "true", false},
      {"Bool", R"("yes")", "yes", false},
      {"BinaryEquals", R"("aGVsbG8=")", "aGVsbG8=", true},
      {"BinaryEquals", R"("aGVsbG8=")", "aGVsbG9=", false},
      {"BinaryEquals", R"("not base64")", "not base64", false},
      {"IpAddress", R"("203.0.113.0/24")", "203.0.113.255", true},
      {"IpAddress", R"("203.0.113.0/24")", "203.0.114.0", false},
      {"IpAddress", R"("203.0.113.7")", "203.0.113.7", true},
      {"IpAddress", R"("203.0.113.7")", "203.0.113.8", false},
      {"IpAddress", R"("0.0.0.0/0")", "203.0.113.8", true},
      {"IpAddress", R"("0.0.0.0/0")", "2001:db8::1", false},
      {"IpAddress", R"("2001:db8::/32")", "2001:db8:ffff::1", true},
      {"IpAddress", R"("2001:db8::/129")", "2001:db8::1", false},
      {"IpAddress", R"("203.0.113.0/33")", "203.0.113.0", false},
      {"IpAddress", R"("203.0.113.0/24")", "no address", false},
      {"Null", R"("true")", "x", false},
      {"Null", R"("false")", "x", true},
      {"Null", R"(false)", "x", true},
  };
}

TEST(OperatorTableTest, PositiveOperators) {
  for (const Row& row : Rows()) {
    EXPECT_EQ(Holds(row.op, row.value, row.actual), base::FromBool(row.holds))
        << row.op << " " << row.value << " on " << row.actual;
  }
}

struct Pair {
  std::string_view positive;
  std::string_view negated;
};

const std::vector<Pair>& NegatedPairs() {
  static const std::vector<Pair> pairs = {
      {"StringEquals", "StringNotEquals"}, {"StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"},
      {"StringLike", "StringNotLike"},     {"ArnEquals", "ArnNotEquals"},
      {"ArnLike", "ArnNotLike"},           {"NumericEquals", "NumericNotEquals"},
      {"DateEquals", "DateNotEquals"},     {"IpAddress", "NotIpAddress"},
  };
  return pairs;
}

TEST(OperatorTableTest, NegatedOperatorsAreTheOppositeOnAPresentKey) {
  for (const Row& row : Rows()) {
    for (const Pair& pair : NegatedPairs()) {
      if (row.op != pair.positive) continue;
      EXPECT_EQ(Holds(pair.negated, row.value, row.actual), base::FromBool(!row.holds))
          << pair.negated << " " << row.value << " on " << row.actual;
    }
  }
}

TEST(OperatorTableTest, PrefixesAndIfExistsChangeNothingForOnePresentValue) {
  for (const Row& row : Rows()) {
    if (row.op == "Null") continue;
    for (const std::string_view prefix : {"", "ForAllValues:", "ForAnyValue:"}) {
      for (const std::string_view suffix : {"", "IfExists"}) {
        const std::string op = std::string(prefix) + std::string(row.op) + std::string(suffix);
        EXPECT_EQ(Holds(op, row.value, row.actual), base::FromBool(row.holds))
            << op << " " << row.value << " on " << row.actual;
      }
    }
  }
}

TEST(OperatorTableTest, AbsentKeys) {
  for (const Row& row : Rows()) {
    if (row.op == "Null") continue;
    const std::string op(row.op);
    EXPECT_EQ(HoldsAbsent(op, row.value), Truth::kNo) << op;
    EXPECT_EQ(HoldsAbsent(op + "IfExists", row.value), Truth::kYes) << op;
    EXPECT_EQ(HoldsAbsent("ForAllValues:" + op, row.value), Truth::kYes) << op;
    EXPECT_EQ(HoldsAbsent("ForAllValues:" + op + "IfExists", row.value), Truth::kYes) << op;
    EXPECT_EQ(HoldsAbsent("ForAnyValue:" + op, row.value), Truth::kNo) << op;
    // Not documented.
    EXPECT_EQ(HoldsAbsent("ForAnyValue:" + op + "IfExists", row.value), Truth::kMaybe) << op;
  }
  for (const Pair& pair : NegatedPairs()) {
    const std::string op(pair.negated);
    EXPECT_EQ(HoldsAbsent(op, R"("x")"), Truth::kYes) << op;
    EXPECT_EQ(HoldsAbsent(op + "IfExists", R"("x")"), Truth::kYes) << op;
    EXPECT_EQ(HoldsAbsent("ForAllValues:" + op, R"("x")"), Truth::kYes) << op;
    EXPECT_EQ(HoldsAbsent("ForAnyValue:" + op, R"("x")"), Truth::kNo) << op;
  }
}

TEST(OperatorTableTest, NullAndItsPrefixes) {
  EXPECT_EQ(HoldsAbsent("Null", R"("true")"), Truth::kYes);
  EXPECT_EQ(HoldsAbsent("Null", R"("false")"), Truth::kNo);
  EXPECT_EQ(HoldsAbsent("Null", R"(["true","false"])"), Truth::kYes);
  EXPECT_EQ(Holds("Null", R"(["true","false"])", "x"), Truth::kYes);
  for (const std::string_view value : {R"("true")", R"("false")"}) {
    EXPECT_EQ(HoldsAbsent("ForAllValues:Null", value), Truth::kYes);
    EXPECT_EQ(Holds("ForAllValues:Null", value, "x"), Truth::kYes);
    EXPECT_EQ(HoldsAbsent("ForAnyValue:Null", value), Truth::kNo);
    EXPECT_EQ(Holds("ForAnyValue:Null", value, "x"), Truth::kNo);
  }
}

TEST(OperatorTableTest, EmptyListsOfThePolicy) {
  for (const bool present : {true, false}) {
    const auto test = [&](std::string_view op) {
      return present ? Holds(op, "[]", "x") : HoldsAbsent(op, "[]");
    };
    EXPECT_EQ(test("StringEquals"), Truth::kNo);
    EXPECT_EQ(test("StringNotEquals"), Truth::kNo);
    EXPECT_EQ(test("ForAnyValue:StringEquals"), Truth::kNo);
    EXPECT_EQ(test("ForAllValues:StringEquals"), base::FromBool(!present));
    EXPECT_EQ(test("StringEqualsIfExists"), base::FromBool(!present));
  }
}

TEST(OperatorTableTest, SeveralValuesOfTheRequest) {
  const auto test = [](std::string_view op, std::string_view value) {
    return Holds(op, value, std::optional(std::vector<std::string>{"a", "b"}));
  };
  EXPECT_EQ(test("StringEquals", R"("a")"), Truth::kNo);
  EXPECT_EQ(test("StringEquals", R"(["a","b"])"), Truth::kNo);
  EXPECT_EQ(test("ForAllValues:StringEquals", R"("a")"), Truth::kNo);
  EXPECT_EQ(test("ForAllValues:StringEquals", R"(["b","a","c"])"), Truth::kYes);
  EXPECT_EQ(test("ForAnyValue:StringEquals", R"("b")"), Truth::kYes);
  EXPECT_EQ(test("ForAnyValue:StringEquals", R"("c")"), Truth::kNo);
  EXPECT_EQ(test("ForAllValues:StringNotEquals", R"("c")"), Truth::kYes);
  EXPECT_EQ(test("ForAllValues:StringNotEquals", R"("a")"), Truth::kNo);
  EXPECT_EQ(test("ForAnyValue:StringNotEquals", R"("a")"), Truth::kYes);
}

TEST(OperatorTableTest, EmptySetsOfTheRequest) {
  const auto test = [](std::string_view op) {
    return Holds(op, R"("a")", std::optional(std::vector<std::string>{}));
  };
  EXPECT_EQ(test("ForAllValues:StringEquals"), Truth::kYes);
  EXPECT_EQ(test("ForAllValues:StringNotEquals"), Truth::kYes);
  EXPECT_EQ(test("ForAnyValue:StringEquals"), Truth::kNo);
}

TEST(OperatorTableTest, NamesInAnotherCaseAreKnownButNeverCertain) {
  const std::optional<Operator> op = ParseOperator("forallvalues:STRINGLIKEIFEXISTS");
  ASSERT_TRUE(op.has_value());
  EXPECT_EQ(op->prefix, SetPrefix::kForAllValues);
  EXPECT_EQ(op->base, BaseOperator::kStringLike);
  EXPECT_TRUE(op->if_exists);
  EXPECT_FALSE(op->canonical);
  EXPECT_EQ(Holds("stringequals", R"("a")", "a"), Truth::kMaybe);
  EXPECT_EQ(Holds("stringequals", R"("a")", "b"), Truth::kNo);
}

TEST(OperatorTableTest, ThereAreTwentySevenNamesAndNoOthers) {
  size_t count = 0;
  for (int base = 0; base <= static_cast<int>(BaseOperator::kNull); ++base) {
    const std::string_view name = ToString(static_cast<BaseOperator>(base));
    const std::optional<Operator> op = ParseOperator(name);
    ASSERT_TRUE(op.has_value()) << name;
    EXPECT_EQ(static_cast<int>(op->base), base);
    EXPECT_TRUE(op->canonical);
    ++count;
  }
  EXPECT_EQ(count, 27U);
  for (const std::string_view name :
       {"", "StringEqual", "String Equals", "ForAllValues:", "IfExists", "ForSomeValue:Bool",
        "StringEqualsExists", "ForAllValues:ForAnyValue:StringEquals",
        "StringEqualsIfExistsIfExists", "BinaryNotEquals", "BoolNot"}) {
    EXPECT_FALSE(ParseOperator(name).has_value()) << name;
  }
}

}  // namespace
}  // namespace irsalint::iam
