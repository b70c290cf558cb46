// Whom a whole policy admits (docs/reference/iam.md §6).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "analyzer/iam/subject_set.h"
#include "tests/iam/policy_text.h"

namespace irsalint::iam {
namespace {

using syntax::Text;
using testing::ElementsAre;
using testing::IsEmpty;

SubjectSet AdmittedBy(std::string_view statements) {
  return AdmittedSubjects(PolicyOf(statements), Text::Literal(kProvider), Text::Literal(kIssuer));
}

std::string ClassOf(std::string_view statements) {
  return std::string(ToString(AdmittedBy(statements).subject_class));
}
std::string ClassIf(std::string_view condition) { return ClassOf(AllowIf(condition)); }

std::string Sub(std::string_view op, std::string_view value) {
  return R"({")" + std::string(op) + R"(":{"ISSUER:sub":)" + std::string(value) + "}}";
}

TEST(SubjectBreadthTest, OperatorsOnTheSubject) {
  EXPECT_EQ(ClassIf(Sub("StringEquals", R"("system:serviceaccount:prod:api")")), "exact");
  EXPECT_EQ(ClassIf(Sub("StringEqualsIfExists", R"("system:serviceaccount:prod:api")")), "exact");
  EXPECT_EQ(ClassIf(Sub("ForAllValues:StringEquals", R"("system:serviceaccount:prod:api")")),
            "exact");
  EXPECT_EQ(ClassIf(Sub("ForAnyValue:StringLike", R"("system:serviceaccount:prod:*")")),
            "any-sa-in-namespace");
  EXPECT_EQ(ClassIf(Sub("StringEqualsIgnoreCase", R"("SYSTEM:ServiceAccount:prod:API")")), "exact");
  EXPECT_EQ(ClassIf(Sub("StringEquals", R"("system:serviceaccount:prod:*")")), "never-matches");
  EXPECT_EQ(ClassIf(Sub("ArnLike", R"("system:serviceaccount:prod:*")")), "never-matches");
  EXPECT_EQ(ClassIf(Sub("ArnNotLike", R"("system:serviceaccount:prod:*")")), "any-sa-in-cluster");
  EXPECT_EQ(ClassIf(Sub("NumericEquals", "5")), "never-matches");
  EXPECT_EQ(ClassIf(Sub("Null", R"("false")")), "any-sa-in-cluster");
  EXPECT_EQ(ClassIf(Sub("Null", R"("False")")), "any-sa-in-cluster");
  EXPECT_EQ(ClassIf(Sub("Null", R"("true")")), "never-matches");
  EXPECT_EQ(ClassIf(Sub("ForAnyValue:Null", R"("false")")), "never-matches");
  EXPECT_EQ(ClassIf(Sub("ForAllValues:Null", R"("true")")), "any-sa-in-cluster");
  EXPECT_EQ(ClassIf(Sub("StringEquals", "[]")), "never-matches");
}

TEST(SubjectBreadthTest, ListsOfExactSubjectsAreFiniteHoweverLong) {
  std::string list = "[";
  for (int i = 0; i < 40; ++i) {
    list += (i == 0 ? "" : ",") + std::string("\"system:serviceaccount:prod:app-") +
            std::to_string(i) + "\"";
  }
  EXPECT_EQ(ClassIf(Sub("StringEquals", list + "]")), "finite-list");
}

TEST(SubjectBreadthTest, ManyWholeNamespacesAreNoFamily) {
  std::string list = "[";
  for (int i = 0; i < 12; ++i) {
    list += (i == 0 ? "" : ",") + std::string("\"system:serviceaccount:team-") + std::to_string(i) +
            ":*\"";
  }
  EXPECT_EQ(ClassIf(Sub("StringLike", list + "]")), "any-sa-in-namespace");
}

TEST(SubjectBreadthTest, OtherKeysDecideWhetherAStatementCounts) {
  EXPECT_EQ(ClassIf(R"({"StringEquals":{"ISSUER:aud":"sts.amazonaws.com"}})"), "any-sa-in-cluster");
  EXPECT_EQ(ClassIf(R"({"StringEquals":{"https://ISSUER:sub":"system:serviceaccount:a:b"}})"),
            "never-matches");
  EXPECT_EQ(
      ClassIf(R"({"StringEqualsIfExists":{"https://ISSUER:sub":"system:serviceaccount:a:b"}})"),
      "any-sa-in-cluster");
  EXPECT_EQ(ClassIf(R"({"StringNotEquals":{"oidc.example.com:sub":"x"}})"), "any-sa-in-cluster");
}

TEST(SubjectBreadthTest, GuardsAreNamed) {
  const SubjectSet guarded =
      AdmittedBy(AllowIf(R"({"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}})"));
  EXPECT_EQ(ToString(guarded.subject_class), "any-sa-in-cluster");
  EXPECT_THAT(guarded.guards, ElementsAre("aws:SourceIp"));
  // The caller chooses its session name itself.
  const SubjectSet named = AdmittedBy(AllowIf(R"({"StringEquals":{"sts:RoleSessionName":"x"}})"));
  EXPECT_EQ(ToString(named.subject_class), "any-sa-in-cluster");
  EXPECT_THAT(named.guards, IsEmpty());
}

TEST(SubjectBreadthTest, StatementsAddUpAndDenyTakesAway) {
  const std::string prod = AllowIf(Sub("StringLike", R"("system:serviceaccount:prod:*")"));
  const std::string api = AllowIf(Sub("StringLike", R"("system:serviceaccount:*:api")"));
  EXPECT_EQ(ClassOf(prod + "," + api), "any-sa-in-some-namespaces + any-namespace");
  EXPECT_EQ(
      ClassOf(prod + "," + DenyIf(Sub("StringNotEquals", R"("system:serviceaccount:prod:api")"))),
      "exact");
  EXPECT_EQ(ClassOf(prod + "," + DenyIf("{}")), "never-matches");
  // A Deny that depends on the caller's network cannot be relied on.
  EXPECT_EQ(ClassOf(prod + "," + DenyIf(R"({"StringNotEquals":{"aws:SourceVpce":"vpce-1"}})")),
            "any-sa-in-namespace");
}

TEST(SubjectBreadthTest, OnlyStatementsForThisProviderAndActionCount) {
  EXPECT_EQ(ClassOf(R"({"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},
                        "Action":"sts:AssumeRole"})"),
            "never-matches");
  EXPECT_EQ(ClassOf(R"({"Effect":"Allow","Principal":{"Federated":"PROVIDER"},
                        "Action":"sts:AssumeRole"})"),
            "never-matches");
  EXPECT_EQ(ClassOf(R"({"Effect":"Allow","Principal":{"AWS":"*"},
                        "Action":"sts:AssumeRoleWithWebIdentity"})"),
            "any-cluster");
  EXPECT_EQ(ClassOf(R"({"Effect":"Allow","Principal":{"AWS":"*"},
                        "Action":"sts:AssumeRoleWithWebIdentity",
                        "Condition":{"StringEquals":{"ISSUER:aud":"sts.amazonaws.com"}}})"),
            "any-sa-in-cluster");
}

