// Placeholders in policies and requests: what is proved and what stays open.
#include <gtest/gtest.h>

#include <string>

#include "tests/iam/policy_text.h"

namespace irsalint::iam {
namespace {

using base::Truth;
using syntax::Text;

constexpr std::string_view kApi = "system:serviceaccount:prod:api";

Truth AllowedIf(std::string_view condition, const Text& subject) {
  return Admits(PolicyOf(AllowIf(condition)), RequestOf(subject));
}
Truth AllowedIf(std::string_view condition, std::string_view subject) {
  return AllowedIf(condition, Text::Literal(subject));
}

TEST(HoleDecisionTest, EqualHolesOfOneScopeCancel) {
  const Text subject =
      Text::Literal("system:serviceaccount:").Append(HoleText("${ns}")).Append(":api");
  const auto policy = [](std::string_view value) {
    return R"({"StringEquals":{"ISSUER:sub":")" + std::string(value) + "\"}}";
  };
  EXPECT_EQ(AllowedIf(policy("system:serviceaccount:${ns}:api"), subject), Truth::kYes);
  EXPECT_EQ(AllowedIf(policy("system:serviceaccount:${ns}:web"), subject), Truth::kNo);
  EXPECT_EQ(AllowedIf(policy("system:serviceaccount:${other}:api"), subject), Truth::kMaybe);
  EXPECT_EQ(AllowedIf(policy("system:serviceaccount:prod:api"), subject), Truth::kMaybe);
  EXPECT_EQ(AllowedIf(policy("system:serviceaccount:prod:web"), subject), Truth::kNo);
  EXPECT_EQ(AllowedIf(policy("system:serviceaccounts:prod:api"), subject), Truth::kNo);
}

TEST(HoleDecisionTest, EqualHolesOfTwoScopesStayOpen) {
  const Text subject = Text::Literal("system:serviceaccount:")
                           .Append(HoleText("${ns}", "another unit"))
                           .Append(":api");
  EXPECT_EQ(
      AllowedIf(R"({"StringEquals":{"ISSUER:sub":"system:serviceaccount:${ns}:api"}})", subject),
      Truth::kMaybe);
}

TEST(HoleDecisionTest, EqualHolesCancelUnderStringLikeToo) {
  const Text subject =
      Text::Literal("system:serviceaccount:").Append(HoleText("${ns}")).Append(":api");
  EXPECT_EQ(
      AllowedIf(R"({"StringLike":{"ISSUER:sub":"system:serviceaccount:${ns}:api"}})", subject),
      Truth::kYes);
  EXPECT_EQ(AllowedIf(R"({"StringLike":{"ISSUER:sub":"system:serviceaccount:*:api"}})", subject),
            Truth::kYes);
  EXPECT_EQ(AllowedIf(R"({"StringLike":{"ISSUER:sub":"system:serviceaccount:${ns}:*"}})", subject),
            Truth::kYes);
  EXPECT_EQ(
      AllowedIf(R"({"StringLike":{"ISSUER:sub":"system:serviceaccount:${ns}:web*"}})", subject),
      Truth::kNo);
  EXPECT_EQ(
      AllowedIf(R"({"StringNotLike":{"ISSUER:sub":"system:serviceaccount:${ns}:*"}})", subject),
      Truth::kNo);
  EXPECT_EQ(AllowedIf(R"({"StringLike":{"ISSUER:sub":"*:${ns}:api"}})", subject), Truth::kYes);
  EXPECT_EQ(
      AllowedIf(R"({"StringEquals":{"ISSUER:sub":"system:serviceaccount:a:b:api"}})", subject),
      Truth::kNo);
  EXPECT_EQ(AllowedIf(R"({"StringLike":{"ISSUER:sub":"system:serviceaccount:*:web"}})", subject),
            Truth::kNo);
}

TEST(HoleDecisionTest, NegatedOperatorsMirror) {
  const auto policy = [](std::string_view value) {
    return R"({"StringNotEquals":{"ISSUER:sub":")" + std::string(value) + "\"}}";
  };
  EXPECT_EQ(AllowedIf(policy("system:serviceaccount:${ns}:api"), kApi), Truth::kMaybe);
  EXPECT_EQ(AllowedIf(policy("system:serviceaccount:${ns}:web"), kApi), Truth::kYes);
  EXPECT_EQ(AllowedIf(policy(kApi), kApi), Truth::kNo);
}

