#pragma once

#include <array>
#include <span>
#include <string_view>

#include "analyzer/cli/console.h"
#include "analyzer/cli/exit_code.h"
#include "analyzer/cli/world.h"
#include "analyzer/rule/rule.h"

namespace CLI {
class App;
}

namespace irsalint::cli {

inline constexpr auto kCommandNames = std::to_array<std::string_view>(
    {"check", "trace", "why", "who", "graph", "mutate", "baseline", "config", "policy", "facts",
     "explain", "rules", "lsp", "completion", "man"});

// What a command works with. It runs while the command line is parsed and leaves its exit status
// here.
struct CommandContext {
  const World& world;
  const Console& console;
  std::span<const rule::Rule* const> catalogue;
  ExitCode exit_code = ExitCode::kOk;
};

// Each adds one command to `app`; both arguments must outlive the parse.
void AddCheckCommand(CLI::App& app, CommandContext& context);
void AddBaselineCommand(CLI::App& app, CommandContext& context);
void AddTraceCommand(CLI::App& app, CommandContext& context);
void AddWhyCommand(CLI::App& app, CommandContext& context);
void AddWhoCommand(CLI::App& app, CommandContext& context);
void AddGraphCommand(CLI::App& app, CommandContext& context);
void AddMutateCommand(CLI::App& app, CommandContext& context);
void AddPolicyCommand(CLI::App& app, CommandContext& context);
void AddFactsCommand(CLI::App& app, CommandContext& context);
void AddExplainCommand(CLI::App& app, CommandContext& context);
void AddRulesCommand(CLI::App& app, CommandContext& context);
void AddConfigCommand(CLI::App& app, CommandContext& context);
void AddLspCommand(CLI::App& app, CommandContext& context);
void AddCompletionCommand(CLI::App& app, CommandContext& context);
void AddManCommand(CLI::App& app, CommandContext& context);

}  // namespace irsalint::cli