TEST(SubjectBreadthTest, HolesAreNeitherProofOfWidthNorOfEmptiness) {
  EXPECT_EQ(ClassIf(Sub("StringEquals", R"("${subject}")")), "unknown");
  EXPECT_EQ(ClassIf(Sub("StringEquals", R"("system:serviceaccount:${ns}:api")")), "unknown");
  EXPECT_EQ(ClassIf(Sub("StringEquals", R"("user:${ns}:api")")), "never-matches");
  EXPECT_EQ(ClassIf(Sub("StringLike", R"(["system:serviceaccount:prod:*","${subject}"])")),
            "any-sa-in-namespace");
  const std::string prod = AllowIf(Sub("StringLike", R"("system:serviceaccount:prod:*")"));
  EXPECT_EQ(
      ClassOf(prod + "," + DenyIf(Sub("StringNotLike", R"("system:serviceaccount:${ns}:*")"))),
      "unknown");
  EXPECT_EQ(
      ClassOf(prod + "," + DenyIf(Sub("StringEquals", R"("system:serviceaccount:dev:${x}")"))),
      "any-sa-in-namespace");
}

// IAM stores no policy of so many values, so nobody needs an answer about one.
TEST(SubjectBreadthTest, MoreValuesThanAPolicyCanHoldAreLeftOpen) {
  const auto list = [](int count) {
    std::string values = "[";
    for (int i = 0; i < count; ++i) {
      values += (i == 0 ? "" : ",") + std::string("\"system:serviceaccount:prod:a") +
                std::to_string(i) + "\"";
    }
    return values + "]";
  };
  EXPECT_EQ(ClassIf(Sub("StringEquals", list(2048))), "finite-list");
  EXPECT_EQ(ClassIf(Sub("StringEquals", list(2049))), "unknown");
}

TEST(SubjectBreadthTest, ExamplesAreAdmitted) {
  const SubjectSet set =
      AdmittedBy(AllowIf(Sub("StringLike", R"("system:serviceaccount:prod:ap?")")));
  EXPECT_EQ(set.examples.size(), 5U);
  for (const std::string& example : set.examples) {
    EXPECT_TRUE(example.starts_with("system:serviceaccount:prod:ap")) << example;
    EXPECT_TRUE(set.language.Matches(example)) << example;
  }
}

}  // namespace
}  // namespace irsalint::iam
