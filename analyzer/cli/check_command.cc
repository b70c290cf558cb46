#include <fmt/format.h>

#include <CLI/App.hpp>
#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <utility>

#include "analyzer/base/date.h"
#include "analyzer/base/utf8.h"
#include "analyzer/cli/commands.h"
#include "analyzer/cli/config.h"
#include "analyzer/cli/input.h"
#include "analyzer/cli/output.h"
#include "analyzer/cli/progress.h"
#include "analyzer/engine/run.h"
#include "analyzer/engine/selection.h"
#include "analyzer/render/json.h"
#include "analyzer/render/sarif.h"

namespace irsalint::cli {
namespace {

struct CheckOptions {
  InputOptions input;
  std::vector<std::string> formats;
  std::string fail_on;  // "": as the configuration says, else "warning"
  engine::SelectionOptions selection;
  std::string persona = "regular";
  std::string namespace_name;
  std::string today;
  std::string config;  // "": the one that is found
  std::string color = "auto";
  bool assume_complete = false;
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

rule::Persona PersonaOf(const std::string& name) {
  for (const rule::Persona persona : {rule::Persona::kPedantic, rule::Persona::kAuditor}) {
    if (rule::ToString(persona) == name) return persona;
  }
  return rule::Persona::kRegular;
}

ColorMode ColorModeOf(const std::string& name) {
  if (name == "always") return ColorMode::kAlways;
  return name == "never" ? ColorMode::kNever : ColorMode::kAuto;
}

class CheckCommand {
 public:
  CheckCommand(const CheckOptions& options, const CommandContext& context)
      : options_(options), context_(context) {}

  ExitCode Run() {
    base::Result<std::vector<Output>> outputs = ParseOutputs(options_.formats);
    if (!outputs.has_value()) return context_.console.Fail(outputs.error());
    const base::Result<std::vector<const rule::Rule*>> rules =
        engine::SelectRules(context_.catalogue, options_.selection);
    if (!rules.has_value()) return context_.console.Fail(rules.error());
    base::Result<std::string> stdin_text = StdinFor(options_.input, context_.world);
    if (!stdin_text.has_value()) return context_.console.Fail(stdin_text.error());

    base::Result<std::optional<engine::Config>> config = ReadConfig(options_.config, context_);
    if (!config.has_value()) return ExitCode::kUsage;
    config_ = *std::move(config);
    if (config_.has_value()) TurnOnSelected(*config_);

    const engine::RunResult result = Lint(*rules, *std::move(stdin_text));
    ExitCode exit_code = Write(result.report, *outputs);
    PrintConfig(result.report, *outputs);
    PrintNotifications(result.report);
    PrintCommandHint();
    exit_code = Worse(exit_code, StatusOf(result));
    return exit_code;
  }

 private:
  engine::RunResult Lint(const std::vector<const rule::Rule*>& rules, std::string stdin_text) {
    Progress progress(context_.world);
    engine::RunOptions run;
    run.paths = PathsOf(options_.input);
    run.stdin_text = std::move(stdin_text);
    run.plan = PlanOptionsOf(options_.input);
    run.extract.threads = ThreadsOf(options_.input, context_.world);
    run.extract.progress = [&progress](size_t done, size_t total) { progress.Update(done, total); };
    run.link.namespace_name = options_.namespace_name;
    run.link.assume_complete = options_.assume_complete;
    run.config = config_;
    run.persona = PersonaOf(options_.persona);
    run.catalogue = context_.catalogue;
    run.today = options_.today.empty() ? context_.world.today : base::ParseDate(options_.today);
    if (options_.stats) run.clock = context_.world.clock;
    return engine::Run(context_.world.files, rules, run);
  }

  std::string Render(const rule::Report& report, const Output& output) const {
    switch (output.format) {
      case Format::kText:
        return render::RenderText(report, {.color = ColorFor(output)});
      case Format::kJson:
        return render::RenderJson(report);
      case Format::kSarif: {
        std::vector<const rule::RuleMeta*> metas;
        for (const rule::Rule* rule : context_.catalogue) metas.push_back(&rule->meta);
        return render::RenderSarif(report, metas);
      }
    }
    return "";
  }

  render::Color ColorFor(const Output& output) const {
    if (!output.file.empty()) return render::Color::kNever;
    return DecideColor(ColorModeOf(options_.color), context_.world.environment,
                       context_.world.stdout_is_terminal);
  }

  ExitCode Write(const rule::Report& report, const std::vector<Output>& outputs) const {
    ExitCode exit_code = ExitCode::kOk;
    for (const Output& output : outputs) {
      const std::string text = Render(report, output);
      if (output.file.empty()) {
        const bool is_json = output.format != Format::kText;
        context_.console.Print(text, is_json ? TextKind::kJson : TextKind::kPlain);
        continue;
      }
      const base::Result<void> written = WriteFileAtomically(output.file, text);
      if (!written.has_value()) {
        exit_code = Worse(exit_code, context_.console.Fail(written.error()));
      }
    }
    return exit_code;
  }

