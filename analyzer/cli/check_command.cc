#include <fmt/format.h>

#include <CLI/App.hpp>
#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "analyzer/base/utf8.h"
#include "analyzer/cli/analysis.h"
#include "analyzer/cli/baseline_file.h"
#include "analyzer/cli/commands.h"
#include "analyzer/cli/fix.h"
#include "analyzer/cli/next_steps.h"
#include "analyzer/cli/output.h"
#include "analyzer/cli/render_report.h"
#include "analyzer/cli/since.h"
#include "analyzer/cli/write_file.h"
#include "analyzer/engine/baseline_match.h"
#include "analyzer/engine/baseline_scope.h"
#include "analyzer/engine/finding_details.h"
#include "analyzer/engine/fingerprint.h"
#include "analyzer/engine/report_only.h"
#include "analyzer/engine/revision.h"
#include "analyzer/engine/selection.h"
#include "analyzer/render/display.h"
#include "analyzer/render/summary.h"
#include "analyzer/render/text.h"

namespace irsalint::cli {
namespace {

struct CheckOptions {
  AnalysisOptions analysis;
  FixOptions fix;
  std::vector<std::string> formats;
  std::string fail_on;  // "": as the configuration says, else "warning"
  std::string color = "auto";
  bool full = false;
  std::string baseline;  // "": none
  std::string since;     // "": no revision to compare with
  bool all = false;
  std::vector<std::string> report_only;
  bool stats = false;
  bool exit_zero = false;
};

// The severity from which on findings fail the run; nothing for "never". Names are checked when the
// command line is read.
std::optional<rule::Severity> FailOn(const std::string& name) {
  for (const rule::Severity severity :
       {rule::Severity::kNote, rule::Severity::kWarning, rule::Severity::kError}) {
    if (rule::ToString(severity) == name) return severity;
  }
  return std::nullopt;
}

ColorMode ColorModeOf(const std::string& name) {
  if (name == "always") return ColorMode::kAlways;
  return name == "never" ? ColorMode::kNever : ColorMode::kAuto;
}

// As the report shows them.
std::vector<std::string> ShownPaths(const std::vector<std::string>& paths, const World& world) {
  const std::string working_directory = world.files.RealPath(".").value_or(std::string("/"));
  std::vector<std::string> shown;
  for (const std::string& path : paths) {
    shown.push_back(engine::DisplayPath(path, working_directory));
  }
  return shown;
}

class CheckCommand {
 public:
  CheckCommand(const CheckOptions& options, const CommandContext& context)
      : options_(options), context_(context) {}

  ExitCode Run() {
    base::Result<std::vector<Output>> outputs = ParseOutputs(options_.formats);
    if (!outputs.has_value()) return context_.console.Fail(outputs.error());
    PreparedAnalysis prepared = Prepare(options_.analysis, context_);
    if (!prepared.analysis.has_value()) return prepared.exit_code;
    Analysis& analysis = *prepared.analysis;
    baseline_path_ = BaselinePath(options_.baseline, analysis.run.config);
    base::Result<std::optional<engine::Baseline>> baseline =
        ReadNamedBaseline(baseline_path_, context_.world);
    if (!baseline.has_value()) return context_.console.Fail(baseline.error());
    baseline_ = *std::move(baseline);
    if (!options_.since.empty()) {
      base::Result<rule::Report> before = ReportAt(options_.since, analysis, context_.world);
      if (!before.has_value()) return context_.console.Fail(before.error());
      before_ = *std::move(before);
    }
    if (options_.stats) analysis.run.clock = context_.world.clock;
    if (analysis.run.config.has_value()) configured_fail_on_ = analysis.run.config->fail_on;

    if (!options_.fix.AreAskedFor()) {
      return Tell(cli::Run(analysis, context_.world), analysis, *outputs);
    }
    if (options_.fix.diff) std::erase_if(*outputs, GoesToStdout);
    const engine::FixResult fixed =
        Fix(analysis, options_.fix, KnownFingerprints(analysis), context_.world);
    ExitCode exit_code = ExitCode::kOk;
    if (options_.fix.diff) {
      PrintDiff(fixed);
    } else {
      exit_code = WriteFixed(fixed, context_.console);
    }
    exit_code =
        Worse(exit_code, Tell(options_.fix.diff ? fixed.before : fixed.Last(), analysis, *outputs));
    context_.console.PrintError(DescribeFixes(fixed, options_.fix));
    return exit_code;
  }

 private:
  static bool GoesToStdout(const Output& output) { return output.file.empty(); }

