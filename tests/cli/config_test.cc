// `.irsalint.yaml` as people meet it: the real binary.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/harness/program.h"

namespace irsalint::cli {
namespace {

using test::Outcome;
using test::ProgramFolder;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

// A policy that admits every service account of the cluster.
constexpr char kRole[] = R"({"Role": {"RoleName": "web-reader", "Path": "/",
 "Arn": "arn:aws:iam::418273645091:role/web-reader",
 "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
  "Principal": {"Federated": "arn:aws:iam::418273645091:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0F1E2D3C4B5A69788796A5B4C3D2E1F0"},
  "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": {"StringEquals": {
   "oidc.eks.eu-west-1.amazonaws.com/id/0F1E2D3C4B5A69788796A5B4C3D2E1F0:aud": "sts.amazonaws.com"}}}]}}}
)";

class ConfigTest : public ::testing::Test {
 protected:
  void SetUp() override { folder_.Write("role.json", kRole); }

  ProgramFolder folder_;
};

TEST_F(ConfigTest, TheSummaryNamesItAndCountsTheRulesThatItTurnedOff) {
  folder_.Write(".irsalint.yaml", "rules:\n  sub-missing: off\n");
  const Outcome outcome = folder_({});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.out, "no findings in 1 file (config .irsalint.yaml: 1 rule off)\n");
  EXPECT_EQ(outcome.err, "");
  folder_.Write(".irsalint.yaml", "");
  EXPECT_THAT(folder_({}).out, EndsWith("\n1 error in 1 file (config .irsalint.yaml)\n"));
}

TEST_F(ConfigTest, OtherFormatsHoldItAndStandardErrorNamesIt) {
  folder_.Write(".irsalint.yaml", "rules:\n  sub-missing: off\n");
  const Outcome json = folder_({"--format", "json"});
  EXPECT_EQ(json.status, 0);
  EXPECT_THAT(json.out, HasSubstr("  \"config\": {\n"
                                  "    \"path\": \".irsalint.yaml\",\n"
                                  "    \"rulesOff\": [\n"
                                  "      \"sub-missing\"\n"
                                  "    ]\n"
                                  "  }"));
  EXPECT_EQ(json.err, "note: config .irsalint.yaml: 1 rule off\n");
  const Outcome sarif = folder_({"--format", "sarif"});
  EXPECT_THAT(sarif.out, HasSubstr("\"config\": \".irsalint.yaml\""));
  EXPECT_EQ(sarif.err, "note: config .irsalint.yaml: 1 rule off\n");
}

TEST_F(ConfigTest, WithoutOneNothingIsSaid) {
  const Outcome outcome = folder_({"--format", "json"});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.out, Not(HasSubstr("\"config\"")));
  EXPECT_EQ(outcome.err, "");
}

TEST_F(ConfigTest, AnotherOneOrNoneMayBeNamed) {
  folder_.Write(".irsalint.yaml", "rules:\n  sub-missing: off\n");
  folder_.Write("ci/lint.yaml", "rules:\n  sub-missing: note\n");
  EXPECT_EQ(folder_({}).status, 0);
  EXPECT_EQ(folder_({"--config", "none"}).status, 1);
  const Outcome named = folder_({"--config", "ci/lint.yaml", "role.json"});
  EXPECT_EQ(named.status, 0);
  EXPECT_THAT(named.out, EndsWith("\n1 note in 1 file (config ci/lint.yaml)\n"));
  const Outcome missing = folder_({"--config", "lint.yaml"});
  EXPECT_EQ(missing.status, 2);
  EXPECT_EQ(missing.out, "");
  EXPECT_EQ(missing.err, "irsalint: lint.yaml: cannot read: no such file or directory\n");
}

TEST_F(ConfigTest, ABrokenOneStopsTheRunWithAllThatIsWrong) {
  folder_.Write(".irsalint.yaml", "clusers: []\nrules:\n  sub-mising: off\n");
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{}, {"--format", "json"}, {"--exit-zero"}}) {
    const Outcome outcome = folder_(arguments);
    EXPECT_EQ(outcome.status, 2);
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(outcome.err,
              "irsalint: .irsalint.yaml:1:1: unknown key \"clusers\" (did you mean "
              "\"clusters\"?)\n"
              "irsalint: .irsalint.yaml:3:3: no rule is called \"sub-mising\" (did you mean "
              "\"sub-missing\"?); `irsalint rules` lists them\n"
              "irsalint: nothing was checked, because the configuration is wrong\n");
  }
  EXPECT_EQ(folder_({"--config", "none"}).status, 1);
}

TEST_F(ConfigTest, FailOnIsTheDefaultOfTheFlag) {
  folder_.Write(".irsalint.yaml", "fail-on: never\n");
  EXPECT_EQ(folder_({}).status, 0);
  EXPECT_EQ(folder_({"--fail-on", "error"}).status, 1);
  folder_.Write(".irsalint.yaml", "fail-on: error\nrules:\n  sub-missing: warning\n");
  EXPECT_EQ(folder_({}).status, 0);
  EXPECT_EQ(folder_({"--fail-on", "warning"}).status, 1);
}

TEST_F(ConfigTest, ARuleThatIsSelectedRuns) {
  folder_.Write(".irsalint.yaml", "rules:\n  sub-missing: off\n");
  EXPECT_EQ(folder_({"--select", "sub-missing"}).status, 1);
  EXPECT_EQ(folder_({"--select", "trust"}).status, 0);
  folder_.Write(".irsalint.yaml", "rules:\n  trust: off\n");
  EXPECT_EQ(folder_({"--select", "trust"}).status, 1);
}

TEST_F(ConfigTest, TheFlagForTheNamespaceWins) {
  folder_.Write("role.json", "");
  folder_.Write("pod.yaml",
                "kind: Pod\nmetadata: {name: pod}\nspec: {serviceAccountName: app, containers: "
                "[{name: a, image: a:1}]}\n");
  folder_.Write("sa.yaml", "kind: ServiceAccount\nmetadata: {name: app, namespace: web}\n");
  folder_.Write(".irsalint.yaml", "namespace: db\n");
  EXPECT_THAT(folder_({"pod.yaml", "sa.yaml"}).out,
              HasSubstr("error[service-account-other-namespace]"));
  EXPECT_EQ(folder_({"--namespace", "web", "pod.yaml", "sa.yaml"}).status, 0);
}

TEST_F(ConfigTest, ItIsNeverLintedItself) {
  folder_.Write(".irsalint.yaml", "fail-on: never\n");
  const Outcome named = folder_({".irsalint.yaml", "role.json"});
  EXPECT_EQ(named.status, 0);
  EXPECT_THAT(named.out, HasSubstr("1 error in 1 file (config .irsalint.yaml)\n"));
}

}  // namespace
}  // namespace irsalint::cli
