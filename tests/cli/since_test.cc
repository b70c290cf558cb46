// `irsalint check --since` and `--report-only`: the real binary in real repositories.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/harness/program.h"

namespace irsalint::cli {
namespace {

using test::Outcome;
using test::ProgramFolder;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr char kIssuer[] = "oidc.eks.eu-west-1.amazonaws.com/id/0F1E2D3C4B5A69788796A5B4C3D2E1F0";

std::string Account(const std::string& name, const std::string& role) {
  return "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: " + name +
         "\n  namespace: web\n  annotations:\n"
         "    eks.amazonaws.com/role-arn: arn:aws:iam::418273645091:role/" +
         role + "\n    eks.amazonaws.com/sts-regional-endpoints: \"true\"\n";
}

// The answer of `aws iam get-role` with a policy for one account.
std::string Role(const std::string& role, const std::string& account) {
  const std::string issuer = kIssuer;
  return R"({"Role": {"RoleName": ")" + role + R"(", "Arn": "arn:aws:iam::418273645091:role/)" +
         role + R"(",
 "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
  "Principal": {"Federated": "arn:aws:iam::418273645091:oidc-provider/)" +
         issuer + R"("}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {
   ")" + issuer +
         R"(:aud": "sts.amazonaws.com", ")" + issuer + R"(:sub": "system:serviceaccount:web:)" +
         account + R"("}}}]}}}
)";
}

constexpr char kGit[] =
    "git -c user.name=a -c user.email=a@example.com -c commit.gpgsign=false -c core.hooksPath= ";

class SinceTest : public ::testing::Test {
 protected:
  // One account that is right, one that has been wrong from the start.
  void SetUp() override {
    if (folder_.Shell("git --version") != 0) GTEST_SKIP() << "git is not installed";
    folder_.Write("sa/reader.yaml", Account("reader", "reader"));
    folder_.Write("sa/old.yaml", Account("old", "old"));
    folder_.Write("iam/reader.json", Role("reader", "reader"));
    folder_.Write("iam/old.json", Role("old", "older"));
    ASSERT_EQ(folder_.Shell("git init -q -b main && git add -A && " + Commit()), 0);
  }

  static std::string Commit() { return std::string(kGit) + "commit -qm x"; }

  void RenameTheReader() { folder_.Write("sa/reader.yaml", Account("reeder", "reader")); }

  ProgramFolder folder_;
};

TEST_F(SinceTest, OnlyWhatIsNew) {
  EXPECT_EQ(folder_({}).status, 1);
  const Outcome clean = folder_({"--since", "HEAD"});
  EXPECT_EQ(clean.status, 0);
  EXPECT_THAT(clean.out, HasSubstr("not shown: 1 that was there at HEAD (--all shows it)\n"));

  // The policy did not change, and it is what breaks.
  RenameTheReader();
  const Outcome broken = folder_({"--since", "HEAD"});
  EXPECT_EQ(broken.status, 1);
  EXPECT_THAT(broken.out, AllOf(StartsWith("error[sub-mismatch]"), HasSubstr("iam/reader.json:"),
                                Not(HasSubstr("iam/old.json:"))));
}

TEST_F(SinceTest, AllShowsTheRestAndDoesNotFailForIt) {
  const Outcome all = folder_({"--since", "HEAD", "--all"});
  EXPECT_EQ(all.status, 0);
  EXPECT_THAT(all.out, AllOf(HasSubstr("error[sub-mismatch]"), HasSubstr("iam/old.json:"),
                             HasSubstr("= note: this was there at HEAD\n")));
}

TEST_F(SinceTest, ABranchATagAndAnOlderCommit) {
  ASSERT_EQ(folder_.Shell("git tag v1 && git branch side"), 0);
  RenameTheReader();
  ASSERT_EQ(folder_.Shell("git add -A && " + Commit()), 0);
  EXPECT_EQ(folder_({"--since", "HEAD"}).status, 0);
  EXPECT_EQ(folder_({"--since", "HEAD~1"}).status, 1);
  EXPECT_EQ(folder_({"--since", "v1"}).status, 1);
  EXPECT_EQ(folder_({"--since", "side"}).status, 1);
}

