#pragma once

#include <string>

#include "analyzer/rule/report.h"

namespace irsalint::render {

// The findings as workflow commands, which GitHub's runner turns into annotations: the gravest ten
// of each level, which is what it shows of a step, then the outcome in a line of plain text.
// Nothing of the input can end a command or begin one.
[[nodiscard]] std::string RenderGithub(const rule::Report& report);

}  // namespace irsalint::render
