#pragma once

#include <string>

#include "analyzer/explain/graph_view.h"
#include "analyzer/explain/place_lines.h"

// The labels of diagrams; their lines are joined by line feeds. Only line feeds are ours: one of
// the input is made visible here.
namespace irsalint::explain {

// What the node is, where it stands, and what is said of it.
[[nodiscard]] std::string LabelText(const GraphNode& node, const PlaceLines& lines);

// What the edge says, and what is said of it.
[[nodiscard]] std::string LabelText(const GraphEdge& edge);

}  // namespace irsalint::explain