TEST(HoleDecisionTest, OneHoleAmongTheValuesKeepsAnAllowOpen) {
  EXPECT_EQ(
      AllowedIf(R"({"StringEquals":{"ISSUER:sub":["system:serviceaccount:a:b","${subject}"]}})",
                kApi),
      Truth::kMaybe);
  EXPECT_EQ(
      AllowedIf(
          R"({"StringEquals":{"ISSUER:sub":["${subject}","system:serviceaccount:prod:api"]}})",
          kApi),
      Truth::kYes);
}

TEST(HoleDecisionTest, DenyWithHolesNeverProvesADenial) {
  const std::string allow = AllowIf(R"({"StringEquals":{"ISSUER:aud":"sts.amazonaws.com"}})");
  const auto with_deny = [&](std::string_view condition) {
    return Admits(PolicyOf(allow + "," + DenyIf(condition)), RequestOf(kApi));
  };
  EXPECT_EQ(with_deny(R"({"StringEquals":{"ISSUER:sub":"system:serviceaccount:${ns}:api"}})"),
            Truth::kMaybe);
  EXPECT_EQ(with_deny(R"({"StringNotLike":{"ISSUER:sub":"system:serviceaccount:${ns}:*"}})"),
            Truth::kMaybe);
  EXPECT_EQ(with_deny(R"({"StringEquals":{"ISSUER:sub":"system:serviceaccount:${ns}:web"}})"),
            Truth::kYes);
  EXPECT_EQ(with_deny(R"({"StringNotLike":{"ISSUER:sub":"system:serviceaccount:${ns}:web"}})"),
            Truth::kNo);
}

TEST(HoleDecisionTest, AHoleInThePrincipalStaysOpen) {
  const auto with_provider = [](std::string_view provider) {
    return Admits(
        TrustPolicyOf(R"({"Statement":{"Effect":"Allow","Principal":{"Federated":")" +
                      std::string(provider) + R"("},"Action":"sts:AssumeRoleWithWebIdentity"}})"),
        RequestOf(kApi));
  };
  EXPECT_EQ(with_provider("arn:aws:iam::${account}:oidc-provider/ISSUER"), Truth::kMaybe);
  EXPECT_EQ(with_provider("arn:aws:iam::${account}:oidc-provider/oidc.example.com"), Truth::kNo);
  EXPECT_EQ(with_provider("${provider_arn}"), Truth::kMaybe);
}

TEST(HoleDecisionTest, AHoleInTheActionStaysOpen) {
  EXPECT_EQ(
      Admits(TrustPolicyOf(R"({"Statement":{"Effect":"Allow","Principal":{"Federated":"PROVIDER"},
                                     "Action":"${action}"}})"),
             RequestOf(kApi)),
      Truth::kMaybe);
}

TEST(HoleDecisionTest, AHoleInAKeyStaysOpenUnlessEveryKeyAgrees) {
  const auto with = [](std::string_view op, std::string_view key, std::string_view subject) {
    return AllowedIf(R"({")" + std::string(op) + R"(":{")" + std::string(key) +
                         R"(":"system:serviceaccount:prod:api"}})",
                     subject);
  };
  constexpr std::string_view kWeb = "system:serviceaccount:prod:web";
  for (const std::string_view key : {"${issuer}:sub", "${key}"}) {
    for (const std::string_view op :
         {"StringEquals", "StringLike", "ForAnyValue:StringEquals", "StringNotEquals"}) {
      EXPECT_EQ(with(op, key, kApi), Truth::kMaybe) << op << " on " << key;
    }
    EXPECT_EQ(with("StringEqualsIfExists", key, kWeb), Truth::kMaybe) << key;
    EXPECT_EQ(with("ForAllValues:StringLike", key, kWeb), Truth::kMaybe) << key;
  }
  // The subject or nothing: both hold.
  EXPECT_EQ(with("StringEqualsIfExists", "${issuer}:sub", kApi), Truth::kYes);
  EXPECT_EQ(with("StringNotEquals", "${issuer}:sub", kWeb), Truth::kYes);
  EXPECT_EQ(with("StringEquals", "${issuer}:sub", kWeb), Truth::kNo);
  EXPECT_EQ(with("Bool", "${issuer}:sub", kApi), Truth::kNo);
}

