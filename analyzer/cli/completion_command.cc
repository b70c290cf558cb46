#include <CLI/App.hpp>
#include <memory>
#include <string>
#include <vector>

#include "analyzer/cli/command_tree.h"
#include "analyzer/cli/commands.h"
#include "analyzer/cli/completion.h"

namespace irsalint::cli {
namespace {

std::vector<std::string> RuleIds(const CommandContext& context) {
  std::vector<std::string> ids;
  for (const rule::Rule* rule : context.catalogue) ids.emplace_back(rule->meta.id);
  return ids;
}

std::string ScriptFor(const std::string& shell, const CommandInfo& program) {
  if (shell == "bash") return BashCompletion(program);
  return shell == "zsh" ? ZshCompletion(program) : FishCompletion(program);
}

}  // namespace

void AddCompletionCommand(CLI::App& app, CommandContext& context) {
  const auto shell = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("completion", "Print the completion script of a shell");
  command->add_option("SHELL", *shell, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}))
      ->option_text("{bash,zsh,fish}");
  command->callback([shell, &app, &context] {
    context.console.Print(ScriptFor(*shell, DescribeCommands(app, RuleIds(context))));
  });
}

}  // namespace irsalint::cli
