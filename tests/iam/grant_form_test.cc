// Which value of a policy makes a wide grant, and of what form.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "analyzer/iam/grants.h"
#include "analyzer/iam/subject_set.h"
#include "tests/iam/policy_text.h"

namespace irsalint::iam {
namespace {

using syntax::Text;
using testing::ElementsAre;
using testing::IsEmpty;

std::string Name(GrantForm form) {
  switch (form) {
    case GrantForm::kNoSubject:
      return "no subject";
    case GrantForm::kWholeCluster:
      return "whole cluster";
    case GrantForm::kAnyNamespace:
      return "any namespace";
    case GrantForm::kOverColon:
      return "over colon";
    case GrantForm::kNamespaceFamily:
      return "namespace family";
    case GrantForm::kAccountInFamily:
      return "account in family";
    case GrantForm::kWholeNamespace:
      return "whole namespace";
    case GrantForm::kComplement:
      return "complement";
    case GrantForm::kNamePrefix:
      return "name prefix";
  }
  return "";
}

// `over colon 0/1/2`: form, statement, condition and value (`-` for none).
std::vector<std::string> GrantsOf(std::string_view statements) {
  const PolicyDocument policy = PolicyOf(statements);
  const SubjectSet admitted =
      AdmittedSubjects(policy, Text::Literal(kProvider), Text::Literal(kIssuer));
  std::vector<std::string> lines;
  for (const Grant& grant : WideGrants(policy, admitted)) {
    const auto index = [](const std::optional<size_t>& i) {
      return i.has_value() ? std::to_string(*i) : std::string("-");
    };
    lines.push_back(Name(grant.form) + " " + std::to_string(grant.statement) + "/" +
                    index(grant.condition) + "/" + index(grant.value));
  }
  return lines;
}

std::vector<std::string> GrantsIf(std::string_view op, std::string_view values) {
  return GrantsOf(
      AllowIf(R"({")" + std::string(op) + R"(":{"ISSUER:sub":)" + std::string(values) + "}}"));
}

TEST(GrantFormTest, EachFormOfAPattern) {
  const auto like = [](std::string_view tail) {
    return GrantsIf("StringLike", "\"system:serviceaccount:" + std::string(tail) + "\"");
  };
  EXPECT_THAT(like("*"), ElementsAre("whole cluster 0/0/0"));
  EXPECT_THAT(like("*:*"), ElementsAre("whole cluster 0/0/0"));
  EXPECT_THAT(like("*:api"), ElementsAre("any namespace 0/0/0"));
  EXPECT_THAT(like("prod*"), ElementsAre("over colon 0/0/0"));
  EXPECT_THAT(like("prod*api"), ElementsAre("over colon 0/0/0"));
  EXPECT_THAT(like("prod-*:*"), ElementsAre("namespace family 0/0/0"));
  EXPECT_THAT(like("preview-*:app"), ElementsAre("account in family 0/0/0"));
  EXPECT_THAT(like("prod:*"), ElementsAre("whole namespace 0/0/0"));
  EXPECT_THAT(like("prod:api-*"), ElementsAre("name prefix 0/0/0"));
  EXPECT_THAT(like("prod:api"), IsEmpty());
  EXPECT_THAT(like("Prod:*"), IsEmpty());
  EXPECT_THAT(GrantsIf("StringLike", R"("*:*")"), ElementsAre("whole cluster 0/0/0"));
}

TEST(GrantFormTest, TheValueAndTheConditionAreNamed) {
  EXPECT_THAT(GrantsOf(AllowIf(R"({"StringEquals":{"ISSUER:aud":"sts.amazonaws.com"},
                                  "StringLike":{"ISSUER:sub":["system:serviceaccount:a:b",
                                                "system:serviceaccount:prod:*",
                                                "system:serviceaccount:*:api"]}})")),
              ElementsAre("whole namespace 0/1/1", "any namespace 0/1/2"));
}

TEST(GrantFormTest, NoSubjectAndComplement) {
  EXPECT_THAT(GrantsOf(AllowIf("{}")), ElementsAre("no subject 0/-/-"));
  EXPECT_THAT(GrantsIf("Null", R"("false")"), ElementsAre("no subject 0/0/-"));
  EXPECT_THAT(GrantsIf("StringNotEquals", R"("system:serviceaccount:prod:api")"),
              ElementsAre("complement 0/0/-"));
}

TEST(GrantFormTest, WhatElseNarrowsAStatementCounts) {
  EXPECT_THAT(GrantsOf(AllowIf(R"({"StringLike":{"ISSUER:sub":"system:serviceaccount:prod*"},
                                   "StringEquals":{"ISSUER:sub":"system:serviceaccount:prod:a"}})")),
              IsEmpty());
  EXPECT_THAT(GrantsOf(AllowIf("{}") + "," +
                       DenyIf(R"({"StringNotLike":{"ISSUER:sub":"system:serviceaccount:a:*"}})")),
              IsEmpty());
}

TEST(GrantFormTest, AHoleInAKeyOrThePrincipalProvesNothing) {
  EXPECT_THAT(
      GrantsOf(AllowIf(R"({"StringEquals":{"${issuer}:sub":"system:serviceaccount:prod:api"}})")),
      IsEmpty());
  EXPECT_THAT(GrantsOf(R"({"Effect":"Allow","Principal":{"Federated":"${provider}"},
                           "Action":"sts:AssumeRoleWithWebIdentity"})"),
              IsEmpty());
  EXPECT_THAT(GrantsOf(R"({"Effect":"Allow","Principal":{"Federated":"PROVIDER"},
                           "Action":"${action}"})"),
              IsEmpty());
}

// `*a` and thirty `?`: every operator answers, and none by building a deterministic automaton.
TEST(GrantFormTest, HugePatternsAreClassifiedOrLeftOpen) {
  const std::string pattern = "\"*a" + std::string(30, '?') + "\"";
  const auto classify = [&](std::string_view op) {
    const PolicyDocument policy =
        PolicyOf(AllowIf(R"({")" + std::string(op) + R"(":{"ISSUER:sub":)" + pattern + "}}"));
    return ToString(
        AdmittedSubjects(policy, Text::Literal(kProvider), Text::Literal(kIssuer)).subject_class);
  };
  EXPECT_EQ(classify("StringLike"), "unknown");
  EXPECT_EQ(classify("StringNotLike"), "unknown");
  EXPECT_EQ(classify("StringEquals"), "never-matches");
  EXPECT_EQ(classify("StringNotEquals"), "any-sa-in-cluster");
  EXPECT_EQ(classify("ArnLike"), "never-matches");
  EXPECT_EQ(classify("ArnNotLike"), "any-sa-in-cluster");
}

}  // namespace
}  // namespace irsalint::iam
