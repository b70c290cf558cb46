#include <CLI/App.hpp>
#include <memory>

#include "analyzer/cli/commands.h"
#include "analyzer/lsp/serve.h"

namespace irsalint::cli {

void AddLspCommand(CLI::App& app, CommandContext& context) {
  CLI::App* command = app.add_subcommand(
      "lsp", "Serve an editor: the language server protocol on standard input and output");
  // Clients append it; there is no other way to talk to us.
  const auto stdio = std::make_shared<bool>(true);
  command->add_flag("--stdio", *stdio, "Talk over standard input and output (the default)");
  command->callback([stdio, &context] {
    const World& world = context.world;
    if (world.stdin_is_terminal) {
      context.console.PrintError(
          "irsalint: an editor starts this command (docs/editors.md); Ctrl-D ends it\n");
    }
    const int status = lsp::Serve({.files = world.files,
                                   .catalogue = context.catalogue,
                                   .today = world.today,
                                   .threads = world.processors,
                                   .clock = world.clock,
                                   .read = world.read_some,
                                   .write = world.write_stdout});
    context.exit_code = status == 0 ? ExitCode::kOk : ExitCode::kFindings;
  });
}

}  // namespace irsalint::cli
