#pragma once

#include <vector>

#include "analyzer/graph/identity_graph.h"

// Which pods an association is for: by the account that they name, whether or not the account
// itself is in the input, and not on a cluster that is known to be another.
namespace irsalint::graph {

// The workloads that certainly run as the account that an association names.
std::vector<WorkloadId> WorkloadsOf(const IdentityGraph& graph, AssociationId association);

// The associations that certainly name the account of a workload, in the graph's order.
std::vector<AssociationId> AssociationsOf(const IdentityGraph& graph, WorkloadId workload);

}  // namespace irsalint::graph