TEST_F(SinceTest, BelowTheRepositorysRoot) {
  RenameTheReader();
  const Outcome below = folder_({"--since=HEAD", "--format=json", "sa", "iam"});
  EXPECT_EQ(below.status, 1);
  EXPECT_THAT(below.out,
              HasSubstr("\"since\": {\n    \"revision\": \"HEAD\",\n    \"existing\": 1"));
}

TEST_F(SinceTest, WhatCannotBeComparedWith) {
  const Outcome unknown = folder_({"--since", "nowhere"});
  EXPECT_EQ(unknown.status, 2);
  EXPECT_EQ(unknown.err, "irsalint: --since \"nowhere\": git knows no such object\n");
  const Outcome path = folder_({"--since", "HEAD:sa"});
  EXPECT_EQ(path.status, 2);
  EXPECT_EQ(path.err, "irsalint: --since takes a revision of git: a branch, a tag or a commit\n");
  const ProgramFolder elsewhere;
  const Outcome outside = elsewhere({"--since", "HEAD"});
  EXPECT_EQ(outside.status, 2);
  EXPECT_EQ(outside.err, "irsalint: --since: this is not in a repository of git\n");
}

// Whatever the repository says should be run, nothing is.
TEST_F(SinceTest, NothingOfAHostileRepositoryIsRun) {
  folder_.Write("evil.sh", "#!/bin/sh\ntouch \"$(git rev-parse --show-toplevel)/ran\"\ncat\n");
  folder_.Write(".gitattributes", "* filter=evil diff=evil\n");
  ASSERT_EQ(folder_.Shell("chmod +x evil.sh && git add -A && " + Commit()), 0);
  ASSERT_EQ(folder_.Shell("here=$PWD && git config filter.evil.smudge $here/evil.sh && "
                          "git config filter.evil.clean $here/evil.sh && "
                          "git config diff.evil.command $here/evil.sh && "
                          "git config diff.evil.textconv $here/evil.sh && "
                          "git config core.fsmonitor $here/evil.sh && "
                          "git config core.pager $here/evil.sh && "
                          "git config core.sshCommand $here/evil.sh && "
                          "git config core.editor $here/evil.sh && "
                          "git config alias.cat-file '!'$here/evil.sh && "
                          "git config core.hooksPath $here && rm -f ran"),
            0);
  // The control: git itself would.
  ASSERT_EQ(folder_.Shell("git status; test -e ran && rm ran"), 0);
  RenameTheReader();
  EXPECT_EQ(folder_({"--since", "HEAD"}).status, 1);
  EXPECT_THAT(folder_.Names(), Not(Contains("ran")));
}

// A missing object of a partial clone is not fetched: it could not be had without the network.
TEST_F(SinceTest, NothingIsFetched) {
  ASSERT_EQ(folder_.Shell("git config remote.origin.url ext::sh\\ -c\\ touch%20ran && "
                          "git config remote.origin.promisor true && "
                          "git config extensions.partialClone origin && "
                          "git config protocol.ext.allow always && "
                          "blob=$(git rev-parse HEAD:iam/old.json) && "
                          "rm -f .git/objects/$(echo $blob | cut -c1-2)/$(echo $blob | cut -c3-)"),
            0);
  const Outcome outcome = folder_({"--since", "HEAD"});
  EXPECT_EQ(outcome.status, 1);  // what cannot be read was not there
  EXPECT_THAT(folder_.Names(), Not(Contains("ran")));
}

TEST_F(SinceTest, OnlyWhatIsAboutTheseFiles) {
  RenameTheReader();
  const Outcome outcome = folder_({"--report-only", "sa/reader.yaml", "./iam/unrelated.json"});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("iam/reader.json:"), Not(HasSubstr("iam/old.json:")),
                                 HasSubstr("not shown: 1 about other files\n")));
  EXPECT_EQ(folder_({"--report-only", "README.md"}).status, 0);
}

}  // namespace
}  // namespace irsalint::cli
