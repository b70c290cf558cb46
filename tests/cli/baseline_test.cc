// `irsalint baseline` and `check --baseline` as people and machines meet them: the real binary.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/harness/program.h"

namespace irsalint::cli {
namespace {

using test::Outcome;
using test::ProgramFolder;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr char kFile[] = ".irsalint-baseline.json";

// A policy that admits every service account of the cluster.
std::string Role(const std::string& name) {
  return R"({"Role": {"RoleName": ")" + name + R"(", "Path": "/",
 "Arn": "arn:aws:iam::418273645091:role/)" +
         name + R"(",
 "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
  "Principal": {"Federated": "arn:aws:iam::418273645091:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0F1E2D3C4B5A69788796A5B4C3D2E1F0"},
  "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": {"StringEquals": {
   "oidc.eks.eu-west-1.amazonaws.com/id/0F1E2D3C4B5A69788796A5B4C3D2E1F0:aud": "sts.amazonaws.com"}}}]}}}
)";
}

class BaselineTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_.Write("iam/reader.json", Role("reader"));
    folder_.Write("iam/writer.json", Role("writer"));
  }

  void Create() { ASSERT_EQ(folder_({"baseline", "create"}).status, 0); }

  ProgramFolder folder_;
};

TEST_F(BaselineTest, CreateWritesDownWhatIsFoundAndCheckHidesIt) {
  EXPECT_EQ(folder_({}).status, 1);
  const Outcome created = folder_({"baseline", "create"});
  EXPECT_EQ(created.status, 0);
  EXPECT_EQ(created.out,
            "wrote 2 findings to .irsalint-baseline.json; `irsalint --baseline "
            ".irsalint-baseline.json` hides them\n");
  EXPECT_EQ(created.err, "");
  EXPECT_THAT(folder_.Read(kFile),
              AllOf(StartsWith("{\n  \"version\": 1,\n  \"findings\": [\n"
                               "    {\"path\": \"iam/reader.json\", \"rule\": \"sub-missing\", "
                               "\"fingerprint\": \""),
                    EndsWith("\"},\n    null\n  ]\n}\n")));

  const Outcome hidden = folder_({"--baseline", kFile});
  EXPECT_EQ(hidden.status, 0);
  EXPECT_EQ(hidden.out,
            "no findings in 2 files\nnot shown: 2 in the baseline .irsalint-baseline.json\n");
  EXPECT_EQ(hidden.err, "");
}

TEST_F(BaselineTest, WhatIsNewIsShownAndFails) {
  Create();
  folder_.Write("iam/other.json", Role("other"));
  const Outcome outcome = folder_({"--baseline", kFile});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.out, HasSubstr("--> iam/other.json:"));
  EXPECT_THAT(outcome.out, Not(HasSubstr("--> iam/reader.json:")));
  EXPECT_THAT(
      outcome.out,
      HasSubstr("\n1 error in 3 files\nnot shown: 2 in the baseline .irsalint-baseline.json\n"));
}

TEST_F(BaselineTest, EntriesThatNoLongerOccurAreToldOf) {
  Create();
  folder_.Write("iam/writer.json", "{}");
  const Outcome one = folder_({"--baseline", kFile});
  EXPECT_EQ(one.status, 0);
  EXPECT_EQ(one.err,
            "note: 1 entry of .irsalint-baseline.json no longer occurs; `irsalint baseline prune` "
            "removes it\n");
  folder_.Write("known.json", folder_.Read(kFile));
  folder_.Write("iam/reader.json", "{}");
  EXPECT_EQ(folder_({"--baseline", "known.json"}).err,
            "note: 2 entries of known.json no longer occur; `irsalint baseline prune --baseline "
            "known.json` removes them\n");
}

TEST_F(BaselineTest, PruneRemovesThemAndAddsNothing) {
  Create();
  folder_.Write("iam/writer.json", "{}");
  folder_.Write("iam/other.json", Role("other"));
  const Outcome pruned = folder_({"baseline", "prune"});
  EXPECT_EQ(pruned.status, 0);
  EXPECT_EQ(pruned.out,
            "- iam/writer.json: sub-missing (TrustPolicy/oidc.eks.eu-west-1.amazonaws.com/id/"
            "0F1E2D3C4B5A69788796A5B4C3D2E1F0)\n"
            ".irsalint-baseline.json: 1 removed, 1 kept\n");
  EXPECT_EQ(pruned.err, "");
  const std::string text = folder_.Read(kFile);
  EXPECT_THAT(text, HasSubstr("iam/reader.json"));
  EXPECT_THAT(text, Not(HasSubstr("iam/writer.json")));
  EXPECT_THAT(text, Not(HasSubstr("iam/other.json")));
  EXPECT_EQ(folder_({"baseline", "prune"}).out, ".irsalint-baseline.json: 0 removed, 1 kept\n");
  EXPECT_EQ(folder_.Read(kFile), text);
}

