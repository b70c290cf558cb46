#pragma once

#include <string_view>
#include <vector>

#include "analyzer/graph/identity_graph.h"

namespace irsalint::graph {

// The prefixes of the annotations that the webhook of a unit may read: of the cluster that the unit
// belongs to, and where that is not known the default one and all that the configuration declares
// (docs/reference/semantics.md §3.3).
std::vector<std::string_view> AnnotationPrefixes(const IdentityGraph& graph, UnitId unit);

}  // namespace irsalint::graph
