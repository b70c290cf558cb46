// The formats of `irsalint check` through the real binary, with input that wants to be more than
// text. The formats' own tests compare them whole.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

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

// Names that break lines, begin commands and colour terminals.
constexpr char kHostile[] =
    "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n"
    "  name: \"a\\n::error::x\\n##[error]y\\u001b[31m##vso[task.setvariable]|`<b>`\"\n"
    "  namespace: web\n"
    "  annotations:\n"
    "    eks.amazonaws.com/role-arn: \"arn:aws:iam::41827364509:role/x\\n::stop-commands::z\"\n";

const std::vector<std::string> kFormats = {"text",  "json",   "sarif",  "github", "markdown",
                                           "junit", "gitlab", "rdjson", "azure"};

class FormatsTest : public ::testing::Test {
 protected:
  ProgramFolder folder_;
};

TEST_F(FormatsTest, SeveralInOneRun) {
  folder_.Write("sa.yaml", kHostile);
  const Outcome outcome =
      folder_({"--format=sarif=out.sarif", "--format=markdown=out.md", "--format=junit=out.xml",
               "--format=gitlab=gl.json", "--format=rdjson=rd.json", "--format=azure=az.txt",
               "--format=json=out.json", "--format=github"});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(folder_.Names(),
              ::testing::ElementsAre("az.txt", "gl.json", "out.json", "out.md", "out.sarif",
                                     "out.xml", "rd.json", "sa.yaml"));
  EXPECT_THAT(outcome.out, AllOf(StartsWith("::error title=role-arn-malformed,file=sa.yaml,line=7"),
                                 HasSubstr("\nirsalint: 1 error")));
  EXPECT_THAT(folder_.Read("out.sarif"), HasSubstr("\"primaryLocationLineHash\""));
}

// On GitHub and in Azure Pipelines, and in files that a later step may print.
TEST_F(FormatsTest, NoCommandComesFromTheInput) {
  folder_.Write("sa.yaml", kHostile);
  for (const std::string& format : kFormats) {
    for (const std::string variable : {"GITHUB_ACTIONS=true", "TF_BUILD=True"}) {
      const Outcome outcome =
          folder_.Execute({.arguments = {"--format", format}, .environment = {variable}});
      const std::string& text = outcome.out;
      EXPECT_EQ(outcome.status, 1) << format;
      EXPECT_THAT(text, Not(HasSubstr("\x1b"))) << format;
      EXPECT_THAT(text, Not(HasSubstr("##["))) << format;
      EXPECT_THAT(text, Not(HasSubstr("\n::error::"))) << format;
      EXPECT_THAT(text, Not(HasSubstr("::stop-commands::z\n"))) << format;
      if (format != "azure") {
        EXPECT_THAT(text, Not(HasSubstr("##vso["))) << format;
      }
      EXPECT_THAT(text, Not(HasSubstr("##vso[task.setvariable]"))) << format;
    }
  }
}

TEST_F(FormatsTest, JunitFailsFromWhereTheRunFails) {
  folder_.Write("sa.yaml", kHostile);
  EXPECT_THAT(folder_({"--format=junit"}).out, HasSubstr("failures=\"1\""));
  EXPECT_THAT(folder_({"--format=junit", "--fail-on=never"}).out, HasSubstr("failures=\"0\""));
}

}  // namespace
}  // namespace irsalint::cli
