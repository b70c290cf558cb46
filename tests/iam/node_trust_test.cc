#include "analyzer/iam/node_trust.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/iam/policy_text.h"

namespace irsalint::iam {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view kNodes = "arn:aws:iam::468013579246:role/nodes";

std::string Statement(std::string_view principal, std::string_view rest = "",
                      std::string_view effect = "Allow") {
  return R"({"Effect":")" + std::string(effect) + R"(","Principal":)" + std::string(principal) +
         R"(,"Action":"sts:AssumeRole")" + std::string(rest) + "}";
}

std::vector<std::string> ExtraOf(std::string_view statements) {
  const PolicyDocument policy = PolicyOf(statements);
  std::vector<std::string> extra;
  for (const ExtraPrincipal& principal : ExtraPrincipalsOf(policy, kNodes)) {
    extra.push_back(principal.principal->value.text.Written() +
                    (principal.narrowed ? " narrowed" : ""));
  }
  return extra;
}

TEST(NodeTrustTest, Ec2AloneOrWithOthers) {
  const auto trust = [](std::string_view statements) { return Ec2TrustOf(PolicyOf(statements)); };
  EXPECT_TRUE(trust(Statement(R"({"Service":"ec2.amazonaws.com"})")).alone);
  EXPECT_TRUE(trust(Statement(R"({"Service":"ec2.amazonaws.com.cn"})")).alone);
  const Ec2Trust both =
      trust(Statement(R"({"Service":["ec2.amazonaws.com","eks.amazonaws.com"]})"));
  EXPECT_TRUE(both.trusted);
  EXPECT_FALSE(both.alone);
  const Ec2Trust other = trust(Statement(R"({"Service":"lambda.amazonaws.com"})"));
  EXPECT_FALSE(other.trusted);
  EXPECT_FALSE(other.alone);
  EXPECT_FALSE(trust(Statement(R"({"Service":"ec2.amazonaws.com"})", "", "Deny")).trusted);
}

TEST(NodeTrustTest, WhatNodesNeed) {
  EXPECT_THAT(ExtraOf(Statement(R"({"Service":["ec2.amazonaws.com","ec2.amazonaws.com.cn",
                                   "ssm.amazonaws.com","rolesanywhere.amazonaws.com"]})")),
              IsEmpty());
}

TEST(NodeTrustTest, EverybodyElse) {
  EXPECT_THAT(
      ExtraOf(Statement(R"({"Service":["ec2.amazonaws.com","lambda.amazonaws.com"]})") + "," +
              Statement(R"({"AWS":"arn:aws:iam::468013579246:root"})",
                        R"(,"Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}})") +
              "," + Statement(R"({"Federated":"PROVIDER"})")),
      ElementsAre("lambda.amazonaws.com", "arn:aws:iam::468013579246:root narrowed",
                  std::string(kProvider)));
}

TEST(NodeTrustTest, Exceptions) {
  EXPECT_THAT(ExtraOf(Statement(R"({"AWS":")" + std::string(kNodes) + "\"}")), IsEmpty());
  EXPECT_THAT(ExtraOf(Statement(R"({"AWS":"AROAVR5NDM4ZJ7K2QXS6W"})")), IsEmpty());
  EXPECT_THAT(ExtraOf(Statement(R"({"AWS":"*"})")), IsEmpty()) << "a fault of its own";
  EXPECT_THAT(ExtraOf(Statement(R"({"AWS":"*"})", R"(,"Condition":{"Bool":{"a:b":"true"}})")),
              ElementsAre("* narrowed"));
  EXPECT_THAT(ExtraOf(Statement(R"({"Service":"lambda.amazonaws.com"})", "", "Deny")), IsEmpty());
}

TEST(NodeTrustTest, Placeholders) {
  EXPECT_THAT(ExtraOf(Statement(R"({"Service":"ec2.${suffix}"})")), IsEmpty());
  EXPECT_THAT(ExtraOf(Statement(R"({"AWS":"${role}"})")), IsEmpty()) << "may be the role itself";
  EXPECT_THAT(ExtraOf(Statement(R"({"Service":"lambda.${suffix}"})")),
              ElementsAre("lambda.${suffix}"));
}

}  // namespace
}  // namespace irsalint::iam