TEST_F(BaselineTest, UpdateMakesItWhatCreateWouldWrite) {
  Create();
  folder_.Write("iam/writer.json", "{}");
  folder_.Write("iam/other.json", Role("other"));
  const Outcome updated = folder_({"baseline", "update"});
  EXPECT_EQ(updated.status, 0);
  EXPECT_EQ(updated.out, ".irsalint-baseline.json: 1 added, 1 removed, 1 kept\n");
  EXPECT_EQ(updated.err, "");
  ASSERT_EQ(folder_({"baseline", "create", "--output", "new.json"}).status, 0);
  EXPECT_EQ(folder_.Read(kFile), folder_.Read("new.json"));
}

TEST_F(BaselineTest, CreateWritesOverNothingUnlessForced) {
  Create();
  const std::string text = folder_.Read(kFile);
  folder_.Write("iam/other.json", Role("other"));
  const Outcome refused = folder_({"baseline", "create"});
  EXPECT_EQ(refused.status, 2);
  EXPECT_EQ(refused.out, "");
  EXPECT_EQ(refused.err,
            "irsalint: .irsalint-baseline.json: is there already; `irsalint baseline update` "
            "brings it up to date, --force writes it anew\n");
  EXPECT_EQ(folder_.Read(kFile), text);
  EXPECT_EQ(folder_({"baseline", "create", "--force"}).status, 0);
  EXPECT_THAT(folder_.Read(kFile), HasSubstr("iam/other.json"));
}

TEST_F(BaselineTest, ItTakesTheOptionsOfARun) {
  const Outcome selected = folder_({"baseline", "create", "iam", "--select", "aud-missing"});
  EXPECT_EQ(selected.status, 0);
  EXPECT_THAT(selected.out, StartsWith("wrote 0 findings to "));
  EXPECT_EQ(folder_({"baseline", "create", "iam/reader.json", "--output", "one.json"}).out,
            "wrote 1 finding to one.json; `irsalint --baseline one.json` hides it\n");
}

TEST_F(BaselineTest, ARunOverAPartProvesNothingGone) {
  Create();
  const std::string text = folder_.Read(kFile);
  const Outcome checked = folder_({"--baseline", kFile, "iam/reader.json"});
  EXPECT_EQ(checked.status, 0);
  EXPECT_EQ(checked.err, "");
  for (const std::vector<std::string>& part :
       {std::vector<std::string>{"iam/reader.json"}, {"--ignore", "sub-missing"}}) {
    for (const char* command : {"prune", "update"}) {
      std::vector<std::string> arguments = {"baseline", command};
      arguments.insert(arguments.end(), part.begin(), part.end());
      const Outcome outcome = folder_(arguments);
      EXPECT_EQ(outcome.status, 0);
      EXPECT_THAT(outcome.err, HasSubstr("kept that this run did not look for, because of its "
                                         "paths, rules or persona, or because a file was not "
                                         "read\n"));
      EXPECT_EQ(folder_.Read(kFile), text);
    }
  }
}

TEST_F(BaselineTest, WhatCannotBeReadLeavesNoBaseline) {
  folder_.Write("broken.yaml", "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: [a\n");
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"baseline", "create", ".", "broken.yaml"},
        {"baseline", "create", "--strict"}}) {
    const Outcome outcome = folder_(arguments);
    EXPECT_EQ(outcome.status, 2);
    EXPECT_EQ(outcome.out, "");
    EXPECT_THAT(outcome.err, EndsWith("irsalint: the baseline was not written, because not "
                                      "everything was read: \"broken.yaml\"\n"));
  }
  EXPECT_EQ(folder_({"baseline", "create", "no.yaml"}).status, 2);
  EXPECT_THAT(folder_.Names(), ElementsAre("broken.yaml", "iam"));
}

