#pragma once

#include <span>
#include <string>

#include "analyzer/graph/node_roles.h"
#include "analyzer/rule/finding.h"

// What the findings about roles of nodes have in common.
namespace irsalint::rule {

// `nodes with role "X"`, or, for a role that eksctl makes, `node group "X"`.
std::string ShowNodes(const graph::NodeRole& role);

// Sets the subject; adds what makes it the role of nodes as related places; where that was
// inferred, medium confidence and the assumption; for a candidate low confidence, and pedantic.
void DescribeNodeRole(const graph::NodeRole& role, Finding& finding);

// Adds workloads that have no role of their own as related places, the first few one by one.
void AddInheritors(const graph::IdentityGraph& graph, std::span<const graph::WorkloadId> workloads,
                   Finding& finding);

}  // namespace irsalint::rule
