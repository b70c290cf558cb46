#include "analyzer/explain/graph_json.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "analyzer/explain/json_text.h"

namespace irsalint::explain {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kJsonVersion = 1;

std::string IdOf(size_t node) { return fmt::format("n{}", node + 1); }

Json MarksJson(const std::vector<GraphMark>& marks, const PlaceLines& lines) {
  Json list = Json::array();
  for (const GraphMark& mark : marks) {
    Json item;
    item["kind"] = ToString(mark.kind);
    item["text"] = mark.text;
    AddPlace(lines, mark.place, item);
    list.push_back(std::move(item));
  }
  return list;
}

}  // namespace

std::string GraphJson(const GraphView& view, const PlaceLines& lines) {
  Json nodes = Json::array();
  for (size_t i = 0; i < view.nodes.size(); ++i) {
    const GraphNode& node = view.nodes[i];
    Json item;
    item["id"] = IdOf(i);
    item["kind"] = ToString(node.kind);
    item["type"] = node.type;
    if (!node.name.empty()) item["name"] = node.name;
    AddPlace(lines, node.place, item);
    item["marks"] = MarksJson(node.marks, lines);
    nodes.push_back(std::move(item));
  }
  Json edges = Json::array();
  for (const GraphEdge& edge : view.edges) {
    Json item;
    item["from"] = IdOf(edge.from);
    item["to"] = IdOf(edge.to);
    item["kind"] = ToString(edge.kind);
    AddPlace(lines, edge.place, item);
    item["marks"] = MarksJson(edge.marks, lines);
    edges.push_back(std::move(item));
  }
  Json json;
  json["version"] = kJsonVersion;
  json["nodes"] = std::move(nodes);
  json["edges"] = std::move(edges);
  return ToText(json);
}

}  // namespace irsalint::explain
