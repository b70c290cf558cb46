#include "analyzer/iam/role_trust.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "tests/iam/policy_text.h"

namespace irsalint::iam {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view kNodes = "arn:aws:iam::468013579246:role/nodes";
constexpr std::string_view kRoot = "arn:aws:iam::468013579246:root";

std::string Statement(std::string_view principal, std::string_view condition = "{}",
                      std::string_view effect = "Allow",
                      std::string_view action = "sts:AssumeRole") {
  return fmt::format(R"({{"Effect":"{}","Principal":{{"AWS":{}}},"Action":"{}","Condition":{}}})",
                     effect, principal, action, condition);
}

std::string Quoted(std::string_view text) { return fmt::format("\"{}\"", text); }

// `STATEMENT: PRINCIPAL by name|account, TRUTH` of each way.
std::vector<std::string> Trusts(std::string_view statements) {
  const PolicyDocument policy = PolicyOf(statements);
  std::vector<std::string> trusts;
  for (const RoleTrust& trust : TrustOfRole(policy, kNodes)) {
    trusts.push_back(fmt::format("{}: {} by {}, {}", trust.statement,
                                 trust.principal->value.text.Written(),
                                 trust.by_name ? "name" : "account", base::ToString(trust.admits)));
  }
  return trusts;
}

TEST(RoleTrustTest, ByItsArnOrByItsAccount) {
  EXPECT_THAT(Trusts(Statement(Quoted(kNodes))),
              ElementsAre("0: arn:aws:iam::468013579246:role/nodes by name, yes"));
  EXPECT_THAT(Trusts(Statement(Quoted(kRoot))),
              ElementsAre("0: arn:aws:iam::468013579246:root by account, yes"));
  EXPECT_THAT(Trusts(Statement(R"("468013579246")")),
              ElementsAre("0: 468013579246 by account, yes"));
  EXPECT_THAT(Trusts(Statement(R"(["arn:aws:iam::468013579246:role/other",
                                   "arn:aws:iam::468013579246:role/nodes"])")),
              ElementsAre("0: arn:aws:iam::468013579246:role/nodes by name, yes"));
}

TEST(RoleTrustTest, NobodyElse) {
  EXPECT_THAT(Trusts(Statement(R"("arn:aws:iam::468013579246:role/nodes-2")")), IsEmpty());
  EXPECT_THAT(Trusts(Statement(R"("arn:aws:iam::518843920175:root")")), IsEmpty());
  EXPECT_THAT(Trusts(Statement(R"("*")")), IsEmpty());
  EXPECT_THAT(Trusts(R"({"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},
                         "Action":"sts:AssumeRole"})"),
              IsEmpty());
  EXPECT_THAT(TrustOfRole(PolicyOf(Statement(Quoted(kNodes))), "nodes"), IsEmpty());
}

TEST(RoleTrustTest, OnlyForTheActionOfRoles) {
  EXPECT_THAT(Trusts(Statement(Quoted(kNodes), "{}", "Allow", "sts:TagSession")), IsEmpty());
  EXPECT_THAT(Trusts(Statement(Quoted(kNodes), "{}", "Allow", "sts:*")).size(), 1u);
}

TEST(RoleTrustTest, ConditionsOnWhoItIsDecide) {
  const auto with = [](std::string_view condition) {
    return Trusts(Statement(Quoted(kRoot), condition));
  };
  EXPECT_THAT(with(R"({"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::468013579246:role/nodes"}})"),
              ElementsAre("0: arn:aws:iam::468013579246:root by account, yes"));
  EXPECT_THAT(with(R"({"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::468013579246:role/ci"}})"),
              IsEmpty());
  EXPECT_THAT(with(R"({"StringEquals":{"sts:ExternalId":"x"}})"),
              ElementsAre("0: arn:aws:iam::468013579246:root by account, maybe"));
}

TEST(RoleTrustTest, ADenyTakesItBack) {
  EXPECT_THAT(Trusts(Statement(Quoted(kNodes)) + "," + Statement(Quoted(kNodes), "{}", "Deny")),
              IsEmpty());
  EXPECT_THAT(Trusts(Statement(Quoted(kNodes)) + "," +
                     Statement(Quoted(kNodes), R"({"Bool":{"aws:MultiFactorAuthPresent":"false"}})",
                               "Deny")),
              ElementsAre("0: arn:aws:iam::468013579246:role/nodes by name, maybe"));
}

}  // namespace
}  // namespace irsalint::iam
