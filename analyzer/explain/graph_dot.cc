#include "analyzer/explain/graph_dot.h"

#include <fmt/format.h>

#include "analyzer/base/strings.h"
#include "analyzer/base/utf8.h"
#include "analyzer/explain/graph_label.h"

namespace irsalint::explain {
namespace {

using MarkKind = GraphMark::Kind;

std::string_view ShapeOf(GraphNode::Kind kind) {
  switch (kind) {
    case GraphNode::Kind::kWorkload:
      return "box";
    case GraphNode::Kind::kAccount:
      return "ellipse";
    case GraphNode::Kind::kNodes:
      return "box3d";
    case GraphNode::Kind::kRole:
      return "hexagon";
    case GraphNode::Kind::kPolicy:
      return "note";
    case GraphNode::Kind::kIssuer:
      return "house";
    case GraphNode::Kind::kCluster:
      return "component";
  }
  return "box";
}

// Attributes behind the label that show what is marked, the gravest by its colour.
std::string Look(const std::vector<GraphMark>& marks) {
  std::string look;
  if (HasMark(marks, MarkKind::kBroken)) {
    look += ", color=\"#b00020\", fontcolor=\"#b00020\", penwidth=2";
  } else if (HasMark(marks, MarkKind::kUnsafe)) {
    look += ", color=\"#c75b00\", fontcolor=\"#c75b00\", penwidth=2";
  }
  if (HasMark(marks, MarkKind::kMaybe)) look += ", style=dashed";
  return look;
}

}  // namespace

std::string DotLabel(std::string_view text) {
  std::string label = "\"";
  bool is_first = true;
  for (const std::string_view line : base::SplitBy(text, '\n')) {
    if (!is_first) label += "\\n";
    is_first = false;
    for (const char c : base::EscapeForDisplay(line)) {
      switch (c) {
        case '"':
          label += "\\\"";
          break;
        case '\\':
          label += "\\\\";
          break;
        case '&':
          label += "&amp;";
          break;
        default:
          label += c;
      }
    }
  }
  return label + "\"";
}

std::string GraphDot(const GraphView& view, const PlaceLines& lines) {
  std::string text =
      "digraph irsalint {\n"
      "  charset=\"UTF-8\";\n"
      "  rankdir=LR;\n"
      "  node [fontname=\"Helvetica\", fontsize=11];\n"
      "  edge [fontname=\"Helvetica\", fontsize=9];\n";
  for (size_t i = 0; i < view.nodes.size(); ++i) {
    const GraphNode& node = view.nodes[i];
    text += fmt::format("  n{} [label={}, shape={}{}];\n", i + 1, DotLabel(LabelText(node, lines)),
                        ShapeOf(node.kind), Look(node.marks));
  }
  for (const GraphEdge& edge : view.edges) {
    text += fmt::format("  n{} -> n{} [label={}{}];\n", edge.from + 1, edge.to + 1,
                        DotLabel(LabelText(edge)), Look(edge.marks));
  }
  return text + "}\n";
}

}  // namespace irsalint::explain
