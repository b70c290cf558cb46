#include "analyzer/graph/other_ways_in.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// `KIND PRINCIPAL` of each way into the one policy of the input.
std::vector<std::string> Ways(const std::string& policy, const Files& more = {}) {
  constexpr const char* kKind[] = {"account", "foreign", "service"};
  Files files = {{"a/trust.json", policy}};
  files.insert(files.end(), more.begin(), more.end());
  const Linked linked(files);
  std::vector<std::string> ways;
  for (const OtherWayIn& way : OtherWaysInto(*linked, PolicyId{0})) {
    ways.push_back(std::string(kKind[static_cast<size_t>(way.kind)]) + " " +
                   way.principal->value.text.Written());
  }
  return ways;
}

std::string Trusting(std::string_view principal, std::string_view action = "sts:AssumeRole",
                     std::string_view effect = "Allow") {
  return fmt::format(R"({{"Effect": "{}", "Principal": {}, "Action": "{}"}})", effect, principal,
                     action);
}

TEST(OtherWaysInTest, AccountsAndComputeServices) {
  EXPECT_THAT(
      Ways(Policy({Allow("x"), Trusting(R"({"AWS": ["493827165038",
               "arn:aws:iam::493827165038:root", "arn:aws:iam::${ACCOUNT}:root",
               "arn:aws:iam::204816357924:role/ci", "arn:aws:iam::493827165038:role/ci",
               "AROAQ3EGRTUVW7XY2ZABC", "*"],
               "Service": ["ec2.amazonaws.com.cn", "lambda.amazonaws.com", "s3.amazonaws.com",
               "pods.eks.amazonaws.com", "eks.amazonaws.com"]})")})),
      ElementsAre("account 493827165038", "account arn:aws:iam::493827165038:root",
                  "account arn:aws:iam::${ACCOUNT}:root",
                  "foreign arn:aws:iam::204816357924:role/ci", "service ec2.amazonaws.com.cn",
                  "service lambda.amazonaws.com", "service eks.amazonaws.com"));
}

TEST(OtherWaysInTest, NamesTheAccountThatIsTrusted) {
  const Linked linked({{"a/trust.json", Policy({Allow("x"), Trusting(R"({"AWS": ["204816357924",
               "arn:aws:iam::493827165038:root", "arn:aws:iam::${ACCOUNT}:root",
               "arn:aws:iam::305927468013:role/ci"], "Service": "ec2.amazonaws.com"})")})}});
  std::vector<std::string> accounts;
  for (const OtherWayIn& way : OtherWaysInto(*linked, PolicyId{0})) accounts.push_back(way.account);
  EXPECT_THAT(accounts, ElementsAre("204816357924", "493827165038", "", "305927468013", ""));
}

TEST(OtherWaysInTest, OnlyIntoRolesOfPods) {
  const std::string lambda = R"({"Service": "lambda.amazonaws.com"})";
  EXPECT_THAT(Ways(Policy({Trusting(lambda)})), IsEmpty());
  EXPECT_THAT(
      Ways(Policy({Trusting(R"({"Service": "pods.eks.amazonaws.com"})"), Trusting(lambda)})),
      ElementsAre("service lambda.amazonaws.com"));
  EXPECT_THAT(Ways(Policy({Trusting(R"({"Federated": "arn:aws:iam::493827165038:oidc-provider/)"
                                    R"(token.actions.githubusercontent.com"})",
                                    "sts:AssumeRoleWithWebIdentity"),
                           Trusting(lambda)})),
              IsEmpty());
}

TEST(OtherWaysInTest, OnlyByAssumeRoleInAnAllowStatement) {
  const std::string root = R"({"AWS": "493827165038"})";
  EXPECT_THAT(Ways(Policy({Allow("x"), Trusting(root, "sts:TagSession")})), IsEmpty());
  EXPECT_THAT(Ways(Policy({Allow("x"), Trusting(root, "sts:*")})),
              ElementsAre("account 493827165038"));
  EXPECT_THAT(Ways(Policy({Allow("x"), Trusting(root, "sts:AssumeRole", "Deny")})), IsEmpty());
}

TEST(OtherWaysInTest, WithoutTheRolesAccountNobodyIsForeign) {
  EXPECT_THAT(Ways(Policy({Trusting(R"({"Service": "pods.eks.amazonaws.com"})"),
                           Trusting(R"({"AWS": "arn:aws:iam::204816357924:role/ci"})")})),
              IsEmpty());
}

}  // namespace
}  // namespace irsalint::graph
