#pragma once

#include "analyzer/graph/identity_graph.h"

namespace irsalint::graph {

// Whether AWS may take tokens of the API server's own audience: an OIDC provider or a trust policy
// of the input names one (`https://kubernetes.default.svc`). That is nobody's default; whoever
// writes it means it.
bool MayAcceptApiAudience(const IdentityGraph& graph);

}  // namespace irsalint::graph
