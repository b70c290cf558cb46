#pragma once

#include <string>

#include "analyzer/explain/graph_view.h"
#include "analyzer/explain/place_lines.h"

namespace irsalint::explain {

// The graph for people: each role with who gets it and with its trust policies, then what leads to
// no role, then counts. Long lists are cut, and say so. Safe for a terminal.
[[nodiscard]] std::string GraphText(const GraphView& view, const PlaceLines& lines);

}  // namespace irsalint::explain
