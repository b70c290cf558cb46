#include "analyzer/cli/input.h"

#include <CLI/App.hpp>
#include <algorithm>

#include "analyzer/load/limits.h"

namespace irsalint::cli {

void AddInputOptions(CLI::App& command, InputOptions& options) {
  constexpr size_t kMaxThreads = 256;
  command.option_defaults()->group("What is read");
  command.add_option("PATH", options.paths, "Files and directories; - is standard input");
  command.add_flag("--no-ignore-files", options.no_ignore_files, "Read what .gitignore excludes");
  command.add_flag("--strict", options.strict,
                   "Exit with 2 also for unreadable files met in a directory");
  command.add_option("--threads", options.threads, "Threads that read files")
      ->check(CLI::Range(size_t{1}, kMaxThreads))
      ->option_text("N");
}

std::vector<std::string> PathsOf(const InputOptions& options) {
  if (options.paths.empty()) return {"."};
  return options.paths;
}

size_t ThreadsOf(const InputOptions& options, const World& world) {
  return options.threads == 0 ? world.processors : options.threads;
}

load::PlanOptions PlanOptionsOf(const InputOptions& options) {
  load::PlanOptions plan;
  plan.walk.use_ignore_files = !options.no_ignore_files;
  return plan;
}

base::Result<std::string> StdinFor(const InputOptions& options, const World& world) {
  if (std::ranges::find(options.paths, "-") == options.paths.end()) return std::string();
  return world.read_stdin(load::kMaxFileBytes);
}

}  // namespace irsalint::cli
