#pragma once

#include <optional>

#include "analyzer/graph/node_roles.h"

namespace irsalint::graph {

// What gives the VPC CNI a role of its own, in the units and on the clusters of nodes with a role:
// the annotation of kube-system/aws-node, an association, or what makes the account. Nothing if the
// input does not tell of one.
std::optional<syntax::Place> CniIdentityOf(const IdentityGraph& graph, const NodeRole& role);

}  // namespace irsalint::graph
