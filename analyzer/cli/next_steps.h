#pragma once

#include <span>
#include <string>

#include "analyzer/rule/report.h"

namespace irsalint::cli {

// What a person may do after a run over `paths`: at most three commands that fit what was found, a
// line each below a heading, behind a blank line. "" where nothing was found.
[[nodiscard]] std::string NextSteps(const rule::Report& report, std::span<const std::string> paths);

}  // namespace irsalint::cli
