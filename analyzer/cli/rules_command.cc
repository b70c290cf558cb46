#include <CLI/App.hpp>
#include <memory>
#include <string>
#include <vector>

#include "analyzer/cli/commands.h"
#include "analyzer/explain/rules.h"

namespace irsalint::cli {

void AddRulesCommand(CLI::App& app, CommandContext& context) {
  const auto format = std::make_shared<std::string>("text");
  CLI::App* command = app.add_subcommand("rules", "List the rules");
  command->add_option("--format", *format, "Output format")
      ->check(CLI::IsMember({"text", "json", "markdown"}))
      ->option_text("{text,json,markdown}");
  command->callback([format, &context] {
    std::vector<const rule::RuleMeta*> metas;
    for (const rule::Rule* rule : context.catalogue) metas.push_back(&rule->meta);
    if (*format == "json") {
      context.console.Print(explain::RulesJson(metas), TextKind::kJson);
    } else if (*format == "markdown") {
      context.console.Print(explain::RulesIndex(metas));
    } else {
      context.console.Print(explain::RulesText(metas));
    }
  });
}

}  // namespace irsalint::cli
