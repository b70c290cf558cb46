#pragma once

#include "analyzer/facts/facts.h"

namespace irsalint::graph {

// Whether the files of a folder are alternatives of each other (expected outputs of a tool,
// samples) rather than applied together: two of them define the same workload or service account.
// What one of them lacks another may have, so nothing is missing in such a unit.
bool HoldsAlternatives(const facts::Facts& unit);

}  // namespace irsalint::graph
