#pragma once

#include <vector>

#include "analyzer/graph/identity_graph.h"

namespace irsalint::graph {

// The workloads that run as `default`, because they name no account, beside an account with an AWS
// role that nobody uses: of its unit and namespace. Empty for every other account, in a unit that
// is open, and where a workload names an account of nearly that name.
std::vector<WorkloadId> WorkloadsBesideUnused(const IdentityGraph& graph, AccountId account);

}  // namespace irsalint::graph
