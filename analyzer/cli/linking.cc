#include "analyzer/cli/linking.h"

#include <CLI/App.hpp>
#include <optional>
#include <utility>

#include "analyzer/cli/config.h"
#include "analyzer/cli/progress.h"
#include "analyzer/render/text.h"

namespace irsalint::cli {
namespace {

void Tell(std::vector<rule::Notification> notifications, const Console& console) {
  rule::Report report;
  report.notifications = std::move(notifications);
  console.PrintError(render::RenderNotificationsText(report, render::NotificationScope::kAll, {}));
}

}  // namespace

void AddLinkingOptions(CLI::App& command, LinkingOptions& options) {
  AddInputOptions(command, options.input);
  command
      .add_option("--namespace", options.namespace_name, "Namespace of manifests that name none")
      ->option_text("NAME");
  command.add_flag("--assume-complete", options.assume_complete,
                   "The input is the whole cluster and account: what is not there does not exist");
}

void AddConfigOption(CLI::App& command, std::string& config) {
  command
      .add_option("--config", config,
                  "The configuration; without it the nearest .irsalint.yaml at or above the "
                  "working directory")
      ->option_text("FILE|none");
}

base::Result<engine::RunOptions> RunOptionsOf(const LinkingOptions& options,
                                              const CommandContext& context) {
  base::Result<std::string> stdin_text = StdinFor(options.input, context.world);
  if (!stdin_text.has_value()) {
    (void)context.console.Fail(stdin_text.error());
    return std::move(stdin_text).error();
  }
  base::Result<std::optional<engine::Config>> config = ReadConfig(options.config, context);
  if (!config.has_value()) return std::move(config).error();
  engine::RunOptions run;
  run.paths = PathsOf(options.input);
  run.stdin_text = *std::move(stdin_text);
  run.plan = PlanOptionsOf(options.input);
  run.extract.threads = ThreadsOf(options.input, context.world);
  run.link.namespace_name = options.namespace_name;
  run.link.assume_complete = options.assume_complete;
  run.config = *std::move(config);
  return run;
}

base::Result<engine::LinkedInput> ReadLinked(const LinkingOptions& options,
                                             const CommandContext& context) {
  base::Result<engine::RunOptions> run = RunOptionsOf(options, context);
  if (!run.has_value()) return std::move(run).error();
  Progress progress(context.world);
  run->progress = [&progress](const engine::ProgressStep& step) { progress.Update(step); };
  engine::PhaseClock clock({});
  return engine::ReadAndLink(context.world.files, *run, clock);
}

ExitCode TellProblems(const engine::LinkedInput& input, const LinkingOptions& options,
                      const CommandContext& context) {
  engine::InputProblems problems = engine::ProblemsOf(context.world.files, input);
  Tell(std::move(problems.notifications), context.console);
  const bool unread = problems.health == engine::InputHealth::kNamedProblem ||
                      (problems.health == engine::InputHealth::kMetProblem && options.input.strict);
  return unread ? ExitCode::kUsage : ExitCode::kOk;
}

explain::PlaceLines LinesOf(const std::vector<syntax::Place>& places,
                            const engine::LinkedInput& input, const CommandContext& context) {
  engine::PlacesLocated located =
      engine::LocatePlaces(places, input.ForLocating(context.world.files));
  Tell(std::move(located.notifications), context.console);
  return {places, located.places};
}

}  // namespace irsalint::cli
