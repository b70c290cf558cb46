#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analyzer/base/result.h"
#include "analyzer/cli/commands.h"
#include "analyzer/cli/linking.h"
#include "analyzer/engine/run.h"
#include "analyzer/engine/selection.h"

namespace irsalint::cli {

// The options that say what is analysed and by which rules, shared by the commands that lint.
struct AnalysisOptions {
  LinkingOptions linking;
  engine::SelectionOptions selection;
  std::string persona = "regular";
  std::string today;
  bool no_ignores = false;
};

void AddAnalysisOptions(CLI::App& command, AnalysisOptions& options);

// All that a run needs.
struct Analysis {
  std::vector<const rule::Rule*> rules;
  engine::RunOptions run;
};

// Reads standard input and the configuration, where these are asked for. What is wrong is told on
// standard error; then the result is the exit status.
struct PreparedAnalysis {
  std::optional<Analysis> analysis = std::nullopt;
  ExitCode exit_code = ExitCode::kOk;
};
[[nodiscard]] PreparedAnalysis Prepare(const AnalysisOptions& options,
                                       const CommandContext& context);

// Runs it over the files of the world, with progress on a terminal.
[[nodiscard]] engine::RunResult Run(const Analysis& analysis, const World& world);

}  // namespace irsalint::cli
