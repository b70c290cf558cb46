#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "analyzer/explain/graph_view.h"
#include "analyzer/explain/place_lines.h"

namespace irsalint::explain {

// What Mermaid draws at most unless its page is set up otherwise.
struct MermaidLimits {
  size_t characters = 50'000;
  size_t edges = 500;
};

struct MermaidDiagram {
  std::string text;
  size_t edges = 0;  // that it shows; fewer than the graph has where it was cut
};

// The graph as a Mermaid flowchart: broken edges red, unsafe ones orange, those that are not
// certain dotted. Where it is too large it is cut: what is broken or unsafe, and all that hangs
// together with it, comes first, and a last node says how many links are not shown.
[[nodiscard]] MermaidDiagram GraphMermaid(const GraphView& view, const PlaceLines& lines,
                                          const MermaidLimits& limits = {});

// A label of Mermaid, with its quotes, that shows `text` as it is: nothing in it is markup, a
// directive or a keyword. A line feed starts a new line.
[[nodiscard]] std::string MermaidLabel(std::string_view text);

}  // namespace irsalint::explain
