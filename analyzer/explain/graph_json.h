#pragma once

#include <string>

#include "analyzer/explain/graph_view.h"
#include "analyzer/explain/place_lines.h"

namespace irsalint::explain {

// `{"version":1,"nodes":[…],"edges":[…]}` (docs/graph.md). All of it.
[[nodiscard]] std::string GraphJson(const GraphView& view, const PlaceLines& lines);

}  // namespace irsalint::explain
