// testdata/walkthrough as its table says, as far as the rules of the trust chain go: steps 10, 14
// and 16.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "tests/harness/fixture.h"
#include "tests/harness/paths.h"
#include "tests/harness/run.h"

namespace irsalint::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view kPolicy = "trust-my-sa.json";

// The inputs of these steps.
Tree Walkthrough() {
  Tree tree = ReadTree(Testdata("walkthrough"));
  for (const std::string_view other :
       {"node-role.json", "node-role-policy.json", "eksctl-cluster.yaml", "pod-test1.yaml",
        "pod-test2.yaml", "pod-static-keys.yaml", "secret-legacy-token.yaml"}) {
    if (tree.erase(std::string(other)) != 1u) ADD_FAILURE() << other;
  }
  // As they are once the findings of steps 6 and 13 are mended.
  for (const std::string_view pod : {"pod-test3.yaml", "pod-test4.yaml"}) {
    tree.at(std::string(pod)) += "  automountServiceAccountToken: false\n";
  }
  std::string& account = tree.at("sa-my-sa.yaml");
  account = ReplaceOnce(account, "  annotations:\n",
                        "  annotations:\n    eks.amazonaws.com/sts-regional-endpoints: \"true\"\n");
  return tree;
}

// Step 16: with everything right there is no finding of these rules.
TEST(WalkthroughTest, IsSilent) {
  EXPECT_THAT(FindingsOf(Walkthrough()), IsEmpty());
  EXPECT_THAT(FindingsOf(Walkthrough(), {.link = {.namespace_name = "default"}}), IsEmpty());
  EXPECT_THAT(FindingsOf(Walkthrough(), {.link = {.namespace_name = "default"},
                                         .persona = rule::Persona::kAuditor}),
              IsEmpty());
}

// Step 14: the provider and its client id are in the input; they change nothing here.
TEST(WalkthroughTest, IsSilentWithoutItsProvider) {
  Tree tree = Walkthrough();
  ASSERT_EQ(tree.erase("oidc-provider.json"), 1u);
  EXPECT_THAT(FindingsOf(tree), IsEmpty());
}

struct Step {
  std::string_view name;
  std::string_view from;
  std::string_view to;
  std::string_view finding;
};

// Step 10: each single-field mutation gives the finding that names that field. The policy names no
// role: it is linked as the only one, by the account's name in that of its file, so the findings
// about the subject are warnings. What stands in the policy itself is wrong whoever claims its
// role.
constexpr Step kSteps[] = {
    {"Effect", R"("Allow")", R"("Deny")",
     "trust-my-sa.json:5:17-23: error: trust-denies-subject: the trust policy refuses "
     "\"system:serviceaccount:default:my-sa\": a Deny statement applies to it"},
    {"Federated", "EXAMPLE\"", "OTHER01\"",
     "trust-my-sa.json:7:22-132: error: condition-issuer-mismatch: the statement trusts issuer "
     "\"oidc.eks.us-east-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71OTHER01\", but all its "
     "condition keys are of "
     "\"oidc.eks.us-east-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE\""},
    {"Action", "sts:AssumeRoleWithWebIdentity", "sts:AssumeRole",
     "trust-my-sa.json:9:17-33: error: action-principal-mismatch: the statement allows "
     "\"sts:AssumeRole\" to an OIDC provider, whose tokens need sts:AssumeRoleWithWebIdentity"},
    {"Audience", "\"sts.amazonaws.com\"", "\"sts.amazon.com\"",
     "trust-my-sa.json:12:87-103: error: aud-mismatch: the trust policy demands audience "
     "\"sts.amazon.com\", but the token carries \"sts.amazonaws.com\""},
    {"AudienceKey", "EXAMPLE:aud", "EXAMPLE:audience",
     "trust-my-sa.json:12:81-89: error: condition-key-malformed: no request carries the condition "
     "key "
     "\"oidc.eks.us-east-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:audience\", so it "
     "never "
     "holds: it names the claim \"audience\", which STS does not offer of a Kubernetes token"},
    {"SubjectKey", "EXAMPLE:sub", "EXAMPLE:subject",
     "trust-my-sa.json:13:81-88: error: condition-key-malformed: no request carries the condition "
     "key "
     "\"oidc.eks.us-east-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:subject\", so it "
     "never "
     "holds: it names the claim \"subject\", which STS does not offer of a Kubernetes token"},
    {"Namespace", "default:my-sa", "defualt:my-sa",
     "trust-my-sa.json:13:87-124: warning: sub-mismatch: the trust policy admits subject "
     "\"system:serviceaccount:defualt:my-sa\", but the token carries "
     "\"system:serviceaccount:default:my-sa\": the namespace differs"},
    {"Name", "default:my-sa", "default:my-app",
     "trust-my-sa.json:13:87-125: warning: sub-mismatch: the trust policy admits subject "
     "\"system:serviceaccount:default:my-app\", but the token carries "
     "\"system:serviceaccount:default:my-sa\": the name differs"},
};

class WalkthroughStepTest : public ::testing::TestWithParam<Step> {};
INSTANTIATE_TEST_SUITE_P(Field, WalkthroughStepTest, ::testing::ValuesIn(kSteps),
                         [](const ::testing::TestParamInfo<Step>& step) {
                           return std::string(step.param.name);
                         });

TEST_P(WalkthroughStepTest, GivesTheFindingThatNamesTheField) {
  Tree tree = Walkthrough();
  std::string& policy = tree.at(std::string(kPolicy));
  policy = ReplaceOnce(policy, GetParam().from, GetParam().to);
  for (const std::string& name : {std::string(), std::string("default")}) {
    EXPECT_THAT(FindingsOf(tree, {.link = {.namespace_name = name}}),
                ElementsAre(std::string(GetParam().finding)));
  }
}

}  // namespace
}  // namespace irsalint::test
