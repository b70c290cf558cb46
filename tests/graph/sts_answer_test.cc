#include "analyzer/graph/sts_answer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

using base::Truth;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// `STEP TRUTH` of each check, in order.
std::vector<std::string> ChecksOf(const StsAnswer& answer) {
  constexpr const char* kSteps[] = {"role", "provider", "audience", "policy"};
  std::vector<std::string> checks;
  for (const StsCheck& check : answer.checks) {
    checks.push_back(std::string(kSteps[static_cast<size_t>(check.step)]) + " " +
                     std::string(base::ToString(check.passes)));
  }
  return checks;
}

StsAnswer Ask(const Linked& graph) {
  const Claim& claim = graph.ClaimOf(".", "reader");
  return AskSts(*graph, claim, claim.edges.empty() ? nullptr : &claim.edges.front());
}

std::string ProviderFile(const std::string& client_id) {
  return R"({"OpenIDConnectProviderArn": ")" + Provider(kIssuer) + R"(", "Url": "https://)" +
         std::string(kIssuer) + R"(", "ClientIDList": [")" + client_id + "\"]}";
}

const std::string kPods = AccountWithRole("web", "reader", "reader") + Pod("web", "app", "reader");

TEST(StsAnswerTest, WhatIsNotInTheInputIsNotKnown) {
  const StsAnswer answer =
      Ask(Linked({{"a.yaml", kPods},
                  {"role.json", GetRole("reader", Policy({Allow(Subject("web", "reader"))}))}}));
  EXPECT_THAT(ChecksOf(answer),
              ElementsAre("role yes", "provider maybe", "audience maybe", "policy yes"));
  EXPECT_EQ(answer.accepts, Truth::kMaybe);
  EXPECT_EQ(answer.FirstFailure(), nullptr);
  EXPECT_THAT(answer.checks[1].missing, HasSubstr("aws iam list-open-id-connect-providers"));
}

TEST(StsAnswerTest, ADeniedTokenHasTheErrorOfSts) {
  const StsAnswer answer =
      Ask(Linked({{"a.yaml", kPods},
                  {"role.json", GetRole("reader", Policy({Allow(Subject("web", "other"))}))}}));
  EXPECT_EQ(answer.accepts, Truth::kNo);
  ASSERT_NE(answer.FirstFailure(), nullptr);
  EXPECT_EQ(answer.FirstFailure()->error,
            "STS: AccessDenied, Not authorized to perform sts:AssumeRoleWithWebIdentity");
  ASSERT_TRUE(answer.decision.has_value());
  EXPECT_EQ(answer.decision->issuer.issuer.literal(), kIssuer);
}

TEST(StsAnswerTest, TheFirstFailureIsNamedAndAllAreShown) {
  const StsAnswer answer =
      Ask(Linked({{"a.yaml", "---\nkind: ServiceAccount\nmetadata:\n" + Metadata("web", "reader") +
                                 "  annotations: {eks.amazonaws.com/role-arn: 'no arn'}\n" +
                                 Pod("web", "app", "reader")}}));
  EXPECT_THAT(ChecksOf(answer), ElementsAre("role no", "policy maybe"));
  EXPECT_EQ(answer.FirstFailure()->error, "STS: ValidationError, Request ARN is invalid");
}

TEST(StsAnswerTest, AMissingPolicyIsAskedForByTheNameOfTheRole) {
  const StsAnswer answer = Ask(Linked({{"a.yaml", kPods}}));
  EXPECT_THAT(ChecksOf(answer), ElementsAre("role yes", "policy maybe"));
  EXPECT_EQ(answer.checks[1].missing, "aws iam get-role --role-name reader");
  EXPECT_EQ(answer.edge, nullptr);
}

TEST(StsAnswerTest, TheProviderMustAcceptTheAudience) {
  const std::string role = GetRole("reader", Policy({Allow(Subject("web", "reader"))}));
  const StsAnswer good = Ask(Linked({{"a.yaml", kPods},
                                     {"role.json", role},
                                     {"provider.json", ProviderFile("sts.amazonaws.com")}}));
  EXPECT_THAT(ChecksOf(good),
              ElementsAre("role yes", "provider yes", "audience yes", "policy yes"));
  EXPECT_EQ(good.accepts, Truth::kYes);
  const StsAnswer bad = Ask(Linked(
      {{"a.yaml", kPods}, {"role.json", role}, {"provider.json", ProviderFile("openshift")}}));
  EXPECT_THAT(ChecksOf(bad), ElementsAre("role yes", "provider yes", "audience no", "policy yes"));
  ASSERT_NE(bad.FirstFailure(), nullptr);
  EXPECT_EQ(bad.FirstFailure()->error, "STS: InvalidIdentityToken, Incorrect token audience");
}

}  // namespace
}  // namespace irsalint::graph
