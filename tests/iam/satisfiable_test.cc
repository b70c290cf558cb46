// Conditions that exclude one another (docs/reference/iam.md §2.1, §2.3, §6).
#include "analyzer/iam/satisfiable.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "tests/iam/policy_text.h"

namespace irsalint::iam {
namespace {

// `key 0 1: 0 1` or `issuers …`: the two that show it, then all of them.
std::string ConflictIf(std::string_view condition) {
  const PolicyDocument policy = PolicyOf(AllowIf(condition));
  const std::vector<syntax::Text> kubernetes = {syntax::Text::Literal(kIssuer)};
  const auto conflict = FindConflict(policy, policy.statements[0], kubernetes);
  if (!conflict.has_value()) return "none";
  return fmt::format("{} {} {}: {}", conflict->kind == Conflict::Kind::kOneKey ? "key" : "issuers",
                     conflict->first, conflict->second, fmt::join(conflict->conditions, " "));
}

std::string Sub(std::string_view op, std::string_view values) {
  return fmt::format(R"("{}":{{"ISSUER:sub":{}}})", op, values);
}
std::string ConflictOf(const std::vector<std::string>& conditions) {
  return ConflictIf(fmt::format("{{{}}}", fmt::join(conditions, ",")));
}

constexpr std::string_view kApi = R"("system:serviceaccount:prod:api")";
constexpr std::string_view kProd = R"("system:serviceaccount:prod:*")";
constexpr std::string_view kDev = R"("system:serviceaccount:dev:*")";

TEST(SatisfiableTest, OneConditionHasNoConflict) {
  EXPECT_EQ(ConflictIf("{}"), "none");
  EXPECT_EQ(ConflictOf({Sub("StringEquals", kApi)}), "none");
}

TEST(SatisfiableTest, TwoOperatorsOnOneKey) {
  EXPECT_EQ(ConflictOf({Sub("StringEquals", kApi), Sub("StringLike", kDev)}), "key 0 1: 0 1");
  EXPECT_EQ(ConflictOf({Sub("StringEquals", kApi), Sub("StringLike", kProd)}), "none");
  EXPECT_EQ(ConflictOf({Sub("StringEquals", kApi), Sub("StringNotEquals", kApi)}), "key 0 1: 0 1");
  EXPECT_EQ(ConflictOf({Sub("StringLike", kProd), Sub("StringNotEquals", kApi)}), "none");
  EXPECT_EQ(ConflictOf({Sub("StringLike", kApi), Sub("StringNotLike", kProd)}), "key 0 1: 0 1");
  EXPECT_EQ(ConflictOf({Sub("StringEquals", kApi),
                        Sub("StringEqualsIgnoreCase", R"("SYSTEM:serviceaccount:prod:API")")}),
            "none");
  // Keys are compared without case.
  EXPECT_EQ(ConflictIf(R"({"StringEquals":{"a.com:sub":"x"},"StringLike":{"A.com:SUB":"y"}})"),
            "key 0 1: 0 1");
}

TEST(SatisfiableTest, OnlyThreeTogetherExclude) {
  EXPECT_EQ(ConflictOf({Sub("StringEquals", R"(["system:serviceaccount:a:x",
                                                "system:serviceaccount:b:y"])"),
                        Sub("StringLike", R"(["system:serviceaccount:a:*",
                                              "system:serviceaccount:c:*"])"),
                        Sub("StringNotLike", R"("*:x")")}),
            "key 0 2: 0 1 2");
}

TEST(SatisfiableTest, NullDemandsAbsence) {
  EXPECT_EQ(ConflictOf({Sub("StringEquals", kApi), Sub("Null", R"("true")")}), "key 0 1: 0 1");
  EXPECT_EQ(ConflictOf({Sub("StringEquals", kApi), Sub("Null", R"("false")")}), "none");
  EXPECT_EQ(ConflictOf({Sub("StringEquals", kApi), Sub("Null", R"(["true","false"])")}), "none");
  EXPECT_EQ(ConflictOf({Sub("StringEqualsIfExists", kApi), Sub("Null", R"("true")")}), "none");
}