  ExitCode Tell(const engine::RunResult& result, const Analysis& analysis,
                const std::vector<Output>& outputs) const {
    rule::Report report = WithoutKnown(result, analysis);
    if (!options_.report_only.empty()) {
      engine::KeepWhatIsAbout(ShownPaths(options_.report_only, context_.world), report);
    }
    const ExitCode status = StatusOf(report, result.health);
    if (options_.all) engine::ShowExisting(report);
    const ExitCode exit_code = Write({.report = report,
                                      .details = DetailsFor(outputs, result, report, analysis),
                                      .catalogue = context_.catalogue,
                                      .rules = analysis.rules,
                                      .fail_on = FailOn(FailOnName())},
                                     outputs);
    if (report.baseline.has_value()) context_.console.PrintError(GoneNote(*report.baseline));
    if (IsRead(outputs)) {
      PrintNotifications(report, render::NotificationScope::kProblems);
      PrintSummary(report);
    } else {
      PrintConfig(report);
      PrintNotifications(report, render::NotificationScope::kAll);
    }
    if (options_.stats) context_.console.PrintError(render::RenderStatsText(report.stats));
    PrintCommandHint();
    return Worse(exit_code, status);
  }

  // The report, with what the baseline knows and what was there before among the suppressed
  // findings.
  rule::Report WithoutKnown(const engine::RunResult& result, const Analysis& analysis) const {
    rule::Report report = result.report;
    if (baseline_.has_value()) {
      const engine::BaselineScope scope =
          engine::ScopeOf(context_.world.files, analysis.rules, analysis.run, result);
      engine::HideKnown(*baseline_, baseline_path_, scope, report);
    }
    if (before_.has_value()) engine::HideExisting(*before_, options_.since, report);
    return report;
  }

  // Of the findings that the baseline accepts or that were there before: these are not fixed
  // either.
  std::set<std::string, std::less<>> KnownFingerprints(const Analysis& analysis) const {
    std::set<std::string, std::less<>> known;
    if (!baseline_.has_value() && !before_.has_value()) return known;
    const rule::Report report = WithoutKnown(cli::Run(analysis, context_.world), analysis);
    for (const rule::SuppressedFinding& suppressed : report.suppressed) {
      if (suppressed.silencer != rule::Silencer::kBaseline &&
          suppressed.silencer != rule::Silencer::kRevision) {
        continue;
      }
      known.emplace(engine::WithoutOrdinal(suppressed.finding.fingerprint));
    }
    return known;
  }

  // On a terminal it must not do what bytes of the input say; elsewhere it can be applied.
  void PrintDiff(const engine::FixResult& fixed) const {
    const std::string diff = DiffOf(fixed);
    context_.console.Print(context_.world.stdout_is_terminal ? render::EscapeLines(diff) : diff);
  }

  // A file keeps everything. On standard output the summary follows behind the notifications, so
  // that it is the last that one sees.
  std::string Render(const RenderedRun& run, const Output& output) const {
    if (output.format != Format::kText || !output.file.empty()) {
      return RenderReport(run, output.format);
    }
    return render::RenderFindingsText(
        run.report, {.color = StdoutColor(),
                     .extent = options_.full ? render::Extent::kFull : render::Extent::kFolded});
  }

  render::Color StdoutColor() const {
    return DecideColor(ColorModeOf(options_.color), context_.world.environment,
                       context_.world.stdout_is_terminal);
  }

  ExitCode Write(const RenderedRun& run, const std::vector<Output>& outputs) const {
    ExitCode exit_code = ExitCode::kOk;
    for (const Output& output : outputs) {
      const std::string text = Render(run, output);
      if (output.file.empty()) {
        context_.console.Print(text, TextKindOf(output.format));
        continue;
      }
      const base::Result<void> written = WriteFileAtomically(output.file, text);
      if (!written.has_value()) {
        exit_code = Worse(exit_code, context_.console.Fail(written.error()));
      }
    }
    return exit_code;
  }

  std::vector<rule::FindingDetails> DetailsFor(const std::vector<Output>& outputs,
                                               const engine::RunResult& result,
                                               const rule::Report& report,
                                               const Analysis& analysis) const {
    const bool needed = std::ranges::any_of(
        outputs, [](const Output& output) { return NeedsDetails(output.format); });
    if (!needed) return {};
    std::vector<const rule::LocatedFinding*> findings;
    for (const rule::LocatedFinding& finding : report.findings) findings.push_back(&finding);
    for (const rule::SuppressedFinding& suppressed : report.suppressed) {
      findings.push_back(&suppressed.finding);
    }
    const std::string working_directory =
        context_.world.files.RealPath(".").value_or(std::string("/"));
    return engine::DetailsOf(findings, {.files = context_.world.files,
                                        .sources = result.sources,
                                        .known = result.files,
                                        .stdin_text = analysis.run.stdin_text,
                                        .working_directory = working_directory});
  }

  // Whether a person reads standard output. What the summary there says needs no other place.
  static bool IsRead(const std::vector<Output>& outputs) {
    return std::ranges::any_of(outputs, [](const Output& output) {
      return output.format == Format::kText && output.file.empty();
    });
  }

