#pragma once

#include <string>
#include <string_view>

#include "analyzer/explain/graph_view.h"
#include "analyzer/explain/place_lines.h"

namespace irsalint::explain {

// The graph for Graphviz: broken edges red, unsafe ones orange, those that are not certain dashed.
[[nodiscard]] std::string GraphDot(const GraphView& view, const PlaceLines& lines);

// A label of DOT, with its quotes, that shows `text` as it is: no escape sequence and no entity of
// Graphviz, nothing that a terminal obeys. A line feed starts a new line.
[[nodiscard]] std::string DotLabel(std::string_view text);

}  // namespace irsalint::explain