TEST(HoleDecisionTest, AHoleInAnOperatorOrAPrincipalStaysOpen) {
  const PolicyDocument policy =
      PolicyOf(AllowIf(R"({"${test}":{"ISSUER:sub":"system:serviceaccount:prod:web"}})"));
  EXPECT_TRUE(policy.problems.empty());
  EXPECT_EQ(Admits(policy, RequestOf(kApi)), Truth::kMaybe);
  const PolicyDocument principal = PolicyOf(
      R"({"Effect":"Allow","Principal":"${principal}","Action":"sts:AssumeRoleWithWebIdentity"})");
  EXPECT_TRUE(principal.problems.empty());
  EXPECT_EQ(Admits(principal, RequestOf(kApi)), Truth::kMaybe);
}

TEST(HoleDecisionTest, AKeyThatCannotBeOfThisRequestIsAbsentDespiteItsHole) {
  EXPECT_EQ(AllowedIf(R"({"StringEquals":{"${issuer}:subject":"x"}})", kApi), Truth::kNo);
  EXPECT_EQ(AllowedIf(R"({"StringEquals":{"https://${issuer}:sub":"x"}})", kApi), Truth::kNo);
}

TEST(HoleDecisionTest, AHoleUnderNullStaysOpen) {
  EXPECT_EQ(AllowedIf(R"({"Null":{"ISSUER:sub":"${demand}"}})", kApi), Truth::kMaybe);
}

TEST(HoleDecisionTest, HolesAndPolicyVariablesMayMeet) {
  const Text subject =
      Text::Literal("system:serviceaccount:").Append(HoleText("${ns}")).Append(":api");
  EXPECT_EQ(AllowedIf(R"({"StringEquals":{"ISSUER:sub":
                          "system:serviceaccount:${ns}:${aws:PrincipalTag/app, 'api'}"}})",
                      subject),
            Truth::kYes);
  EXPECT_EQ(AllowedIf(R"({"StringEquals":{"ISSUER:sub":
                          "system:serviceaccount:${ns}:${aws:PrincipalTag/app, 'web'}"}})",
                      subject),
            Truth::kNo);
}

TEST(HoleDecisionTest, TheNetworkOfTheCallerIsNotKnown) {
  EXPECT_EQ(AllowedIf(R"({"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}})", kApi), Truth::kMaybe);
  EXPECT_EQ(AllowedIf(R"({"StringEquals":{"aws:SourceVpce":"vpce-1"}})", kApi), Truth::kMaybe);
  EXPECT_EQ(AllowedIf(R"({"StringEquals":{"aws:RequestedRegion":"eu-west-1"}})", kApi),
            Truth::kMaybe);
  EXPECT_EQ(AllowedIf(R"({"Bool":{"aws:SecureTransport":"false"}})", kApi), Truth::kNo);
  EXPECT_EQ(AllowedIf(R"({"Null":{"aws:CurrentTime":"true"}})", kApi), Truth::kNo);
  EXPECT_EQ(AllowedIf(R"({"StringLike":{"sts:RoleSessionName":"*"}})", kApi), Truth::kYes);
  EXPECT_EQ(AllowedIf(R"({"StringEquals":{"aws:PrincipalTag/team":"shop"}})", kApi), Truth::kNo);
  EXPECT_EQ(AllowedIf(R"({"Bool":{"sts:RoleAuthorizedByIdp":"true"}})", kApi), Truth::kNo);
}

// `*a` and thirty `?` need 2^30 states as a deterministic automaton.
TEST(HoleDecisionTest, HugePatternsAreAnsweredInTimeUnderEveryOperator) {
  const std::string pattern = "*a" + std::string(30, '?');
  const std::string literal = "system:serviceaccount:a" + std::string(30, 'b');
  const Text unknown = Text::Literal("system:serviceaccount:").Append(HoleText("${ns}"));
  for (const std::string_view base :
       {"StringEquals", "StringEqualsIgnoreCase", "StringNotEquals", "StringNotEqualsIgnoreCase",
        "StringLike", "StringNotLike", "ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"}) {
    for (const std::string_view prefix : {"", "ForAllValues:", "ForAnyValue:"}) {
      const std::string condition = R"({")" + std::string(prefix) + std::string(base) +
                                    R"(":{"ISSUER:sub":")" + pattern + "\"}}";
      const bool negated = base.find("Not") != base.npos;
      const bool matches = base == "StringLike" || base == "StringNotLike";
      EXPECT_EQ(AllowedIf(condition, literal), base::FromBool(matches != negated)) << condition;
      if (matches) {
        EXPECT_EQ(AllowedIf(condition, unknown), Truth::kMaybe) << condition;
      }
    }
  }
}

}  // namespace
}  // namespace irsalint::iam
