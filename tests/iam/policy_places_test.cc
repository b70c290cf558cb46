// Where each element of a policy stands, and what of it counts.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/iam/policy_text.h"

namespace irsalint::iam {
namespace {

using testing::ElementsAre;

// `a at Statement.Action[0]`.
std::vector<std::string> Values(const std::vector<Value>& values) {
  std::vector<std::string> lines;
  for (const Value& value : values) {
    lines.push_back(value.text.Written() + " at " + Where(value.place));
  }
  return lines;
}

TEST(PolicyPlacesTest, EveryElementHasItsPlace) {
  const PolicyDocument policy = TrustPolicyOf(R"({
    "Version": "2012-10-17",
    "Statement": [
      {"Effect": "Deny", "Principal": {"AWS": "*"}, "NotAction": "sts:TagSession"},
      {"Sid": "pods", "Effect": "Allow",
       "Principal": {"Service": ["ec2.amazonaws.com", "lambda.amazonaws.com"], "Federated": "PROVIDER"},
       "Action": ["sts:AssumeRoleWithWebIdentity", "sts:TagSession"],
       "Condition": {"StringEquals": {"ISSUER:aud": "sts.amazonaws.com",
                                      "ISSUER:sub": ["system:serviceaccount:a:b", "x"]},
                     "Bool": {"aws:SecureTransport": true}}}]})");
  EXPECT_EQ(Where(policy.place), ".");
  EXPECT_EQ(*policy.version, "2012-10-17");
  EXPECT_EQ(Where(policy.version.place()), "Version");
  ASSERT_EQ(policy.statements.size(), 2U);

  const Statement& deny = policy.statements[0];
  EXPECT_EQ(deny.effect, Effect::kDeny);
  EXPECT_TRUE(deny.not_action);
  EXPECT_TRUE(deny.sid.IsAbsent());
  EXPECT_EQ(Where(deny.sid.place()), "Statement[0]");
  EXPECT_EQ(Where(deny.condition_place), "Statement[0]");

  const Statement& allow = policy.statements[1];
  EXPECT_EQ(*allow.sid, "pods");
  EXPECT_EQ(Where(allow.sid.place()), "Statement[1].Sid");
  EXPECT_EQ(Where(allow.place), "Statement[1]");
  EXPECT_EQ(Where(allow.effect_place), "Statement[1].Effect");
  EXPECT_EQ(Where(allow.principal_place), "pair Statement[1].Principal");
  EXPECT_EQ(Where(allow.action_place), "pair Statement[1].Action");
  EXPECT_EQ(Where(allow.condition_place), "pair Statement[1].Condition");
  ASSERT_EQ(allow.principals.size(), 3U);
  EXPECT_EQ(allow.principals[1].kind, PrincipalKind::kService);
  EXPECT_EQ(Where(allow.principals[1].value.place), "Statement[1].Principal.Service[1]");
  EXPECT_EQ(allow.principals[2].kind, PrincipalKind::kFederated);
  EXPECT_EQ(Where(allow.principals[2].value.place), "Statement[1].Principal.Federated");
  EXPECT_THAT(Values(allow.actions),
              ElementsAre("sts:AssumeRoleWithWebIdentity at Statement[1].Action[0]",
                          "sts:TagSession at Statement[1].Action[1]"));
  ASSERT_EQ(allow.conditions.size(), 3U);
  const Condition& subject = allow.conditions[1];
  const std::string route =
      "Statement[1].Condition.StringEquals.\"" + std::string(kIssuer) + ":sub\"";
  EXPECT_EQ(Where(subject.operator_name.place), "key Statement[1].Condition.StringEquals");
  EXPECT_EQ(Where(subject.key.place), "key " + route);
  EXPECT_EQ(Where(subject.place), "pair " + route);
  EXPECT_THAT(Values(subject.values), ElementsAre("system:serviceaccount:a:b at " + route + "[0]",
                                                  "x at " + route + "[1]"));
  EXPECT_EQ(subject.key.text.Written(), std::string(kIssuer) + ":sub");
  EXPECT_THAT(Values(allow.conditions[2].values),
              ElementsAre("true at Statement[1].Condition.Bool.\"aws:SecureTransport\""));
}

TEST(PolicyPlacesTest, AStatementThatIsNoListHasNoIndex) {
  const PolicyDocument policy = TrustPolicyOf(
      R"({"Statement":{"Effect":"Allow","Principal":{"Federated":["PROVIDER"]},"Action":"sts:AssumeRole"}})");
  ASSERT_EQ(policy.statements.size(), 1U);
  EXPECT_EQ(Where(policy.statements[0].place), "Statement");
  EXPECT_EQ(Where(policy.statements[0].principals[0].value.place),
            "Statement.Principal.Federated[0]");
  EXPECT_TRUE(policy.version.IsAbsent());
  EXPECT_EQ(Where(policy.version.place()), ".");
}

TEST(PolicyPlacesTest, OfDuplicatesTheLastCounts) {
  const PolicyDocument policy = TrustPolicyOf(R"({"Statement":[{
      "Effect":"Deny","Effect":"Allow",
      "Principal":{"Federated":"first","Federated":"PROVIDER"},
      "Action":"sts:AssumeRole","Action":"sts:AssumeRoleWithWebIdentity",
      "Condition":{"StringEquals":{"ISSUER:sub":"gone"},
                   "StringEquals":{"ISSUER:aud":"one","ISSUER:aud":"two"}}}]})");
  const Statement& statement = policy.statements.at(0);
  EXPECT_EQ(statement.effect, Effect::kAllow);
  ASSERT_EQ(statement.principals.size(), 1U);
  EXPECT_EQ(statement.principals[0].value.text.Written(), kProvider);
  EXPECT_EQ(statement.principals[0].value.place.route.back().index, 1U);
  EXPECT_THAT(Values(statement.actions),
              ElementsAre("sts:AssumeRoleWithWebIdentity at Statement[0].Action"));
  ASSERT_EQ(statement.conditions.size(), 1U);
  EXPECT_EQ(statement.conditions[0].values[0].text.Written(), "two");
  EXPECT_EQ(statement.conditions[0].values[0].place.route.back().index, 1U);
}

