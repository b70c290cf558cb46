#pragma once

#include <span>
#include <string>
#include <vector>

#include "analyzer/cli/exit_code.h"
#include "analyzer/cli/world.h"
#include "analyzer/rule/rule.h"

namespace irsalint::cli {

// The program: `arguments` without the program's name. `check` is the default command, so
// `irsalint PATH` is `irsalint check PATH`.
[[nodiscard]] ExitCode RunProgram(std::vector<std::string> arguments, const World& world,
                                  std::span<const rule::Rule* const> catalogue);

}  // namespace irsalint::cli
