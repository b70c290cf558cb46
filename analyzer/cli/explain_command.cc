#include <fmt/format.h>

#include <CLI/App.hpp>
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "analyzer/cli/commands.h"
#include "analyzer/engine/check.h"
#include "analyzer/engine/selection.h"
#include "analyzer/explain/rules.h"

namespace irsalint::cli {
namespace {

std::string TextFor(const rule::Rule& rule) {
  std::string text = explain::RuleDocument(rule.meta);
  if (!engine::JudgesSuppressions(rule)) text += explain::HowToAccept(rule.meta);
  return text;
}

ExitCode Explain(const std::string& id, const std::string& format, const CommandContext& context) {
  const auto found = std::ranges::find_if(
      context.catalogue, [&id](const rule::Rule* rule) { return rule->meta.id == id; });
  if (found != context.catalogue.end()) {
    const rule::RuleMeta& meta = (*found)->meta;
    context.console.Print(format == "page" ? explain::RulePage(meta) : TextFor(**found));
    return ExitCode::kOk;
  }
  std::vector<std::string_view> ids;
  for (const rule::Rule* rule : context.catalogue) ids.push_back(rule->meta.id);
  return context.console.Fail(
      {.code = base::ErrorCode::kUsage,
       .message = fmt::format("no rule is called \"{}\"{}; `irsalint rules` lists them", id,
                              engine::NearestNameHint(id, ids))});
}

}  // namespace

void AddExplainCommand(CLI::App& app, CommandContext& context) {
  const auto id = std::make_shared<std::string>();
  const auto format = std::make_shared<std::string>("text");
  CLI::App* command = app.add_subcommand("explain", "Print a rule's documentation");
  command->add_option("RULE", *id, "The rule's id")->required();
  command->add_option("--format", *format, "Text, or the page of docs/rules/ with its links")
      ->check(CLI::IsMember({"text", "page"}))
      ->option_text("{text,page}");
  command->callback([id, format, &context] { context.exit_code = Explain(*id, *format, context); });
}

}  // namespace irsalint::cli
