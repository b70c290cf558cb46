#pragma once

#include <optional>
#include <string>

#include "analyzer/base/result.h"
#include "analyzer/cli/commands.h"
#include "analyzer/engine/config.h"

namespace irsalint::cli {

// The configuration that `--config` names: a file, "none", or "" for the nearest one at or above
// the working directory. Nothing where there is none. What is wrong with it is told on standard
// error, `path:line:column: message` for each problem, and then the result is an error: nothing may
// be done with half a configuration.
[[nodiscard]] base::Result<std::optional<engine::Config>> ReadConfig(const std::string& given,
                                                                     const CommandContext& context);

}  // namespace irsalint::cli
