#include <fmt/format.h>

#include <CLI/App.hpp>
#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "analyzer/base/strings.h"
#include "analyzer/base/utf8.h"
#include "analyzer/cli/analysis.h"
#include "analyzer/cli/baseline_file.h"
#include "analyzer/cli/commands.h"
#include "analyzer/engine/baseline_match.h"
#include "analyzer/engine/baseline_scope.h"
#include "analyzer/load/file_form.h"
#include "analyzer/render/count.h"
#include "analyzer/render/text.h"

namespace irsalint::cli {
namespace {

struct BaselineOptions {
  AnalysisOptions analysis;
  std::string file;    // "": the one that the configuration names, else the usual one
  bool force = false;  // of `create`
};

class BaselineCommand {
 public:
  BaselineCommand(const BaselineOptions& options, const CommandContext& context)
      : options_(options), context_(context) {}

  ExitCode Create() {
    if (const ExitCode exit_code = Begin(); exit_code != ExitCode::kOk) return exit_code;
    if (!options_.force && context_.world.files.Stat(file_).has_value()) {
      return Fail(
          "is there already; `irsalint baseline update` brings it up to date, --force "
          "writes it anew");
    }
    const ExitCode exit_code = Analyse();
    if (!result_.has_value()) return exit_code;
    const engine::Baseline baseline = engine::BaselineOf(result_->report);
    if (!Write(baseline)) return ExitCode::kUsage;
    context_.console.Print(
        fmt::format("wrote {} to {}; `irsalint --baseline {}` hides {}\n",
                    render::Count(baseline.entries().size(), "finding", "findings"), shown_file_,
                    shown_file_, baseline.entries().size() == 1 ? "it" : "them"));
    return ExitCode::kOk;
  }

  ExitCode Update() {
    if (const ExitCode exit_code = Begin(); exit_code != ExitCode::kOk) return exit_code;
    const base::Result<engine::Baseline> old = ReadBaseline(file_, context_.world);
    if (!old.has_value()) return context_.console.Fail(old.error());
    const ExitCode exit_code = Analyse();
    if (!result_.has_value()) return exit_code;
    const engine::BaselineMatch match = Match(*old);
    if (!Write(engine::Updated(*old, match, result_->report))) return ExitCode::kUsage;
    const auto added = std::ranges::count(match.known, false);
    const auto kept = std::ranges::count_if(match.fates, [](engine::EntryFate fate) {
      return fate == engine::EntryFate::kShown || fate == engine::EntryFate::kNotLookedFor;
    });
    context_.console.Print(fmt::format("{}: {} added, {} removed, {} kept\n", shown_file_, added,
                                       old->entries().size() - static_cast<size_t>(kept), kept));
    TellNotLookedFor(match);
    return ExitCode::kOk;
  }

  ExitCode Prune() {
    if (const ExitCode exit_code = Begin(); exit_code != ExitCode::kOk) return exit_code;
    const base::Result<engine::Baseline> old = ReadBaseline(file_, context_.world);
    if (!old.has_value()) return context_.console.Fail(old.error());
    const ExitCode exit_code = Analyse();
    if (!result_.has_value()) return exit_code;
    const engine::BaselineMatch match = Match(*old);
    const engine::Baseline pruned = engine::Pruned(*old, match);
    if (!Write(pruned)) return ExitCode::kUsage;
    for (size_t i = 0; i < match.fates.size(); ++i) {
      if (match.fates[i] != engine::EntryFate::kGone) continue;
      context_.console.Print(
          fmt::format("- {}\n", base::EscapeForDisplay(engine::Describe(old->entries()[i]))));
    }
    context_.console.Print(fmt::format("{}: {} removed, {} kept\n", shown_file_,
                                       old->entries().size() - pruned.entries().size(),
                                       pruned.entries().size()));
    TellNotLookedFor(match);
    return ExitCode::kOk;
  }

 private:
  // Finds out what is to be analysed and which file is meant; kOk if it is known.
  ExitCode Begin() {
    PreparedAnalysis prepared = Prepare(options_.analysis, context_);
    if (!prepared.analysis.has_value()) return prepared.exit_code;
    analysis_ = *std::move(prepared.analysis);
    file_ = BaselinePath(options_.file, analysis_.run.config);
    if (file_.empty()) file_ = load::kBaselineFileName;
    shown_file_ = base::EscapeForDisplay(file_);
    return ExitCode::kOk;
  }

