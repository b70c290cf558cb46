// `irsalint --fix` and `--diff` as people run them: the real binary.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/harness/paths.h"
#include "tests/harness/program.h"

namespace irsalint::cli {
namespace {

using test::Outcome;
using test::ProgramFolder;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

// Step 16 of the walkthrough: everything is right but two things, and both can be fixed.
class WalkthroughFixTest : public ::testing::Test {
 protected:
  void SetUp() override {
    for (const std::string name :
         {"pod-test4.yaml", "sa-my-sa.yaml", "trust-my-sa.json", "oidc-provider.json"}) {
      folder_.Write(name, test::ReadFile(test::Testdata("walkthrough/" + name)));
    }
  }

  Outcome Check(std::vector<std::string> more) const {
    std::vector<std::string> arguments = {"--namespace", "default"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return folder_(arguments);
  }

  ProgramFolder folder_;
};

constexpr char kDiff[] = R"(--- a/pod-test4.yaml
+++ b/pod-test4.yaml
@@ -4,6 +4,7 @@
   name: eks-iam-test4
 spec:
   serviceAccountName: my-sa 
+  automountServiceAccountToken: false
   containers:
     - name: my-aws-cli
       image: amazon/aws-cli:latest
--- a/sa-my-sa.yaml
+++ b/sa-my-sa.yaml
@@ -7,3 +7,4 @@
     app.kubernetes.io/managed-by: eksctl
   annotations:
     eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/eksctl-eks-oidc-demo-addon-iamserviceaccount-Role1-1SJZ3F7H39X72
+    eks.amazonaws.com/sts-regional-endpoints: "true"
)";

TEST_F(WalkthroughFixTest, IsRedThenGreen) {
  EXPECT_EQ(Check({}).status, 1);
  const Outcome fixed = Check({"--fix"});
  EXPECT_EQ(fixed.status, 0);
  EXPECT_EQ(fixed.out, "no findings in 4 files\n");
  EXPECT_THAT(fixed.err, StartsWith("fixed 2 findings in 2 files:\n"));
  EXPECT_THAT(folder_.Read("pod-test4.yaml"),
              HasSubstr("my-sa \n  automountServiceAccountToken: false\n  containers:\n"));

  const Outcome again = Check({"--fix"});
  EXPECT_EQ(again.status, 0);
  EXPECT_EQ(again.err, "nothing was fixed\n");
}

TEST_F(WalkthroughFixTest, ADiffShowsTheSameAndChangesNothing) {
  const Outcome outcome = Check({"--diff"});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.out, kDiff);
  EXPECT_THAT(outcome.err, HasSubstr("would fix 2 findings in 2 files:\n"));
  EXPECT_EQ(folder_.Read("sa-my-sa.yaml"),
            test::ReadFile(test::Testdata("walkthrough/sa-my-sa.yaml")));
}

TEST_F(WalkthroughFixTest, NothingIsLeftBesideTheFiles) {
  EXPECT_EQ(Check({"--fix"}).status, 0);
  EXPECT_THAT(folder_.Names(), ElementsAre("oidc-provider.json", "pod-test4.yaml", "sa-my-sa.yaml",
                                           "trust-my-sa.json"));
}

TEST_F(WalkthroughFixTest, AWrongScopeOrSideIsWrongUsage) {
  EXPECT_EQ(Check({"--fix=all"}).status, 2);
  EXPECT_EQ(Check({"--fix", "--fix-side", "both"}).status, 2);
}

constexpr char kAccount[] = R"(apiVersion: v1
kind: ServiceAccount
metadata:
  name: reader
  namespace: web
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::418273645091:role/web-reader
    eks.amazonaws.com/sts-regional-endpoints: "true"
)";
constexpr char kRole[] = R"({"Role": {"RoleName": "web-reader", "Path": "/",
 "Arn": "arn:aws:iam::418273645091:role/web-reader",
 "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
  "Principal": {"Federated": "arn:aws:iam::418273645091:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0F1E2D3C4B5A69788796A5B4C3D2E1F0"},
  "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": {"StringEquals": {
   "oidc.eks.eu-west-1.amazonaws.com/id/0F1E2D3C4B5A69788796A5B4C3D2E1F0:aud": "sts.amazonaws.com",
   "oidc.eks.eu-west-1.amazonaws.com/id/0F1E2D3C4B5A69788796A5B4C3D2E1F0:sub": "system:serviceaccount:web:writer"}}}]}}}
)";

// Policy and manifest contradict each other, and either can be wrong.
class SidesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_.Write("sa.yaml", kAccount);
    folder_.Write("role.json", kRole);
  }

  ProgramFolder folder_;
};

TEST_F(SidesTest, NeitherIsChangedUnasked) {
  EXPECT_THAT(folder_({"--fix"}).err,
              HasSubstr("1 finding could be fixed with --fix=unsafe; see how with --diff"));
  const Outcome outcome = folder_({"--fix=unsafe"});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.err,
            "nothing was fixed\n"
            "1 finding can be fixed in the policy or in the manifest: choose with --fix-side\n");
  EXPECT_EQ(folder_.Read("sa.yaml"), kAccount);
  EXPECT_EQ(folder_.Read("role.json"), kRole);
}

TEST_F(SidesTest, ThePolicyIsChanged) {
  EXPECT_EQ(folder_({"--fix=unsafe", "--fix-side", "policy"}).status, 0);
  EXPECT_THAT(folder_.Read("role.json"), HasSubstr("\"system:serviceaccount:web:reader\"}}}]"));
  EXPECT_EQ(folder_.Read("sa.yaml"), kAccount);
}

TEST_F(SidesTest, TheManifestIsChanged) {
  EXPECT_EQ(folder_({"--fix=unsafe", "--fix-side", "manifest"}).status, 0);
  EXPECT_THAT(folder_.Read("sa.yaml"), HasSubstr("  name: writer\n  namespace: web\n"));
  EXPECT_EQ(folder_.Read("role.json"), kRole);
}

TEST_F(SidesTest, WhatABaselineAcceptsStaysAsItIs) {
  EXPECT_EQ(folder_({"baseline", "create"}).status, 0);
  const Outcome outcome =
      folder_({"--fix=unsafe", "--fix-side", "policy", "--baseline", ".irsalint-baseline.json"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.err, "nothing was fixed\n");
  EXPECT_EQ(folder_.Read("role.json"), kRole);
  EXPECT_THAT(outcome.out, HasSubstr("1 in the baseline .irsalint-baseline.json"));
}

TEST_F(SidesTest, TheConfigurationNamesTheBaseline) {
  EXPECT_EQ(folder_({"baseline", "create", "--output", "known.json"}).status, 0);
  EXPECT_EQ(folder_({}).status, 1);
  folder_.Write(".irsalint.yaml", "baseline: known.json\n");
  EXPECT_EQ(folder_({}).status, 0);
  EXPECT_EQ(folder_({"--baseline", "none"}).status, 1);
  EXPECT_EQ(folder_({"baseline", "prune"}).out, "known.json: 0 removed, 1 kept\n");
}

}  // namespace
}  // namespace irsalint::cli
