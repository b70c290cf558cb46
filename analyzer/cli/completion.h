#pragma once

#include <string>

#include "analyzer/cli/command_tree.h"

namespace irsalint::cli {

// The script that makes a shell complete what stands behind `irsalint`. It asks nothing of the
// program when it runs.
[[nodiscard]] std::string BashCompletion(const CommandInfo& program);
[[nodiscard]] std::string ZshCompletion(const CommandInfo& program);
[[nodiscard]] std::string FishCompletion(const CommandInfo& program);

}  // namespace irsalint::cli
