// `irsalint who` through the real binary.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/harness/paths.h"
#include "tests/harness/program.h"

namespace irsalint::cli {
namespace {

using test::Outcome;
using test::ProgramFolder;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr char kRole[] = R"({"Role": {"RoleName": "uploader",
 "Arn": "arn:aws:iam::402913857266:role/uploader",
 "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
 "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}}}
)";

TEST(WhoCommand, AnswersInTextAndJson) {
  const ProgramFolder folder;
  folder.Write("role.json", kRole);
  const Outcome text = folder({"who", "uploader"});
  EXPECT_EQ(text.status, 0);
  EXPECT_EQ(text.err, "");
  EXPECT_EQ(text.out, R"(role      arn:aws:iam::402913857266:role/uploader
          named at role.json:2
policy    role.json:3

never-matches: no OIDC provider is trusted

no account of the input claims the role or is admitted

others who may assume it:
  the service ec2.amazonaws.com, by sts:AssumeRole
    at role.json:4
)");
  const Outcome json = folder({"who", "role.json", "role.json", "--format", "json"});
  EXPECT_EQ(json.status, 0);
  EXPECT_THAT(json.out, StartsWith("{\n  \"version\": 1,\n  \"role\": {\n"));
}

TEST(WhoCommand, ARoleThatIsNotThereIsExitTwo) {
  const ProgramFolder folder;
  folder.Write("role.json", kRole);
  const Outcome outcome = folder({"who", "uplaoder"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, StartsWith("irsalint: no role of the input is \"uplaoder\" (did you "
                                      "mean \"arn:aws:iam::402913857266:role/uploader\"?)"));
  EXPECT_EQ(folder({"who"}).status, 2);
}

TEST(WhoCommand, UnreadInputIsToldAndExitTwo) {
  const ProgramFolder folder;
  folder.Write("role.json", kRole);
  const Outcome named = folder({"who", "uploader", "role.json", "none.yaml"});
  EXPECT_EQ(named.status, 2);
  EXPECT_THAT(named.out, StartsWith("role      arn:aws:iam::402913857266:role/uploader\n"));
  EXPECT_THAT(named.err, StartsWith("error: none.yaml: "));
}

TEST(WhoCommand, HelpShowsExamplesAndExitStatuses) {
  const Outcome outcome = ProgramFolder()({"who", "--help"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("Usage: irsalint who [OPTIONS] ROLE [PATH...]"),
                                 HasSubstr("\n  irsalint who uploader\n"),
                                 HasSubstr("\nExit status: 0 answered; ")));
}

// The page of the documentation shows the program's real output.
TEST(WhoCommand, AnswersAsTheDocumentationShows) {
  const std::string page = test::ReadFile(test::SourceDir() + "/docs/questions.md");
  const std::string command = "$ irsalint who uploader testdata/readme\n";
  const size_t begin = page.find(command);
  ASSERT_NE(begin, std::string::npos);
  const size_t from = begin + command.size();
  const std::string shown = page.substr(from, page.find("```", from) - from);
  const ProgramFolder folder;
  for (const char* name : {"testdata/readme/uploader.yaml", "testdata/readme/role.json"}) {
    folder.Write(name, test::ReadFile(test::SourceDir() + "/" + name));
  }
  EXPECT_EQ(folder({"who", "uploader", "testdata/readme"}).out, shown);
}

}  // namespace
}  // namespace irsalint::cli
