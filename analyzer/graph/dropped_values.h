#pragma once

#include "analyzer/graph/identity_graph.h"

namespace irsalint::graph {

// Whether a key of a policy stands twice in its object with different values, so that the value at
// `key` has taken the place of another.
bool ReplacesAnotherValue(const IdentityGraph& graph, PolicyId policy, const syntax::Place& key);

}  // namespace irsalint::graph