  // A rule that is asked for by its id runs, whatever the configuration says.
  void TurnOnSelected(engine::Config& config) const {
    for (const std::string& selector : options_.selection.select) {
      config.rules.push_back({.name = selector, .off = false});
    }
  }

  // The summary in text names it; machines that read another format keep the standard error.
  void PrintConfig(const rule::Report& report, const std::vector<Output>& outputs) const {
    const bool is_named = std::ranges::any_of(outputs, [](const Output& output) {
      return output.format == Format::kText && output.file.empty();
    });
    if (!report.config.has_value() || is_named) return;
    context_.console.PrintError(fmt::format("note: {}\n", render::DescribeConfig(*report.config)));
  }

  void PrintNotifications(const rule::Report& report) const {
    const render::Color color = DecideColor(ColorModeOf(options_.color), context_.world.environment,
                                            context_.world.stderr_is_terminal);
    context_.console.PrintError(render::RenderNotificationsText(report, {.color = color}));
    if (options_.stats) context_.console.PrintError(render::RenderStatsText(report.stats));
  }

  // The first path may be a mistyped command.
  void PrintCommandHint() const {
    if (options_.input.paths.empty()) return;
    const std::string& path = options_.input.paths.front();
    if (context_.world.files.Stat(path).has_value()) return;
    const std::string_view command = engine::NearestName(path, kCommandNames);
    if (command.empty()) return;
    context_.console.PrintError(
        fmt::format("note: \"{}\" was read as a path; did you mean the command \"{}\"?\n",
                    base::EscapeForDisplay(path), command));
  }

  ExitCode StatusOf(const engine::RunResult& result) const {
    if (!result.report.faults.empty()) return ExitCode::kInternal;
    const bool unread =
        result.health == engine::InputHealth::kNamedProblem ||
        (result.health == engine::InputHealth::kMetProblem && options_.input.strict);
    if (unread) return ExitCode::kUsage;
    const std::optional<rule::Severity> fail_on = FailOn(FailOnName());
    const bool fails = fail_on.has_value() && !options_.exit_zero &&
                       std::ranges::any_of(result.report.findings,
                                           [&fail_on](const rule::LocatedFinding& finding) {
                                             return finding.severity >= *fail_on;
                                           });
    return fails ? ExitCode::kFindings : ExitCode::kOk;
  }

  std::string FailOnName() const {
    if (!options_.fail_on.empty()) return options_.fail_on;
    const bool configured = config_.has_value() && !config_->fail_on.empty();
    return configured ? config_->fail_on : "warning";
  }

  const CheckOptions& options_;
  const CommandContext& context_;
  std::optional<engine::Config> config_;
};

}  // namespace

void AddCheckCommand(CLI::App& app, CommandContext& context) {
  const auto options = std::make_shared<CheckOptions>();
  CLI::App* command = app.add_subcommand("check", "Lint files and directories (the default)");
  AddInputOptions(*command, options->input);
  command->add_option("--format", options->formats, "text, json or sarif; repeatable")
      ->allow_extra_args(false)
      ->option_text("F[=FILE]");
  command->add_option("--fail-on", options->fail_on, "Severity from which on the exit status is 1")
      ->check(CLI::IsMember({"error", "warning", "note", "never"}))
      ->option_text("{error,warning,note,never}");
  command->add_option("--select", options->selection.select, "Only these rules, groups or globs")
      ->allow_extra_args(false)
      ->delimiter(',')
      ->option_text("RULE,...");
  command->add_option("--ignore", options->selection.ignore, "Not these rules, groups or globs")
      ->allow_extra_args(false)
      ->delimiter(',')
      ->option_text("RULE,...");
  command->add_option("--persona", options->persona, "For whom findings are shown")
      ->check(CLI::IsMember({"regular", "pedantic", "auditor"}))
      ->option_text("{regular,pedantic,auditor}");
  command
      ->add_option("--config", options->config,
                   "The configuration; without it the nearest .irsalint.yaml at or above the "
                   "working directory")
      ->option_text("FILE|none");
  command
      ->add_option("--namespace", options->namespace_name, "Namespace of manifests that name none")
      ->option_text("NAME");
  command->add_option("--today", options->today, "Day on which suppressions expire or not")
      ->check([](const std::string& text) {
        return base::ParseDate(text).has_value() ? std::string()
                                                 : "is no date of the form YYYY-MM-DD: " + text;
      })
      ->option_text("YYYY-MM-DD");
  command->add_flag("--assume-complete", options->assume_complete,
                    "The input is the whole cluster and account: what is not there does not exist");
  command->add_flag("--exit-zero", options->exit_zero, "Exit with 0 in spite of findings");
  command->add_flag("--stats", options->stats, "Print counts and times on standard error");
  command->add_option("--color", options->color, "When to use colour")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->option_text("{auto,always,never}");
  command->callback(
      [options, &context] { context.exit_code = CheckCommand(*options, context).Run(); });
}

}  // namespace irsalint::cli
