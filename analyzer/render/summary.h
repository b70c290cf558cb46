#pragma once

#include <string>

#include "analyzer/render/style.h"
#include "analyzer/rule/report.h"

namespace irsalint::render {

// What a run comes to, a few lines for its end: findings by severity and files; which configuration
// was used; findings by rule where there are many; how many are not shown, and why; what was not
// read or not applied. Only the first line is always there.
[[nodiscard]] std::string RenderSummaryText(const rule::Report& report, Color color);

// `1 error, 2 warnings in 12 files`: the first line of the summary, without a line ending.
[[nodiscard]] std::string DescribeOutcome(const rule::Report& report, Color color);

// `config .irsalint.yaml: 2 rules off`: which configuration was used, and what it kept back.
[[nodiscard]] std::string DescribeConfig(const rule::ConfigUse& config);

}  // namespace irsalint::render