TEST(PolicyPlacesTest, PlaceholdersAreHolesOfTheScopeAndPolicyVariablesAreNot) {
  const std::string json = R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow",
      "Principal":{"Federated":"arn:aws:iam::${account}:oidc-provider/ISSUER"},
      "Action":"sts:AssumeRoleWithWebIdentity",
      "Condition":{"StringLike":{"${issuer}:sub":["${aws:PrincipalTag/x}","${namespace}"]}}}]})";
  const PolicyDocument policy = TrustPolicyOf(json);
  const Statement& statement = policy.statements.at(0);
  EXPECT_FALSE(statement.principals[0].value.text.IsLiteral());
  EXPECT_FALSE(statement.conditions[0].key.text.IsLiteral());
  EXPECT_TRUE(statement.conditions[0].values[0].text.IsLiteral());
  EXPECT_EQ(statement.conditions[0].values[1].text, HoleText("${namespace}"));
  // As AWS stores it, every character means itself.
  const ParsedJson parsed(json);
  const PolicyDocument stored = ReadStoredPolicy(parsed.root(), PolicyKind::kTrust);
  EXPECT_TRUE(stored.statements.at(0).conditions[0].values[1].text.IsLiteral());
  EXPECT_TRUE(stored.statements.at(0).principals[0].value.text.IsLiteral());
}

TEST(PolicyPlacesTest, SizeLeavesOutWhiteSpaceAndLayout) {
  const PolicyDocument tight =
      TrustPolicyOf(R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow"}]})");
  const PolicyDocument loose = TrustPolicyOf(
      "{ \"Version\" : \"2012-10-17\",\n  \"Statement\": [ { \"Effect\": \"Allow\" } ] }");
  EXPECT_EQ(tight.size, 57U);
  EXPECT_EQ(loose.size, tight.size);
}

TEST(PolicyPlacesTest, AnyShapeIsReadWithoutHarm) {
  for (
      const std::string_view json :
      {"null", "1", "\"x\"", "[]", "{}", R"({"Statement":null})", R"({"Statement":[null]})",
       R"({"Statement":{"Effect":null,"Principal":null,"Action":null,"Condition":null}})",
       R"({"Statement":{"Effect":[],"Principal":[[]],"Action":{},"Condition":{"StringEquals":null}}})",
       R"({"Statement":{"Sid":[],"Effect":{},"Principal":{"AWS":{"x":[]}},"Action":[[],{}]}})",
       R"({"Version":[],"Statement":{"Condition":{"StringEquals":{"k":{}}}}})"}) {
    const PolicyDocument policy = TrustPolicyOf(std::string(json));
    EXPECT_FALSE(policy.problems.empty()) << json;
    const Decision decision = Evaluate(policy, RequestOf("system:serviceaccount:prod:api"));
    EXPECT_EQ(decision.outcome, Outcome::kReject) << json;
    EXPECT_EQ(decision.admits, base::Truth::kNo) << json;
  }
}

}  // namespace
}  // namespace irsalint::iam
