#pragma once

#include <vector>

#include "analyzer/rule/report.h"

namespace irsalint::engine {

// The gravest first, then as they stand in the files.
void SortForShowing(std::vector<rule::LocatedFinding>& findings);

}  // namespace irsalint::engine
