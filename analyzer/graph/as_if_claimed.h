#pragma once

#include "analyzer/graph/identity_graph.h"
#include "analyzer/graph/named_roles.h"

namespace irsalint::graph {

// The claim that an account of the input would make if it claimed the role: the audience that it
// asks for does not hang on the role.
Claim ClaimAsIf(const IdentityGraph& graph, AccountId account, const NamedRole& role);

// The same for an account of which nothing is known; its names are empty.
Claim ClaimAsIf(const NamedRole& role);

}  // namespace irsalint::graph
