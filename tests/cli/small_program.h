#pragma once

#include "analyzer/cli/command_tree.h"

namespace irsalint::cli {

// A command line with one of everything, for what is written from it.
[[nodiscard]] CommandInfo SmallProgram();

}  // namespace irsalint::cli
