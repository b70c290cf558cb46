// The program inside a world of the test's making.

#include "analyzer/cli/app.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <stdexcept>

#include "analyzer/base/in_memory_file_system.h"
#include "analyzer/graph/identity_graph.h"

namespace irsalint::cli {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

void Throw(const rule::RuleContext&, rule::FindingSink&) {
  throw std::runtime_error("out of luck");
}
void ReportAccounts(const rule::RuleContext& context, rule::FindingSink& sink) {
  for (const graph::Account& account : context.graph.accounts()) {
    sink.Report(account.object->meta.name.place(), "an account");
  }
}
constexpr rule::Rule kThrowing = {.meta = {.id = "throwing", .group = "g", .summary = "s"},
                                  .check = &Throw};
constexpr rule::Rule kAccounts = {.meta = {.id = "accounts", .group = "g", .summary = "s"},
                                  .check = &ReportAccounts};
constexpr std::array<const rule::Rule*, 2> kCatalogue = {&kAccounts, &kThrowing};

class AppTest : public ::testing::Test {
 protected:
  World MakeWorld() {
    return {.files = files_,
            .write_stdout = [this](std::string_view text) { out_ += text; },
            .write_stderr = [this](std::string_view text) { err_ += text; },
            .read_stdin = [](size_t) -> base::Result<std::string> {
              return base::Error{
                  .code = base::ErrorCode::kLimit, .message = "too much", .path = "-"};
            },
            .clock = [this] { return now_; },
            .processors = 1};
  }

  ExitCode Run(std::vector<std::string> arguments) {
    return RunProgram(std::move(arguments), MakeWorld(), kCatalogue);
  }

  // Both streams, as they come.
  std::string OnTerminal(std::vector<std::string> arguments) {
    World world = MakeWorld();
    world.stdout_is_terminal = true;
    world.environment.no_color = "1";
    std::string screen;
    world.write_stdout = world.write_stderr = [&screen](std::string_view text) { screen += text; };
    (void)RunProgram(std::move(arguments), world, kCatalogue);
    return screen;
  }

  base::InMemoryFileSystem files_;
  std::string out_;
  std::string err_;
  uint64_t now_ = 0;
};

TEST_F(AppTest, AFaultOfARuleIsExitThreeWhateverElseHappens) {
  files_.AddFile("a.yaml", "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a}\n");
  EXPECT_EQ(Run({"--select", "accounts"}), ExitCode::kFindings);
  EXPECT_EQ(Run({}), ExitCode::kInternal);
  EXPECT_THAT(err_, HasSubstr("error: internal error in rule throwing: out of luck\n"));
  EXPECT_THAT(out_, HasSubstr("warning[accounts]: an account\n"));
  EXPECT_EQ(Run({"--exit-zero"}), ExitCode::kInternal);
  EXPECT_EQ(Run({"a.yaml", "missing.yaml"}), ExitCode::kInternal);
}

TEST_F(AppTest, UnreadableInputWinsOverFindings) {
  files_.AddFile("a.yaml", "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a}\n");
  EXPECT_EQ(Run({"--select", "accounts", "a.yaml", "missing.yaml"}), ExitCode::kUsage);
}

TEST_F(AppTest, TooMuchStandardInputIsExitTwo) {
  EXPECT_EQ(Run({"-"}), ExitCode::kUsage);
  EXPECT_EQ(err_, "irsalint: -: too much\n");
}

TEST_F(AppTest, TheSummaryIsTheLastThingOnATerminal) {
  files_.AddFile("a.yaml", "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a}\n");
  files_.AddFile("main.tf", "");
  files_.AddUnreadable("secret.yaml");
  EXPECT_EQ(OnTerminal({"--select", "accounts"}),
            "warning[accounts]: an account\n"
            " --> a.yaml:3:18\n"
            "  |\n"
            "3 | metadata: {name: a}\n"
            "  |                  ^\n"
            "\n"
            "warning: secret.yaml: cannot read: permission denied\n"
            "1 warning in 2 files\n"
            "not read: 1 unreadable path, 1 Terraform file\n"
            "\n"
            "next:\n"
            "  irsalint explain accounts  # what it means, how to fix or accept it\n");
}

TEST_F(AppTest, NextStepsAreForTerminalsOnly) {
  files_.AddFile("a.yaml", "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a}\n");
  EXPECT_EQ(Run({"--select", "accounts"}), ExitCode::kFindings);
  EXPECT_THAT(out_, EndsWith("\n1 warning in 1 file\n"));
  EXPECT_THAT(OnTerminal({"--select", "accounts", "--format", "json"}), EndsWith("}\n"));
}

TEST_F(AppTest, FullShowsWhatIsFoldedElse) {
  std::string accounts;
  for (int i = 0; i < 9; ++i) {
    accounts += "---\napiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a}\n";
  }
  files_.AddFile("a.yaml", accounts);
  (void)Run({"--select", "accounts"});
  EXPECT_THAT(out_, HasSubstr("warning[accounts]: ...and 6 more like this\n"
                              "  a.yaml:16:18\n"));
  EXPECT_THAT(out_, EndsWith("\n9 warnings in 1 file\n"));
  out_.clear();
  (void)Run({"--select", "accounts", "--full"});
  EXPECT_THAT(out_, HasSubstr("\n  --> a.yaml:36:18\n"));
  EXPECT_THAT(out_, Not(HasSubstr("more like this")));
}

}  // namespace
}  // namespace irsalint::cli
