#include <CLI/App.hpp>
#include <memory>
#include <string>
#include <utility>

#include "analyzer/cli/commands.h"
#include "analyzer/cli/input.h"
#include "analyzer/cli/progress.h"
#include "analyzer/engine/extract.h"
#include "analyzer/engine/notices.h"
#include "analyzer/facts/json.h"

namespace irsalint::cli {
namespace {

// A JSON array of the units' facts, each as facts/json.h writes it.
std::string FactsJson(const std::vector<facts::Facts>& units) {
  std::string text = "[";
  for (size_t i = 0; i < units.size(); ++i) {
    text += i == 0 ? "\n" : ",\n";
    text += facts::ToJson(units[i]);
  }
  return text + "\n]\n";
}

ExitCode PrintFacts(const InputOptions& options, const CommandContext& context) {
  const World& world = context.world;
  base::Result<std::string> stdin_text = StdinFor(options, world);
  if (!stdin_text.has_value()) return context.console.Fail(stdin_text.error());
  const load::LoadPlan plan = load::PlanUnits(world.files, PathsOf(options), PlanOptionsOf(options),
                                              *std::move(stdin_text));
  engine::ExtractSettings settings;
  settings.threads = ThreadsOf(options, world);
  const engine::Extraction extraction = [&] {
    Progress progress(world);
    settings.progress = [&progress](size_t done, size_t total) {
      progress.Update({.phase = engine::Phase::kRead, .done = done, .total = total});
    };
    return engine::Extract(world.files, plan, settings);
  }();
  context.console.Print(FactsJson(extraction.units), TextKind::kJson);

  rule::Report problems;
  problems.notifications = engine::NotRead(plan, extraction.failed,
                                           world.files.RealPath(".").value_or(std::string("/")));
  context.console.PrintError(
      render::RenderNotificationsText(problems, render::NotificationScope::kAll, {}));
  const engine::InputHealth health = engine::HealthOf(plan, extraction.failed, {});
  const bool unread = health == engine::InputHealth::kNamedProblem ||
                      (health == engine::InputHealth::kMetProblem && options.strict);
  return unread ? ExitCode::kUsage : ExitCode::kOk;
}

}  // namespace

void AddFactsCommand(CLI::App& app, CommandContext& context) {
  const auto options = std::make_shared<InputOptions>();
  CLI::App* command = app.add_subcommand("facts", "Print the extracted facts as JSON");
  AddInputOptions(*command, *options);
  command->callback([options, &context] { context.exit_code = PrintFacts(*options, context); });
}

}  // namespace irsalint::cli