  // What to do next is said to a person who sits before it: not in logs, and not to scripts. A run
  // that fixes says it by itself.
  void PrintSummary(const rule::Report& report) const {
    context_.console.Print(render::RenderSummaryText(report, StdoutColor()));
    if (!context_.world.stdout_is_terminal || options_.fix.AreAskedFor()) return;
    context_.console.Print(NextSteps(report, options_.analysis.linking.input.paths));
  }

  void PrintConfig(const rule::Report& report) const {
    if (!report.config.has_value()) return;
    context_.console.PrintError(fmt::format("note: {}\n", render::DescribeConfig(*report.config)));
  }

  void PrintNotifications(const rule::Report& report, render::NotificationScope scope) const {
    const render::Color color = DecideColor(ColorModeOf(options_.color), context_.world.environment,
                                            context_.world.stderr_is_terminal);
    context_.console.PrintError(render::RenderNotificationsText(report, scope, {.color = color}));
  }

  // The first path may be a mistyped command.
  void PrintCommandHint() const {
    if (options_.analysis.linking.input.paths.empty()) return;
    const std::string& path = options_.analysis.linking.input.paths.front();
    if (context_.world.files.Stat(path).has_value()) return;
    const std::string_view command = engine::NearestName(path, kCommandNames);
    if (command.empty()) return;
    context_.console.PrintError(
        fmt::format("note: \"{}\" was read as a path; did you mean the command \"{}\"?\n",
                    base::EscapeForDisplay(path), command));
  }

  ExitCode StatusOf(const rule::Report& report, engine::InputHealth health) const {
    if (!report.faults.empty()) return ExitCode::kInternal;
    const bool unread =
        health == engine::InputHealth::kNamedProblem ||
        (health == engine::InputHealth::kMetProblem && options_.analysis.linking.input.strict);
    if (unread) return ExitCode::kUsage;
    const std::optional<rule::Severity> fail_on = FailOn(FailOnName());
    const bool fails =
        fail_on.has_value() && !options_.exit_zero &&
        std::ranges::any_of(report.findings, [&fail_on](const rule::LocatedFinding& finding) {
          return finding.severity >= *fail_on;
        });
    return fails ? ExitCode::kFindings : ExitCode::kOk;
  }

  std::string FailOnName() const {
    if (!options_.fail_on.empty()) return options_.fail_on;
    return configured_fail_on_.empty() ? "warning" : configured_fail_on_;
  }

  const CheckOptions& options_;
  const CommandContext& context_;
  std::optional<engine::Baseline> baseline_;
  std::string baseline_path_;           // "" for none
  std::optional<rule::Report> before_;  // of the revision that is compared with
  std::string configured_fail_on_;      // "" where the configuration does not say
};

}  // namespace

void AddCheckCommand(CLI::App& app, CommandContext& context) {
  const auto options = std::make_shared<CheckOptions>();
  CLI::App* command = app.add_subcommand("check", "Lint files and directories (the default)");
  AddAnalysisOptions(*command, options->analysis);
  command
      ->add_option("--baseline", options->baseline,
                   "Hide the findings that this file knows; without it the one that the "
                   "configuration names")
      ->option_text("FILE|none");
  command
      ->add_option("--since", options->since,
                   "Show what is new since this revision of git: the files of both are analysed "
                   "as a whole")
      ->option_text("REV");
  command->add_flag("--all", options->all,
                    "With --since: show what was there before too; it does not fail the run");
  command
      ->add_option("--report-only", options->report_only,
                   "Show only what has a place in one of these files; all is analysed")
      ->option_text("FILE...");
  command->option_defaults()->group("Fixes");
  AddFixOptions(*command, options->fix);
  command->option_defaults()->group("How it is shown");
  command
      ->add_option("--format", options->formats,
                   ListFormats("or") + "; to a file with =FILE; repeatable")
      ->allow_extra_args(false)
      ->option_text("F[=FILE]");
  command->add_flag("--full", options->full,
                    "Show every finding in full, also those that repeat others");
  command->add_flag("--stats", options->stats, "Print counts and times on standard error");
  command->add_option("--color", options->color, "When to use colour")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->option_text("{auto,always,never}");
  command->option_defaults()->group("Exit status");
  command->add_option("--fail-on", options->fail_on, "Severity from which on the exit status is 1")
      ->check(CLI::IsMember({"error", "warning", "note", "never"}))
      ->option_text("{error,warning,note,never}");
  command->add_flag("--exit-zero", options->exit_zero, "Exit with 0 in spite of findings");
  command->callback(
      [options, &context] { context.exit_code = CheckCommand(*options, context).Run(); });
}

}  // namespace irsalint::cli
