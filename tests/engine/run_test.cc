#include "analyzer/engine/run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <stdexcept>

#include "analyzer/base/in_memory_file_system.h"

namespace irsalint::engine {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Reports every ServiceAccount's name, as a note for pedants if it is called so.
void ReportAccounts(const rule::RuleContext& context, rule::FindingSink& sink) {
  for (const graph::Account& account : context.graph.accounts()) {
    const kube::ObjectMeta& meta = account.object->meta;
    rule::Finding& finding = sink.Report(meta.name.place(), "account " + meta.name->Written());
    if (meta.name->literal() == "quiet") finding.persona = rule::Persona::kPedantic;
    if (meta.name->literal() == "grave") finding.severity = rule::Severity::kError;
  }
}

void Throw(const rule::RuleContext&, rule::FindingSink&) { throw std::runtime_error("broken"); }

constexpr rule::Rule kAccounts = {
    .meta = {.id = "accounts", .group = "g", .summary = "s", .severity = rule::Severity::kNote},
    .check = &ReportAccounts};
constexpr rule::Rule kThrowing = {.meta = {.id = "throwing", .group = "g", .summary = "s"},
                                  .check = &Throw};

std::string AccountNamed(const std::string& name) {
  return "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: " + name + "\n";
}

RunResult RunOver(const base::FileSystem& files, RunOptions options = {}) {
  const std::array<const rule::Rule*, 1> rules = {&kAccounts};
  if (options.paths.empty()) options.paths = {"."};
  return Run(files, rules, options);
}

std::vector<std::string> Messages(const rule::Report& report) {
  std::vector<std::string> messages;
  for (const rule::LocatedFinding& finding : report.findings) messages.push_back(finding.message);
  return messages;
}

TEST(Run, ShowsTheGravestFirstThenByPathAndLine) {
  base::InMemoryFileSystem files;
  files.AddFile("b.yaml", AccountNamed("one") + "---\n" + AccountNamed("two"));
  files.AddFile("a.yaml", AccountNamed("three"));
  files.AddFile("c.yaml", AccountNamed("grave"));
  const rule::Report report = RunOver(files).report;
  EXPECT_THAT(Messages(report),
              ElementsAre("account grave", "account three", "account one", "account two"));
  EXPECT_EQ(report.findings[3].primary.path, "b.yaml");
  EXPECT_EQ(report.findings[3].primary.line, 9U);
  EXPECT_EQ(report.findings[3].primary.column, 9U);
  EXPECT_EQ(report.stats.files, 3U);
  EXPECT_EQ(report.stats.documents, 4U);
  EXPECT_THAT(report.stats.phases, IsEmpty());
}

TEST(Run, LaterPersonasSeeMore) {
  base::InMemoryFileSystem files;
  files.AddFile("a.yaml", AccountNamed("quiet") + "---\n" + AccountNamed("loud"));
  const rule::Report regular = RunOver(files).report;
  EXPECT_THAT(Messages(regular), ElementsAre("account loud"));
  EXPECT_EQ(regular.stats.hidden_by_persona, 1U);
  RunOptions options;
  options.persona = rule::Persona::kPedantic;
  const rule::Report pedantic = RunOver(files, options).report;
  EXPECT_THAT(pedantic.findings, SizeIs(2));
  EXPECT_EQ(pedantic.stats.hidden_by_persona, 0U);
}

TEST(Run, TheReportIsTheSameForAnyNumberOfThreads) {
  base::InMemoryFileSystem files;
  for (int i = 0; i < 60; ++i) {
    files.AddFile("d" + std::to_string(i % 7) + "/" + std::to_string(i) + ".yaml",
                  AccountNamed("n" + std::to_string(i)) + std::string(static_cast<size_t>(i), '#'));
  }
  files.AddFile("broken.yaml", AccountNamed("[a"));
  RunOptions options;
  const rule::Report one = RunOver(files, options).report;
  options.extract.threads = 8;
  EXPECT_EQ(RunOver(files, options).report, one);
  EXPECT_THAT(one.findings, SizeIs(60));
  EXPECT_THAT(one.notifications, SizeIs(1));
}

TEST(Run, ParseErrorsAreNotificationsAtTheirPlace) {
  base::InMemoryFileSystem files;
  files.AddFile("good.yaml", AccountNamed("a"));
  files.AddFile("broken.yaml", "kind: ServiceAccount\nmetadata: {name: [a\n");
  const RunResult result = RunOver(files);
  EXPECT_EQ(result.health, InputHealth::kMetProblem);
  ASSERT_THAT(result.report.notifications, SizeIs(1));
  EXPECT_EQ(result.report.notifications[0].level, rule::Severity::kWarning);
  EXPECT_EQ(result.report.notifications[0].path, "broken.yaml");
  EXPECT_GE(result.report.notifications[0].line, 2U);
  RunOptions options;
  options.paths = {"broken.yaml", "good.yaml"};
  EXPECT_EQ(RunOver(files, options).health, InputHealth::kNamedProblem);
}

TEST(Run, UnreadableFilesNeverStopIt) {
  base::InMemoryFileSystem files;
  files.AddFile("good.yaml", AccountNamed("a"));
  files.AddUnreadable("secret.yaml");
  const RunResult result = RunOver(files);
  EXPECT_EQ(result.health, InputHealth::kMetProblem);
  EXPECT_THAT(Messages(result.report), ElementsAre("account a"));
  ASSERT_THAT(result.report.notifications, SizeIs(1));
  EXPECT_EQ(result.report.notifications[0].path, "secret.yaml");
  EXPECT_THAT(result.report.notifications[0].message, HasSubstr("permission denied"));
}

TEST(Run, NothingToLintIsAnError) {
  base::InMemoryFileSystem files;
  files.AddFile("readme.md", "text");
  const RunResult result = RunOver(files);
  EXPECT_EQ(result.health, InputHealth::kNamedProblem);
  EXPECT_THAT(result.report.notifications,
              ElementsAre(rule::Notification{
                  .level = rule::Severity::kError,
                  .message = "no files were found to lint; looked for YAML, JSON and policy "
                             "documents that .gitignore does not exclude"}));
  EXPECT_THAT(result.report.skipped, IsEmpty());
}

TEST(Run, TemplatesAreCountedOnce) {
  base::InMemoryFileSystem files;
  for (const char* path : {"chart/templates/a.yaml", "chart/templates/b.yaml"}) {
    files.AddFile(path,
                  "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: {{ .Values.x }}\n"
                  "{{- if .Values.y }}\n  labels: {}\n{{- end }}\n");
  }
  const RunResult result = RunOver(files);
  EXPECT_THAT(result.report.notifications,
              ElementsAre(rule::Notification{
                  .level = rule::Severity::kNote,
                  .message = "2 documents that may matter are unrendered templates and were not "
                             "read; render them and lint the result",
                  .counts = rule::SkippedKind::kTemplate}));
  EXPECT_EQ(result.report.stats.templates, 2U);
}

TEST(Run, CountsWhatItDidNotLookInto) {
  base::InMemoryFileSystem files;
  const std::string unrendered =
      "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: {{ .Values.x }}\n"
      "{{- if .Values.y }}\n  labels: {}\n{{- end }}\n";
  files.AddFile("chart/templates/a.yaml", unrendered + "---\n" + unrendered);
  files.AddFile("main.tf", "");
  files.AddFile("variables.tf", "");
  files.AddFile("broken.yaml", "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: [a\n");
  files.AddFile("app/kustomization.yaml",
                "resources: [\"https://github.com/example/base\"]\n"
                "patches: [{path: a.yaml}]\nconfigMapGenerator: [{name: c}]\n");
  files.AddUnreadable("secret.yaml");
  using rule::SkippedInput;
  using rule::SkippedKind;
  EXPECT_THAT(RunOver(files).report.skipped,
              ElementsAre(SkippedInput{.kind = SkippedKind::kUnreadablePath, .count = 1},
                          SkippedInput{.kind = SkippedKind::kBrokenDocument, .count = 1},
                          SkippedInput{.kind = SkippedKind::kTemplate, .count = 1},
                          SkippedInput{.kind = SkippedKind::kTerraformFile, .count = 2},
                          SkippedInput{.kind = SkippedKind::kRemoteBase, .count = 1},
                          SkippedInput{.kind = SkippedKind::kPatch, .count = 1},
                          SkippedInput{.kind = SkippedKind::kGenerator, .count = 1}));
}

TEST(Run, StandardInputIsReadFromTheOptions) {
  const base::InMemoryFileSystem files;
  RunOptions options;
  options.paths = {"-"};
  options.stdin_text = AccountNamed("piped");
  const RunResult result = RunOver(files, options);
  EXPECT_EQ(result.health, InputHealth::kComplete);
  ASSERT_THAT(result.report.findings, SizeIs(1));
  EXPECT_EQ(result.report.findings[0].primary.path, "-");
  EXPECT_EQ(result.report.findings[0].primary.line, 4U);
}

TEST(Run, AFaultOfARuleIsToldAndTheRestRuns) {
  base::InMemoryFileSystem files;
  files.AddFile("a.yaml", AccountNamed("a"));
  const std::array<const rule::Rule*, 2> rules = {&kThrowing, &kAccounts};
  RunOptions options;
  options.paths = {"."};
  const rule::Report report = engine::Run(files, rules, options).report;
  EXPECT_THAT(report.faults, ElementsAre(rule::RuleFault{.rule = "throwing", .message = "broken"}));
  EXPECT_THAT(report.findings, SizeIs(1));
  EXPECT_THAT(report.notifications, ElementsAre(rule::Notification{
                                        .level = rule::Severity::kError,
                                        .message = "internal error in rule throwing: broken"}));
}

TEST(Run, TimesComeFromTheClockThatIsGiven) {
  base::InMemoryFileSystem files;
  files.AddFile("a.yaml", AccountNamed("a"));
  std::atomic<uint64_t> now = 0;
  RunOptions options;
  options.clock = [&now] { return now += 1'000'000'000; };
  const rule::Report report = RunOver(files, options).report;
  std::vector<std::string_view> phases;
  for (const rule::PhaseTime& phase : report.stats.phases) phases.push_back(phase.phase);
  EXPECT_THAT(phases,
              ElementsAre("walk", "read", "sniff", "parse", "extract", "link", "check", "locate"));
  EXPECT_EQ(report.stats.phases[5].seconds, 1.0);
}

TEST(Run, TellsItsPhasesAndCountsFiles) {
  base::InMemoryFileSystem files;
  for (const char* name : {"a.yaml", "b.yaml", "more/c.yaml"}) {
    files.AddFile(name, AccountNamed("a"));
  }
  std::vector<ProgressStep> steps;
  RunOptions options;
  options.progress = [&steps](const ProgressStep& step) { steps.push_back(step); };
  (void)RunOver(files, options);
  EXPECT_THAT(steps,
              ElementsAre(ProgressStep{.phase = Phase::kWalk},
                          ProgressStep{.phase = Phase::kWalk, .done = 2},
                          ProgressStep{.phase = Phase::kWalk, .done = 3},
                          ProgressStep{.phase = Phase::kRead, .total = 3},
                          ProgressStep{.phase = Phase::kRead, .done = 1, .total = 3},
                          ProgressStep{.phase = Phase::kRead, .done = 2, .total = 3},
                          ProgressStep{.phase = Phase::kRead, .done = 3, .total = 3},
                          ProgressStep{.phase = Phase::kLink}, ProgressStep{.phase = Phase::kCheck},
                          ProgressStep{.phase = Phase::kLocate}));
}

TEST(Run, AStopRequestEndsItEarly) {
  base::InMemoryFileSystem files;
  files.AddFile("a.yaml", AccountNamed("a"));
  std::stop_source source;
  source.request_stop();
  const std::array<const rule::Rule*, 1> rules = {&kAccounts};
  RunOptions options;
  options.paths = {"."};
  EXPECT_THAT(engine::Run(files, rules, options, source.get_token()).report.findings, IsEmpty());
}

}  // namespace
}  // namespace irsalint::engine
