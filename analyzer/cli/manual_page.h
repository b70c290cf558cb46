#pragma once

#include <string>

#include "analyzer/base/date.h"
#include "analyzer/cli/command_tree.h"

namespace irsalint::cli {

// The manual page of section 1, in the man(7) language, as of a day.
[[nodiscard]] std::string ManualPage(const CommandInfo& program, const base::Date& day);

}  // namespace irsalint::cli
