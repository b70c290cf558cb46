#pragma once

#include "analyzer/graph/identity_graph.h"

namespace irsalint::graph {

// Whether the input shows kiam or kube2iam, which give pods a role by annotations of their own: one
// of their workloads, or a Namespace that they are configured with
// (docs/reference/semantics.md §14).
bool UsesLegacyIdentity(const IdentityGraph& graph);

}  // namespace irsalint::graph
