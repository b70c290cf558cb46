#include "analyzer/graph/vacuous_conditions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/iam/policy_text.h"

namespace irsalint::graph {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// `STATEMENT/CONDITION claim present` of each.
std::vector<std::string> Vacuous(std::string_view statements) {
  constexpr const char* kClaim[] = {"sub", "aud"};
  constexpr const char* kTruth[] = {"no", "maybe", "yes"};
  std::vector<std::string> found;
  for (const VacuousCondition& condition : VacuousConditionsOf(iam::PolicyOf(statements))) {
    found.push_back(std::to_string(condition.statement) + "/" +
                    std::to_string(condition.condition) + " " +
                    kClaim[static_cast<size_t>(condition.claim)] + " " +
                    kTruth[static_cast<size_t>(condition.present)]);
  }
  return found;
}

std::vector<std::string> VacuousIf(std::string_view op, std::string_view key) {
  return Vacuous(iam::AllowIf(R"({")" + std::string(op) + R"(":{")" + std::string(key) +
                              R"(":"system:serviceaccount:a:b"}})"));
}

TEST(VacuousConditionsTest, AreThoseThatHoldWithoutTheKey) {
  EXPECT_THAT(VacuousIf("StringEqualsIfExists", "ISSUER:sub"), ElementsAre("0/0 sub yes"));
  EXPECT_THAT(VacuousIf("ForAllValues:StringLike", "ISSUER:aud"), ElementsAre("0/0 aud yes"));
  EXPECT_THAT(VacuousIf("forallvalues:stringequalsifexists", "ISSUER:SUB"),
              ElementsAre("0/0 sub yes"));
  EXPECT_THAT(VacuousIf("StringEquals", "ISSUER:sub"), IsEmpty());
  EXPECT_THAT(VacuousIf("ForAnyValue:StringEquals", "ISSUER:sub"), IsEmpty());
  EXPECT_THAT(VacuousIf("ForAnyValue:StringEqualsIfExists", "ISSUER:sub"), IsEmpty());
  EXPECT_THAT(VacuousIf("StringNotEqualsIfExists", "ISSUER:sub"), IsEmpty())
      << "a negated operator holds without the key in any form";
  EXPECT_THAT(VacuousIf("ForAllValues:Null", "ISSUER:sub"), IsEmpty());
  EXPECT_THAT(VacuousIf("StringSameIfExists", "ISSUER:sub"), IsEmpty());
}

TEST(VacuousConditionsTest, OnlySubjectAndAudienceCount) {
  EXPECT_THAT(VacuousIf("ForAllValues:StringEquals", "ISSUER:iss"), IsEmpty());
  EXPECT_THAT(VacuousIf("StringEqualsIfExists", "aws:SourceVpc"), IsEmpty());
}

TEST(VacuousConditionsTest, KeysThatNoTokenCarries) {
  EXPECT_THAT(VacuousIf("StringEqualsIfExists", "https://ISSUER:sub"), ElementsAre("0/0 sub no"));
  EXPECT_THAT(VacuousIf("StringEqualsIfExists", "PROVIDER:sub"), ElementsAre("0/0 sub no"));
  EXPECT_THAT(VacuousIf("StringEqualsIfExists", "ISSUER/:aud"), ElementsAre("0/0 aud no"));
  EXPECT_THAT(VacuousIf("StringEqualsIfExists", "login.example:sub"), ElementsAre("0/0 sub no"));
  EXPECT_THAT(VacuousIf("StringEqualsIfExists", "${issuer}:sub"), ElementsAre("0/0 sub maybe"));
}

TEST(VacuousConditionsTest, AnyIssuerOfTheStatementMayCarryTheKey) {
  constexpr std::string_view kTwo =
      R"({"Effect":"Allow","Principal":{"Federated":["PROVIDER",
          "arn:aws:iam::468013579246:oidc-provider/login.example", "accounts.google.com"]},
          "Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringEqualsIfExists":{
          "ISSUER:sub":"a","login.example:sub":"b","accounts.google.com:aud":"c"}}})";
  EXPECT_THAT(Vacuous(kTwo), ElementsAre("0/0 sub yes", "0/1 sub yes", "0/2 aud yes"));
}

TEST(VacuousConditionsTest, OnlyStatementsThatAdmitTokensCount) {
  constexpr std::string_view kCondition = R"({"StringEqualsIfExists":{"ISSUER:sub":"a"}})";
  EXPECT_THAT(Vacuous(iam::DenyIf(kCondition)), IsEmpty());
  EXPECT_THAT(Vacuous(R"({"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},
                          "Action":"sts:*","Condition":{"StringEqualsIfExists":{"ISSUER:sub":""}}})"),
              IsEmpty());
  EXPECT_THAT(Vacuous(R"({"Effect":"Allow","Principal":{"Federated":
                          "arn:aws:iam::468013579246:saml-provider/x"},"Action":"sts:*",
                          "Condition":{"StringEqualsIfExists":{"SAML:aud":""}}})"),
              IsEmpty());
  EXPECT_THAT(Vacuous(R"({"Effect":"Allow","Principal":{"Federated":"PROVIDER"},
                          "Action":"sts:AssumeRole",
                          "Condition":{"StringEqualsIfExists":{"ISSUER:sub":""}}})"),
              IsEmpty());
}

TEST(VacuousConditionsTest, SubjectDemandedByAPlainOperator) {
  const auto demands = [](std::string_view condition) {
    return DemandsPlainly(iam::PolicyOf(iam::AllowIf(condition)).statements.at(0),
                          VacuousCondition::Claim::kSubject);
  };
  EXPECT_TRUE(demands(R"({"StringLike":{"ISSUER:sub":"a*"}})"));
  EXPECT_TRUE(demands(R"({"ForAnyValue:StringEquals":{"ISSUER:sub":"a"}})"));
  EXPECT_FALSE(demands(R"({"StringLikeIfExists":{"ISSUER:sub":"a*"}})"));
  EXPECT_FALSE(demands(R"({"StringNotLike":{"ISSUER:sub":"a*"}})"));
  EXPECT_FALSE(demands(R"({"StringEquals":{"https://ISSUER:sub":"a"}})"));
  EXPECT_FALSE(demands(R"({"StringEquals":{"ISSUER:aud":"a"}})"));
}

TEST(VacuousConditionsTest, DemandInVain) {
  const iam::PolicyDocument policy = iam::PolicyOf(
      iam::AllowIf(R"({"StringEqualsIfExists":{"https://ISSUER:sub":"a","ISSUER:aud":"b"}})"));
  EXPECT_TRUE(DemandsInVain(policy, 0, VacuousCondition::Claim::kSubject));
  EXPECT_FALSE(DemandsInVain(policy, 0, VacuousCondition::Claim::kAudience));
}

}  // namespace
}  // namespace irsalint::graph
