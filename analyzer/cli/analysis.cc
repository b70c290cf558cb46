#include "analyzer/cli/analysis.h"

#include <CLI/App.hpp>
#include <utility>

#include "analyzer/base/date.h"
#include "analyzer/cli/progress.h"

namespace irsalint::cli {
namespace {

rule::Persona PersonaOf(const std::string& name) {
  for (const rule::Persona persona : {rule::Persona::kPedantic, rule::Persona::kAuditor}) {
    if (rule::ToString(persona) == name) return persona;
  }
  return rule::Persona::kRegular;
}

// A rule that is asked for by its id runs, whatever the configuration says.
void TurnOnSelected(const engine::SelectionOptions& selection, engine::Config& config) {
  for (const std::string& selector : selection.select) {
    config.rules.push_back({.name = selector, .off = false});
  }
}

}  // namespace

void AddAnalysisOptions(CLI::App& command, AnalysisOptions& options) {
  AddLinkingOptions(command, options.linking);
  command.option_defaults()->group("Which findings are shown");
  command.add_option("--select", options.selection.select, "Only these rules, groups or globs")
      ->allow_extra_args(false)
      ->delimiter(',')
      ->option_text("RULE,...");
  command.add_option("--ignore", options.selection.ignore, "Not these rules, groups or globs")
      ->allow_extra_args(false)
      ->delimiter(',')
      ->option_text("RULE,...");
  command.add_option("--persona", options.persona, "For whom: each shows more than the one before")
      ->check(CLI::IsMember({"regular", "pedantic", "auditor"}))
      ->option_text("{regular,pedantic,auditor}");
  AddConfigOption(command, options.linking.config);
  command.add_option("--today", options.today, "Day on which suppressions expire or not")
      ->check([](const std::string& text) {
        return base::ParseDate(text).has_value() ? std::string()
                                                 : "is no date of the form YYYY-MM-DD: " + text;
      })
      ->option_text("YYYY-MM-DD");
  command.add_flag("--no-ignores", options.no_ignores,
                   "Heed no suppression: no comment, no annotation, no `ignore` of the "
                   "configuration");
}

PreparedAnalysis Prepare(const AnalysisOptions& options, const CommandContext& context) {
  base::Result<std::vector<const rule::Rule*>> rules =
      engine::SelectRules(context.catalogue, options.selection);
  if (!rules.has_value()) return {.exit_code = context.console.Fail(rules.error())};
  base::Result<engine::RunOptions> read = RunOptionsOf(options.linking, context);
  if (!read.has_value()) return {.exit_code = StatusOf(read.error())};

  Analysis analysis{.rules = *std::move(rules), .run = *std::move(read)};
  engine::RunOptions& run = analysis.run;
  if (run.config.has_value()) TurnOnSelected(options.selection, *run.config);
  run.persona = PersonaOf(options.persona);
  run.catalogue = context.catalogue;
  if (options.no_ignores) run.suppression_use = rule::SuppressionUse::kOff;
  run.today = options.today.empty() ? context.world.today : base::ParseDate(options.today);
  return {.analysis = std::move(analysis)};
}

engine::RunResult Run(const Analysis& analysis, const World& world) {
  Progress progress(world);
  engine::RunOptions run = analysis.run;
  run.progress = [&progress](const engine::ProgressStep& step) { progress.Update(step); };
  return engine::Run(world.files, analysis.rules, run);
}

}  // namespace irsalint::cli
