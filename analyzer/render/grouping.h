#pragma once

#include <span>
#include <vector>

#include "analyzer/rule/report.h"

namespace irsalint::render {

// Findings of one rule and one severity, in the order of the report. Never empty.
using FindingGroup = std::vector<const rule::LocatedFinding*>;

// The findings as a person wants to read them: the worst severity first, and within it what one
// rule says together, rules in the order of their first findings. The groups point into `findings`.
[[nodiscard]] std::vector<FindingGroup> GroupFindings(
    std::span<const rule::LocatedFinding> findings);

}  // namespace irsalint::render
