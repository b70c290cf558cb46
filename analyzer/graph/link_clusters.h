#pragma once

#include "analyzer/graph/graph_data.h"

namespace irsalint::graph {

// Fills the clusters, those of the input and those of the configuration, each once, and says which
// units belong to one (docs/architecture.md, Scopes).
void LinkClusters(GraphData& data);

}  // namespace irsalint::graph
