// Steps 3, 4 (the rule), 6 and 13 of testdata/walkthrough, and what is left in step 16.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/harness/fixture.h"
#include "tests/harness/paths.h"
#include "tests/harness/run.h"

namespace irsalint::test {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

// Some files of the walkthrough.
Tree Files(const std::vector<std::string>& names) {
  const Tree all = ReadTree(Testdata("walkthrough"));
  Tree tree;
  for (const std::string& name : names) tree[name] = all.at(name);
  return tree;
}

const Settings kDefaultNamespace = {.link = {.namespace_name = "default"}};
const Settings kPedantic = {.persona = rule::Persona::kPedantic};

// Step 3.
TEST(WalkthroughTokenTest, StaticKeys) {
  EXPECT_THAT(FindingsOf(Files({"pod-static-keys.yaml"})),
              ElementsAre("pod-static-keys.yaml:12:18-38: warning: static-credentials: the "
                          "environment of container \"my-aws-cli\" holds AWS's example access key: "
                          "\"AWS_ACCESS_KEY_ID\" and \"AWS_SECRET_ACCESS_KEY\""));
}

TEST(WalkthroughTokenTest, StaticKeysThatAreNotPublished) {
  Tree tree = Files({"pod-static-keys.yaml"});
  std::string& pod = tree.at("pod-static-keys.yaml");
  pod = ReplaceOnce(pod, "AKIAIOSFODNN7EXAMPLE", "AKIAQ3EGRZ7MPLXVBN4T");
  pod = ReplaceOnce(pod, "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
                    "q8Zt/Lw3RkVn5HsYb+JmPc1XfGd7UaEo2TiQ9NvB");
  EXPECT_THAT(FindingsOf(tree), ElementsAre(HasSubstr("error: static-credentials: ")));
}

// Step 4.
TEST(WalkthroughTokenTest, LegacyToken) {
  const Tree tree = Files({"secret-legacy-token.yaml"});
  EXPECT_THAT(FindingsOf(tree),
              ElementsAre("secret-legacy-token.yaml:8:7-42: note: token-long-lived: Secret "
                          "\"default-token-m4tdn\" holds a token of ServiceAccount "
                          "\"default/default\" that never expires"));
  EXPECT_THAT(RunTree(tree).findings.at(0).notes,
              ElementsAre(AllOf(HasSubstr("kubernetes/serviceaccount"),
                                HasSubstr("neither audience nor expiry"))));
}

// Step 6: a pod on the account `default`, for those who want to hear of every token.
TEST(WalkthroughTokenTest, AutomountOfAPlainPod) {
  const Tree tree = Files({"pod-test2.yaml"});
  EXPECT_THAT(FindingsOf(tree), IsEmpty());
  EXPECT_THAT(
      FindingsOf(tree, kPedantic),
      ElementsAre("pod-test2.yaml:5:1-5: note: token-automounted: this Pod mounts a token for the "
                  "API server: automountServiceAccountToken is true by default, neither the pod "
                  "nor ServiceAccount \"<namespace>/default\" sets it",
                  "pod-test2.yaml:5:1-5: note: workload-on-node-role: Pod \"eks-iam-test2\" calls "
                  "AWS, and its ServiceAccount \"<namespace>/default\" has no role: it works with "
                  "that of its nodes, if it reaches that"));
}

// The same with a role, in the default run; and the regional endpoint of step 13.
constexpr std::string_view kStsUnknown =
    "sa-my-sa.yaml:9:33-128: note: sts-regional-endpoint-missing: pods of ServiceAccount "
    "\"default/my-sa\" may call the global STS endpoint: nothing makes it regional, and the "
    "version of the cluster is not known";

TEST(WalkthroughTokenTest, AutomountOfAPodWithARole) {
  EXPECT_THAT(
      FindingsOf(Files({"pod-test4.yaml", "sa-my-sa.yaml"}), kDefaultNamespace),
      ElementsAre("pod-test4.yaml:5:1-5: warning: token-automounted: this Pod mounts a token for "
                  "the API server that nothing needs: automountServiceAccountToken is true by "
                  "default, neither the pod nor ServiceAccount \"default/my-sa\" sets it",
                  std::string(kStsUnknown)));
}

struct Variant {
  std::string_view pod;      // the pod's value, "" for none
  std::string_view account;  // the account's
  std::string_view found;    // what the finding says, "" if there is none
};

// Step 6: pod, account, both.
TEST(WalkthroughTokenTest, AutomountVariants) {
  constexpr Variant kVariants[] = {
      {"true", "", "is true in the pod's spec"},
      {"false", "", ""},
      {"", "true", "is true on ServiceAccount \"default/my-sa\""},
      {"", "false", ""},
      {"true", "false", "is true in the pod's spec"},
      {"false", "true", ""},
  };
  for (const Variant& variant : kVariants) {
    SCOPED_TRACE(std::string(variant.pod) + " " + std::string(variant.account));
    Tree tree = Files({"pod-test4.yaml", "sa-my-sa.yaml"});
    const auto set = [](std::string_view value, std::string_view indent, std::string& text) {
      if (value.empty()) return;
      if (!text.ends_with('\n')) text += "\n";
      text.append(indent).append("automountServiceAccountToken: ").append(value).append("\n");
    };
    set(variant.pod, "  ", tree.at("pod-test4.yaml"));
    set(variant.account, "", tree.at("sa-my-sa.yaml"));
    const std::vector<std::string> findings = FindingsOf(tree, kDefaultNamespace);
    if (variant.found.empty()) {
      EXPECT_THAT(findings, ElementsAre(std::string(kStsUnknown)));
    } else {
      EXPECT_THAT(findings, ElementsAre(AllOf(HasSubstr("warning: token-automounted: "),
                                              HasSubstr(std::string(variant.found))),
                                        std::string(kStsUnknown)));
    }
  }
}

// Step 13.
std::vector<std::string> StsFindings(std::string_view version, bool annotated) {
  Tree tree = Files({"sa-my-sa.yaml", "trust-my-sa.json"});
  std::string& account = tree.at("sa-my-sa.yaml");
  if (annotated) {
    account =
        ReplaceOnce(account, "  annotations:\n",
                    "  annotations:\n    eks.amazonaws.com/sts-regional-endpoints: \"true\"\n");
  }
  if (!version.empty()) {
    tree["cluster.json"] =
        R"({"cluster": {"name": "eks-oidc-demo", "version": ")" + std::string(version) +
        R"(", "arn": "arn:aws:eks:us-east-2:111122223333:cluster/eks-oidc-demo",)"
        R"( "identity": {"oidc": {"issuer": "https://oidc.eks.us-east-2.)"
        R"(amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE"}}}})";
  }
  return FindingsOf(tree);
}

