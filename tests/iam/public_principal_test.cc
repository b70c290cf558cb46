// Which conditions keep strangers out of a role that trusts `"AWS": "*"`.
#include "analyzer/iam/public_principal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/iam/policy_text.h"

namespace irsalint::iam {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> Public(std::string_view statements) {
  std::vector<std::string> found;
  for (const PublicPrincipal& open : PublicPrincipalsOf(PolicyOf(statements))) {
    found.push_back(std::to_string(open.statement) + "/" + std::to_string(open.principal));
  }
  return found;
}

std::string Everybody(std::string_view condition, std::string_view effect = "Allow") {
  return R"({"Effect":")" + std::string(effect) +
         R"(","Principal":{"AWS":"*"},"Action":"sts:AssumeRole","Condition":)" +
         std::string(condition) + "}";
}

bool IsPublicIf(std::string_view condition) { return !Public(Everybody(condition)).empty(); }

TEST(PublicPrincipalTest, IsThePrincipalOfAnAllowStatementWithTheAction) {
  EXPECT_THAT(Public(Everybody("{}")), ElementsAre("0/0"));
  EXPECT_THAT(Public(R"({"Effect":"Allow","Principal":{"AWS":["468013579246","*"]},
                         "Action":["sts:TagSession","sts:Assume*"]})"),
              ElementsAre("0/1"));
  EXPECT_THAT(Public(R"({"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"})"), IsEmpty());
  EXPECT_THAT(Public(R"({"Effect":"Allow","Principal":{"AWS":"468013579246"},
                         "Action":"sts:AssumeRole"})"),
              IsEmpty());
  EXPECT_THAT(Public(R"({"Effect":"Allow","Principal":{"AWS":"*"},
                         "Action":"sts:AssumeRoleWithWebIdentity"})"),
              IsEmpty());
  EXPECT_THAT(Public(Everybody("{}", "Deny")), IsEmpty());
}

TEST(PublicPrincipalTest, WhoAndWhereTheCallerIsKeepsStrangersOut) {
  for (const std::string_view condition : {
           R"({"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}})",
           R"({"StringEquals":{"AWS:principalaccount":["468013579246"]}})",
           R"({"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-a1b2c3d4e5/*"}})",
           R"({"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::468013579246:role/*"}})",
           R"({"StringLike":{"aws:PrincipalArn":"arn:aws:iam::468013579246:role/ci-*"}})",
           R"({"StringLike":{"aws:userId":"AROAQ3EGRTUVW7XY2ZABC:*"}})",
           R"({"StringEquals":{"sts:ExternalId":"a-long-secret"}})",
           R"({"IpAddress":{"aws:SourceIp":"198.51.100.0/24"}})",
           R"({"StringEquals":{"aws:SourceVpce":"vpce-0a1b2c3d"}})",
           R"({"StringEquals":{"aws:SourceAccount":"468013579246"}})",
           R"({"StringEquals":{"some:unknownKey":"x"}})",
       }) {
    EXPECT_FALSE(IsPublicIf(condition)) << condition;
  }
}

TEST(PublicPrincipalTest, WhatACallerChoosesKeepsNobodyOut) {
  for (const std::string_view condition : {
           R"({"StringEquals":{"sts:RoleSessionName":"deploy"}})",
           R"({"StringEquals":{"aws:username":"deploy"}})",
           R"({"StringEquals":{"aws:PrincipalTag/team":"blue"}})",
           R"({"StringEquals":{"aws:RequestTag/team":"blue"}})",
           R"({"Bool":{"aws:MultiFactorAuthPresent":"true"}})",
           R"({"Bool":{"aws:SecureTransport":"true"}})",
           R"({"DateLessThan":{"aws:CurrentTime":"2030-01-01T00:00:00Z"}})",
           R"({"Null":{"aws:PrincipalTag/team":"true"}})",
       }) {
    EXPECT_TRUE(IsPublicIf(condition)) << condition;
  }
}

TEST(PublicPrincipalTest, ConditionsThatCoverEverybody) {
  for (const std::string_view condition : {
           R"({"StringLike":{"aws:PrincipalOrgID":"*"}})",
           R"({"StringLike":{"sts:ExternalId":"*"}})",
           R"({"StringNotEquals":{"aws:PrincipalAccount":"468013579246"}})",
           R"({"StringEqualsIfExists":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}})",
           R"({"Null":{"aws:PrincipalOrgID":"false"}})",
           R"({"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/ci"}})",
           R"({"StringLike":{"aws:PrincipalArn":"arn:*:iam::*:role/ci-*"}})",
           R"({"IpAddress":{"aws:SourceIp":"0.0.0.0/0"}})",
           R"({"NotIpAddress":{"aws:SourceIp":"198.51.100.0/24"}})",
       }) {
    EXPECT_TRUE(IsPublicIf(condition)) << condition;
  }
}

TEST(PublicPrincipalTest, OneEffectiveConditionIsEnough) {
  EXPECT_FALSE(IsPublicIf(R"({"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"},
                              "ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/ci"}})"));
}

TEST(PublicPrincipalTest, DenyTakesStrangersBack) {
  EXPECT_THAT(
      Public(Everybody("{}") + "," +
             Everybody(R"({"StringNotEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}})", "Deny")),
      IsEmpty());
  EXPECT_THAT(
      Public(Everybody("{}") + "," +
             Everybody(R"({"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::468013579246:*"}})",
                       "Deny")),
      IsEmpty());
  EXPECT_THAT(Public(Everybody("{}") + "," +
                     Everybody(R"({"Bool":{"aws:MultiFactorAuthPresent":"false"}})", "Deny")),
              ElementsAre("0/0"))
      << "a stranger may have MFA";
}

TEST(PublicPrincipalTest, PlaceholdersMayKeepStrangersOut) {
  EXPECT_FALSE(IsPublicIf(R"({"StringEquals":{"aws:PrincipalOrgID":"${org}"}})"));
  EXPECT_FALSE(IsPublicIf(R"({"StringLike":{"aws:PrincipalTag/team":"${team}"}})"));
  EXPECT_FALSE(IsPublicIf(R"({"StringEquals":{"${key}":"x"}})"));
  EXPECT_FALSE(IsPublicIf(R"({"StringSame":{"aws:username":"x"}})"));
  EXPECT_THAT(
      Public(R"({"Effect":"Allow","Principal":{"AWS":"${who}"},"Action":"sts:AssumeRole"})"),
      IsEmpty());
  EXPECT_THAT(Public(Everybody("{}") + "," +
                     Everybody(R"({"StringNotEquals":{"aws:PrincipalTag/x":"${org}"}})", "Deny")),
              IsEmpty());
}

}  // namespace
}  // namespace irsalint::iam
