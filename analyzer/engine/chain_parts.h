#pragma once

#include <span>
#include <vector>

#include "analyzer/facts/facts.h"
#include "analyzer/rule/finding.h"
#include "analyzer/rule/report.h"

namespace irsalint::engine {

// Says of each place of the findings what it is part of: a workload, a ServiceAccount, a role or a
// trust policy of `units`. `located` are `findings`, in the same order.
void MarkChainParts(std::span<const facts::Facts> units, std::span<const rule::Finding> findings,
                    std::vector<rule::LocatedFinding>& located);

}  // namespace irsalint::engine