TEST_F(BaselineTest, NothingToReadLeavesNoBaseline) {
  const ProgramFolder empty;
  const Outcome outcome = empty({"baseline", "create"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.err,
            "error: no files were found to lint; looked for YAML, JSON and policy documents that "
            ".gitignore does not exclude\n"
            "irsalint: the baseline was not written, because there was nothing to read\n");
}

TEST_F(BaselineTest, WhatWasMetAndNotReadIsToldAndItsEntriesStay) {
  Create();
  const std::string text = folder_.Read(kFile);
  const std::string role = Role("writer");
  folder_.Write("iam/writer.json", role.substr(0, role.rfind("}]}}}")));
  const Outcome pruned = folder_({"baseline", "prune"});
  EXPECT_EQ(pruned.status, 0);
  EXPECT_EQ(pruned.out, ".irsalint-baseline.json: 0 removed, 2 kept\n");
  EXPECT_THAT(pruned.err, HasSubstr("warning: \"iam/writer.json\" was not read, or not in full; "
                                    "what would be found there is not in the baseline\n"));
  EXPECT_EQ(folder_.Read(kFile), text);
}

TEST_F(BaselineTest, AKnownParseErrorStaysTold) {
  folder_.Write("broken.yaml", "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: [a\n");
  Create();
  const Outcome outcome = folder_({"--baseline", kFile});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.err, StartsWith("warning: broken.yaml:3:"));
}

TEST_F(BaselineTest, AMissingOrBrokenOneIsExitTwoBeforeAnythingElse) {
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"--baseline", kFile},
        {"--baseline", kFile, "--format", "sarif", "--exit-zero"},
        {"baseline", "update"},
        {"baseline", "prune"}}) {
    const Outcome outcome = folder_(arguments);
    EXPECT_EQ(outcome.status, 2);
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(outcome.err,
              "irsalint: .irsalint-baseline.json: cannot read: no such file or directory\n");
  }
  folder_.Write(kFile, "{\n  \"version\": 2\n}\n");
  const Outcome broken = folder_({"--baseline", kFile});
  EXPECT_EQ(broken.status, 2);
  EXPECT_EQ(broken.err,
            "irsalint: .irsalint-baseline.json:2: this version of a baseline is not known; this "
            "irsalint reads version 1\n");
  EXPECT_EQ(folder_({"baseline", "update"}).status, 2);
  EXPECT_EQ(folder_.Read(kFile), "{\n  \"version\": 2\n}\n");
}

TEST_F(BaselineTest, AFileThatCannotBeWrittenIsExitTwo) {
  const Outcome outcome = folder_({"baseline", "create", "--output", "no/such.json"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, StartsWith("irsalint: no/such.json: cannot be written: "));
}

TEST_F(BaselineTest, JsonHoldsWhatIsHiddenAndWhatIsGone) {
  Create();
  folder_.Write("iam/writer.json", "{}");
  const Outcome outcome = folder_({"--baseline", kFile, "--format", "json"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.out, HasSubstr("      \"suppressed\": {\n"
                                     "        \"kind\": \"baseline\"\n"
                                     "      }\n"));
  EXPECT_THAT(outcome.out, HasSubstr("  \"baseline\": {\n"
                                     "    \"path\": \".irsalint-baseline.json\",\n"
                                     "    \"hidden\": 1,\n"
                                     "    \"gone\": [\n"
                                     "      \"iam/writer.json: sub-missing (TrustPolicy/"
                                     "oidc.eks.eu-west-1.amazonaws.com/id/"
                                     "0F1E2D3C4B5A69788796A5B4C3D2E1F0)\"\n"
                                     "    ]\n"
                                     "  }"));
}

TEST_F(BaselineTest, ItIsNeverLintedItself) {
  const ProgramFolder empty;
  empty.Write(kFile, "{\"version\": 1, \"findings\": []}\n");
  EXPECT_EQ(empty({}).out, "nothing was checked\n");
  EXPECT_EQ(empty({kFile}).out, "nothing was checked\n");
}

TEST_F(BaselineTest, HelpNamesTheThree) {
  const Outcome help = folder_({"baseline", "--help"});
  EXPECT_EQ(help.status, 0);
  EXPECT_THAT(help.out, AllOf(HasSubstr("create"), HasSubstr("update"), HasSubstr("prune")));
  const Outcome none = folder_({"baseline"});
  EXPECT_EQ(none.status, 2);
}

}  // namespace
}  // namespace irsalint::cli
