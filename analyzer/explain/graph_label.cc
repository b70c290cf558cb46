#include "analyzer/explain/graph_label.h"

#include <fmt/format.h>

#include "analyzer/base/utf8.h"

namespace irsalint::explain {
namespace {

void AddMarks(const std::vector<GraphMark>& marks, std::string& label) {
  for (const GraphMark& mark : marks) {
    const std::string text = base::EscapeForDisplay(mark.text);
    label += mark.kind == GraphMark::Kind::kNote
                 ? fmt::format("\n{}", text)
                 : fmt::format("\n{}: {}", ToString(mark.kind), text);
  }
}

}  // namespace

std::string LabelText(const GraphNode& node, const PlaceLines& lines) {
  std::string label = base::EscapeForDisplay(LabelOf(node));
  const std::string place = lines.At(node.place);
  if (!place.empty()) label += "\n" + place;
  AddMarks(node.marks, label);
  return label;
}

std::string LabelText(const GraphEdge& edge) {
  std::string label(WordsFor(edge.kind));
  AddMarks(edge.marks, label);
  return label;
}

}  // namespace irsalint::explain
