// What is written from the command line. tests/packages lets real shells run it.

#include "analyzer/cli/completion.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "analyzer/cli/manual_page.h"
#include "tests/cli/small_program.h"
#include "tests/harness/paths.h"
#include "tests/harness/program.h"

namespace irsalint::cli {
namespace {

using test::Outcome;
using test::ProgramFolder;
using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string Expected(const std::string& name) {
  return test::ReadFile(test::Testdata("completion/" + name));
}

TEST(CompletionTest, WritesForBash) {
  EXPECT_EQ(BashCompletion(SmallProgram()), Expected("small.bash"));
}

TEST(CompletionTest, WritesForZsh) {
  EXPECT_EQ(ZshCompletion(SmallProgram()), Expected("small.zsh"));
}

TEST(CompletionTest, WritesForFish) {
  EXPECT_EQ(FishCompletion(SmallProgram()), Expected("small.fish"));
}

TEST(ManualPageTest, HasEveryCommandAndOption) {
  const base::Date day = {.year = 2026, .month = 6, .day = 15};
  EXPECT_EQ(ManualPage(SmallProgram(), day), Expected("small.1"));
}

TEST(ManualPageTest, JoinsLinesOfASentenceAndKeepsExamples) {
  CommandInfo program = SmallProgram();
  program.footer = "Examples:\n  tool -x\n\nIt ends with 0,\nor with 1.\nNothing else.";
  EXPECT_THAT(ManualPage(program, {}), HasSubstr(".PP\nExamples:\n"
                                                 ".nf\n  tool \\-x\n.fi\n"
                                                 ".PP\nIt ends with 0,\nor with 1.\n"
                                                 ".br\nNothing else.\n"
                                                 ".SH OPTIONS\n"));
}

TEST(Program, CompletesItsOwnCommandsAndRules) {
  const ProgramFolder folder;
  for (const char* shell : {"bash", "zsh", "fish"}) {
    const Outcome outcome = folder({"completion", shell});
    EXPECT_EQ(outcome.status, 0) << shell;
    EXPECT_THAT(outcome.out, HasSubstr("/policy/why")) << shell;
    EXPECT_THAT(outcome.out, HasSubstr("auto always never")) << shell;
    EXPECT_THAT(outcome.out, HasSubstr("sub-mismatch")) << shell;
  }
  const Outcome unknown = folder({"completion", "tcsh"});
  EXPECT_EQ(unknown.status, 2);
  EXPECT_THAT(unknown.err, HasSubstr("Try `irsalint completion --help`"));
}

TEST(Program, PrintsItsManualPageAsOfADay) {
  const ProgramFolder folder;
  const Outcome page = folder({"man", "--date", "2026-06-15"});
  EXPECT_EQ(page.status, 0);
  EXPECT_THAT(page.out, StartsWith(".TH IRSALINT 1 \"2026-06-15\" \"irsalint "));
  EXPECT_THAT(page.out, HasSubstr("\n.SS irsalint config init\n"));
  const Outcome wrong = folder({"man", "--date", "yesterday"});
  EXPECT_EQ(wrong.status, 2);
  EXPECT_THAT(wrong.err, HasSubstr("is no date of the form YYYY-MM-DD: yesterday"));
}

}  // namespace
}  // namespace irsalint::cli
