#pragma once

#include <string_view>

#include "analyzer/graph/graph_data.h"

namespace irsalint::graph {

// Fills Role::node_evidence: what of the input says that a role is that of nodes, by the role's ARN
// or, where the evidence knows a name or a part of it only, by that name and nearness. A name that
// several nearest roles fit links nothing. Policies that carry such a name as their role (those of
// eksctl's node groups) come with it.
void LinkNodes(const Scopes& scopes, GraphData& data);

// Whether the evidence is about nodes whose pods can reach the role: instance profiles are any
// instance's, and Fargate has roles of its own.
bool IsOfNodes(const facts::NodeRole& evidence);

// The name at the end of a role's ARN, as far as it is written; without a path.
syntax::Text RoleNameOf(const syntax::Text& role_arn);

}  // namespace irsalint::graph