TEST(WalkthroughTokenTest, RegionalEndpoint) {
  EXPECT_THAT(StsFindings("", false), ElementsAre(std::string(kStsUnknown)));
  EXPECT_THAT(
      StsFindings("1.21", false),
      ElementsAre("sa-my-sa.yaml:9:33-128: warning: sts-regional-endpoint-missing: pods of "
                  "ServiceAccount \"default/my-sa\" may call the global STS endpoint: the webhook "
                  "of cluster \"eks-oidc-demo\" (Kubernetes 1.21) does not make it regional, nor "
                  "does an annotation"));
  EXPECT_THAT(StsFindings("1.30", false), IsEmpty());
  for (const std::string_view version : {"", "1.21", "1.30"}) {
    EXPECT_THAT(StsFindings(version, true), IsEmpty()) << version;
  }
}

// Step 16: with everything right only the findings of steps 6 and 13 are left.
TEST(WalkthroughTokenTest, NothingElseIsLeft) {
  EXPECT_THAT(FindingsOf(Files({"pod-test4.yaml", "sa-my-sa.yaml", "trust-my-sa.json",
                                "oidc-provider.json"}),
                         kDefaultNamespace),
              ElementsAre(StartsWith("pod-test4.yaml:5:1-5: warning: token-automounted: "),
                          std::string(kStsUnknown)));
}

}  // namespace
}  // namespace irsalint::test
