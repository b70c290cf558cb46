#pragma once

#include <string>
#include <string_view>

#include "analyzer/graph/identity_graph.h"

namespace irsalint::graph {

// The issuer of EKS that a malformed one was meant to be: the only well-formed one that has its id,
// of the clusters and providers that are known and of those that the policy itself names. Empty
// where there is none, or a choice.
std::string MeantIssuer(const IdentityGraph& graph, PolicyId policy, std::string_view malformed);

}  // namespace irsalint::graph
