#pragma once

#include "analyzer/graph/graph_data.h"

namespace irsalint::graph {

// Fills the claims: one for each annotated account, and one for each role that the environment of a
// container presets together with a web-identity token file.
void CollectClaims(GraphData& data);

}  // namespace irsalint::graph