  // Runs and leaves `result_` unless a baseline made of it could lack findings; then the exit
  // status says why, and so does standard error.
  ExitCode Analyse() {
    engine::RunResult result = cli::Run(analysis_, context_.world);
    context_.console.PrintError(
        render::RenderNotificationsText(result.report, render::NotificationScope::kAll, {}));
    if (!result.report.faults.empty()) {
      context_.console.PrintError(
          "irsalint: the baseline was not written, because a rule failed\n");
      return ExitCode::kInternal;
    }
    const bool must_read_all = options_.analysis.linking.input.strict;
    if (result.health == engine::InputHealth::kNamedProblem ||
        (result.health == engine::InputHealth::kMetProblem && must_read_all)) {
      const std::string what = result.unread.empty()
                                   ? "there was nothing to read"
                                   : "not everything was read: " + base::JoinQuoted(result.unread);
      context_.console.PrintError(
          fmt::format("irsalint: the baseline was not written, because {}\n", what));
      return ExitCode::kUsage;
    }
    if (!result.unread.empty()) {
      context_.console.PrintError(
          fmt::format("warning: {} {} not read, or not in full; what would be found there is not "
                      "in the baseline\n",
                      base::JoinQuoted(result.unread), result.unread.size() == 1 ? "was" : "were"));
    }
    result_ = std::move(result);
    return ExitCode::kOk;
  }

  engine::BaselineMatch Match(const engine::Baseline& baseline) const {
    const engine::BaselineScope scope =
        engine::ScopeOf(context_.world.files, analysis_.rules, analysis_.run, *result_);
    return engine::MatchBaseline(baseline, scope, result_->report);
  }

  bool Write(const engine::Baseline& baseline) const {
    const base::Result<void> written = WriteBaseline(baseline, file_, context_.world);
    if (!written.has_value()) (void)context_.console.Fail(written.error());
    return written.has_value();
  }

  void TellNotLookedFor(const engine::BaselineMatch& match) const {
    const auto count =
        static_cast<size_t>(std::ranges::count(match.fates, engine::EntryFate::kNotLookedFor));
    if (count == 0) return;
    context_.console.PrintError(fmt::format(
        "note: {} kept that this run did not look for, because of its paths, rules or persona, or "
        "because a file was not read\n",
        render::Count(count, "entry was", "entries were")));
  }

  ExitCode Fail(std::string message) const {
    return context_.console.Fail(
        {.code = base::ErrorCode::kUsage, .message = std::move(message), .path = file_});
  }

  const BaselineOptions& options_;
  const CommandContext& context_;
  std::string file_;        // as it is opened
  std::string shown_file_;  // as it is printed
  Analysis analysis_;
  std::optional<engine::RunResult> result_;
};

}  // namespace

void AddBaselineCommand(CLI::App& app, CommandContext& context) {
  CLI::App* baseline =
      app.add_subcommand("baseline", "Keep the findings that there are now out of later runs");
  baseline->require_subcommand(1);

  const auto create_options = std::make_shared<BaselineOptions>();
  CLI::App* create = baseline->add_subcommand("create", "Write down all that is found now");
  AddAnalysisOptions(*create, create_options->analysis);
  create->add_option("--output", create_options->file, "The baseline")
      ->option_text(fmt::format("FILE [{}]", load::kBaselineFileName));
  create->add_flag("--force", create_options->force, "Write over a file that is there already");
  create->callback([create_options, &context] {
    context.exit_code = BaselineCommand(*create_options, context).Create();
  });

  const auto add_reworking = [baseline, &context](const std::string& name, const std::string& what,
                                                  ExitCode (BaselineCommand::*rework)()) {
    const auto options = std::make_shared<BaselineOptions>();
    CLI::App* command = baseline->add_subcommand(name, what);
    AddAnalysisOptions(*command, options->analysis);
    command->add_option("--baseline", options->file, "The baseline")
        ->option_text(fmt::format("FILE [{}]", load::kBaselineFileName));
    command->callback([options, rework, &context] {
      BaselineCommand run(*options, context);
      context.exit_code = (run.*rework)();
    });
  };
  add_reworking("update", "Add what is new and remove what no longer occurs",
                &BaselineCommand::Update);
  add_reworking("prune", "Remove what no longer occurs", &BaselineCommand::Prune);
}

}  // namespace irsalint::cli
