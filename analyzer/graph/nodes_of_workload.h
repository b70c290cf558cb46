#pragma once

#include <span>
#include <vector>

#include "analyzer/graph/node_roles.h"

namespace irsalint::graph {

// The roles of nodes on which the pods of a workload may run: those of its unit or of its cluster,
// in the order of `roles`. Candidates, which any instance may have, are left out. Unlike Inheritors
// this says nothing about who uses them.
std::vector<const NodeRole*> NodeRolesFor(const IdentityGraph& graph, const Workload& workload,
                                          std::span<const NodeRole> roles);

}  // namespace irsalint::graph
