#pragma once

#include <string>
#include <vector>

#include "analyzer/base/result.h"
#include "analyzer/cli/commands.h"
#include "analyzer/cli/input.h"
#include "analyzer/engine/linked_input.h"
#include "analyzer/engine/run.h"
#include "analyzer/explain/place_lines.h"

namespace irsalint::cli {

// The options that say what is linked, and under which assumptions: shared by the commands that ask
// how things hang together.
struct LinkingOptions {
  InputOptions input;
  std::string namespace_name;
  std::string config;  // "": the one that is found
  bool assume_complete = false;
};

void AddLinkingOptions(CLI::App& command, LinkingOptions& options);
// `--config`, which also says what is shown: below the heading that the command gives it.
void AddConfigOption(CLI::App& command, std::string& config);

// What a run over them needs, without anything about rules; reads standard input and the
// configuration, where these are asked for. What is wrong is told on standard error; then the
// result is an error.
[[nodiscard]] base::Result<engine::RunOptions> RunOptionsOf(const LinkingOptions& options,
                                                            const CommandContext& context);

// The input of a command that asks about it, read and linked, with progress on a terminal. Errors
// as RunOptionsOf.
[[nodiscard]] base::Result<engine::LinkedInput> ReadLinked(const LinkingOptions& options,
                                                           const CommandContext& context);

// Tells on standard error what of the input was not read, not parsed or not followed. The exit
// status is that of `check` for such an input.
ExitCode TellProblems(const engine::LinkedInput& input, const LinkingOptions& options,
                      const CommandContext& context);

// Where places of the input stand; files that changed meanwhile are told on standard error.
[[nodiscard]] explain::PlaceLines LinesOf(const std::vector<syntax::Place>& places,
                                          const engine::LinkedInput& input,
                                          const CommandContext& context);

}  // namespace irsalint::cli