TEST(SatisfiableTest, AKeyThatMayBeAbsentConflictsWithNothing) {
  EXPECT_EQ(ConflictIf(R"({"StringEqualsIfExists":{"aws:SourceVpc":"a"},
                           "StringLikeIfExists":{"aws:SourceVpc":"b"}})"),
            "none");
  EXPECT_EQ(ConflictIf(R"({"StringEquals":{"aws:SourceVpc":"a"},
                           "StringLikeIfExists":{"aws:SourceVpc":"b"}})"),
            "key 0 1: 0 1");
}

TEST(SatisfiableTest, SeveralValuesMayReconcile) {
  EXPECT_EQ(ConflictIf(R"({"ForAnyValue:StringEquals":{"ISSUER:aud":"a"},
                           "ForAnyValue:StringLike":{"ISSUER:aud":"b"}})"),
            "none");
  EXPECT_EQ(ConflictOf({Sub("ForAnyValue:StringEquals", kApi), Sub("StringLike", kDev)}),
            "key 0 1: 0 1");
}

TEST(SatisfiableTest, UnknownValuesMayReconcile) {
  EXPECT_EQ(ConflictOf({Sub("StringEquals", R"("${SUBJECT}")"), Sub("StringLike", kDev)}), "none");
  EXPECT_EQ(ConflictOf({Sub("StringEquals", kApi), Sub("StringNotLike", R"("${SUBJECT}")")}),
            "none");
  EXPECT_EQ(ConflictOf({Sub("StringEquals", R"("system:serviceaccount:prod:${aws:username}")"),
                        Sub("StringLike", kDev)}),
            "none");
  // What is known of it excludes the other.
  EXPECT_EQ(ConflictOf({Sub("StringEquals", R"("system:serviceaccount:prod:<name>")"),
                        Sub("StringLike", kDev)}),
            "key 0 1: 0 1");
}

TEST(SatisfiableTest, WhatFailsAloneIsLeftOut) {
  EXPECT_EQ(ConflictOf({Sub("StringEquals", R"("system:serviceaccounts:prod:api")"),
                        Sub("StringLike", kProd)}),
            "none");
  EXPECT_EQ(ConflictOf({Sub("StringEquals", "[]"), Sub("StringLike", kProd)}), "none");
  // Of another issuer the same text may be a subject.
  EXPECT_EQ(ConflictIf(R"({"StringEquals":{"a.com:sub":"system:serviceaccounts:x"},
                           "StringLike":{"a.com:sub":"repo:*"}})"),
            "key 0 1: 0 1");
}

TEST(SatisfiableTest, TwoIssuers) {
  EXPECT_EQ(ConflictIf(R"({"StringEquals":{"a.com:aud":"x","b.com:aud":"x","a.com:sub":"y"}})"),
            "issuers 0 1: 0 1 2");
  EXPECT_EQ(ConflictIf(R"({"StringEquals":{"a.com:aud":"x","A.com:sub":"y"}})"), "none");
  EXPECT_EQ(ConflictIf(R"({"StringEquals":{"a.com:aud":"x"},
                           "StringEqualsIfExists":{"b.com:sub":"y"}})"),
            "none");
  EXPECT_EQ(ConflictIf(R"({"StringEquals":{"a.com:aud":"x"},"StringNotLike":{"b.com:sub":"y"}})"),
            "none");
  EXPECT_EQ(ConflictIf(R"({"StringEquals":{"a.com:aud":"x","https://b.com:sub":"y"}})"), "none");
  EXPECT_EQ(ConflictIf(R"({"StringEquals":{"a.com:aud":"x","${ISSUER}:sub":"y"}})"), "none");
  EXPECT_EQ(ConflictIf(R"({"StringEquals":{"a.com:aud":"x","aws:SourceVpc":"y"}})"), "none");
}

// More operators on one key than any policy has are not compared pair by pair.
TEST(SatisfiableTest, IsBounded) {
  std::vector<std::string> conditions;
  for (const std::string_view op :
       {"StringEquals", "StringLike", "StringEqualsIgnoreCase", "StringNotEquals", "StringNotLike",
        "StringEqualsIfExists", "StringLikeIfExists", "StringNotLikeIfExists",
        "StringNotEqualsIfExists"}) {
    conditions.push_back(Sub(op, kApi));
  }
  EXPECT_EQ(ConflictOf(conditions), "none");
}

}  // namespace
}  // namespace irsalint::iam
