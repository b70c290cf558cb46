#pragma once

#include <memory>
#include <string>
#include <vector>

#include "analyzer/base/result.h"
#include "analyzer/cli/world.h"
#include "analyzer/load/units.h"

namespace CLI {
class App;
}

namespace irsalint::cli {

// The options that say what is read, shared by the commands that read a tree.
struct InputOptions {
  std::vector<std::string> paths;
  bool no_ignore_files = false;
  bool strict = false;
  size_t threads = 0;  // 0: as many as there are processors
};

void AddInputOptions(CLI::App& command, InputOptions& options);

// The paths, "." for none.
[[nodiscard]] std::vector<std::string> PathsOf(const InputOptions& options);

[[nodiscard]] size_t ThreadsOf(const InputOptions& options, const World& world);

[[nodiscard]] load::PlanOptions PlanOptionsOf(const InputOptions& options);

// Standard input if a path is "-", else "".
[[nodiscard]] base::Result<std::string> StdinFor(const InputOptions& options, const World& world);

}  // namespace irsalint::cli
