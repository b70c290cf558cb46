#pragma once

#include <string>
#include <vector>

#include "analyzer/cli/command_tree.h"

namespace irsalint::cli {

// A place of the command line where a word can be completed: behind `irsalint`, behind
// `irsalint check`, behind `irsalint policy why`. Points into the tree that it is made from.
struct CompletionPlace {
  std::string path;  // "", "/check", "/policy/why"
  std::vector<const OptionInfo*> options = {};
  std::vector<const OptionInfo*> arguments = {};
  std::vector<const CommandInfo*> commands = {};

  // Whether a path can stand here, at once or behind other arguments.
  [[nodiscard]] bool TakesFiles() const;
};

// All places, that of the program first. Behind the program's name also stands what may follow
// `check`, for that command may be left out.
[[nodiscard]] std::vector<CompletionPlace> CompletionPlaces(const CommandInfo& program);

}  // namespace irsalint::cli
