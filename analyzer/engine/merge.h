#pragma once

#include <vector>

#include "analyzer/rule/finding.h"

namespace irsalint::engine {

// Sorts by primary place, then rule, and makes one finding of those with the same rule and primary
// place: the gravest gives message, severity, confidence and persona (the first of equals), the
// others add their related places, notes, helps and fixes. If they come from several units, a note
// names these: "in overlays: dev, prod".
[[nodiscard]] std::vector<rule::Finding> MergeFindings(std::vector<rule::Finding> findings);

}  // namespace irsalint::engine
