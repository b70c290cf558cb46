#include <fmt/format.h>

#include <CLI/App.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/cli/commands.h"
#include "analyzer/cli/config.h"
#include "analyzer/cli/input.h"
#include "analyzer/cli/write_file.h"
#include "analyzer/engine/check.h"
#include "analyzer/engine/config_keys.h"
#include "analyzer/engine/config_sections.h"
#include "analyzer/engine/draft_config.h"
#include "analyzer/engine/effective_config.h"
#include "analyzer/explain/config_draft.h"
#include "analyzer/explain/config_page.h"
#include "analyzer/explain/config_schema.h"
#include "analyzer/explain/config_values.h"
#include "analyzer/load/file_form.h"

namespace irsalint::cli {
namespace {

struct ShowOptions {
  std::string config;
  engine::ConfigFlags flags;
  std::string format = "yaml";
};

ExitCode Show(const ShowOptions& options, const CommandContext& context) {
  const base::Result<std::optional<engine::Config>> read = ReadConfig(options.config, context);
  if (!read.has_value()) return ExitCode::kUsage;
  const engine::Config config = read->value_or(engine::Config());
  const std::vector<rule::ConfigValue> values =
      engine::EffectiveConfig(config, options.flags, context.catalogue);
  if (options.format == "json") {
    context.console.Print(explain::ConfigValuesJson(values, config.path), TextKind::kJson);
  } else {
    context.console.Print(explain::ConfigValuesYaml(values));
  }
  return ExitCode::kOk;
}

std::vector<const rule::RuleMeta*> MetasOf(std::span<const rule::Rule* const> catalogue) {
  std::vector<const rule::RuleMeta*> metas;
  for (const rule::Rule* rule : catalogue) metas.push_back(&rule->meta);
  return metas;
}

ExitCode Schema(const std::string& format, const CommandContext& context) {
  const std::vector<rule::ConfigKey> keys = engine::ConfigKeys();
  const std::vector<const rule::RuleMeta*> metas = MetasOf(context.catalogue);
  if (format == "markdown") {
    context.console.Print(explain::ConfigPage(engine::ConfigSections(), keys, metas));
    return ExitCode::kOk;
  }
  std::vector<std::string_view> suppressible;
  for (const rule::Rule* rule : context.catalogue) {
    if (!engine::JudgesSuppressions(*rule)) suppressible.push_back(rule->meta.id);
  }
  context.console.Print(
      explain::ConfigSchema({.keys = keys, .rules = metas, .suppressible = suppressible}),
      TextKind::kJson);
  return ExitCode::kOk;
}

struct InitOptions {
  InputOptions input;
  bool to_stdout = false;
};

ExitCode Init(const InitOptions& options, const CommandContext& context) {
  const std::string path(load::kConfigFileName);
  if (!options.to_stdout && context.world.files.Stat(path).has_value()) {
    return context.console.Fail({.code = base::ErrorCode::kUsage,
                                 .message = "is there already and stays as it is; --stdout prints "
                                            "what would be written",
                                 .path = path});
  }
  base::Result<std::string> stdin_text = StdinFor(options.input, context.world);
  if (!stdin_text.has_value()) return context.console.Fail(stdin_text.error());
  engine::RunOptions run;
  run.paths = PathsOf(options.input);
  run.stdin_text = *std::move(stdin_text);
  run.plan = PlanOptionsOf(options.input);
  run.extract.threads = ThreadsOf(options.input, context.world);
  const std::string text = explain::ConfigDraftText(engine::DraftConfig(context.world.files, run));
  if (options.to_stdout) {
    context.console.Print(text);
    return ExitCode::kOk;
  }
  const base::Result<void> written = WriteFileAtomically(path, text);
  if (!written.has_value()) return context.console.Fail(written.error());
  context.console.PrintError(
      fmt::format("note: {} is written; nothing but `fail-on` is in force until you take the # "
                  "off\n",
                  path));
  return ExitCode::kOk;
}

void AddShow(CLI::App& config, CommandContext& context) {
  const auto options = std::make_shared<ShowOptions>();
  CLI::App* show = config.add_subcommand("show", "Print what holds, with the origin of each value");
  show->add_option("--config", options->config,
                   "The configuration; without it the nearest .irsalint.yaml at or above the "
                   "working directory")
      ->option_text("FILE|none");
  show->add_option("--namespace", options->flags.namespace_name, "As for check")
      ->option_text("NAME");
  show->add_option("--fail-on", options->flags.fail_on, "As for check")
      ->check(CLI::IsMember({"error", "warning", "note", "never"}))
      ->option_text("{error,warning,note,never}");
  show->add_option("--baseline", options->flags.baseline, "As for check")->option_text("FILE|none");
  show->add_option("--format", options->format, "Output format")
      ->check(CLI::IsMember({"yaml", "json"}))
      ->option_text("{yaml,json}");
  show->callback([options, &context] { context.exit_code = Show(*options, context); });
}

void AddSchema(CLI::App& config, CommandContext& context) {
  const auto format = std::make_shared<std::string>("json");
  CLI::App* schema =
      config.add_subcommand("schema", "Print the JSON Schema (draft-07) of .irsalint.yaml");
  schema->add_option("--format", *format, "json, or markdown for the page of the documentation")
      ->check(CLI::IsMember({"json", "markdown"}))
      ->option_text("{json,markdown}");
  schema->callback([format, &context] { context.exit_code = Schema(*format, context); });
}

void AddInit(CLI::App& config, CommandContext& context) {
  const auto options = std::make_shared<InitOptions>();
  CLI::App* init =
      config.add_subcommand("init", "Write a first .irsalint.yaml from what the files show");
  AddInputOptions(*init, options->input);
  init->add_flag("--stdout", options->to_stdout, "Print it instead of writing the file");
  init->callback([options, &context] { context.exit_code = Init(*options, context); });
}

}  // namespace

void AddConfigCommand(CLI::App& app, CommandContext& context) {
  CLI::App* config = app.add_subcommand("config", "Show, describe or begin a configuration");
  config->require_subcommand(1);
  AddShow(*config, context);
  AddSchema(*config, context);
  AddInit(*config, context);
}

}  // namespace irsalint::cli
