#include "analyzer/explain/graph_view.h"

#include <algorithm>

namespace irsalint::explain {

bool HasMark(const std::vector<GraphMark>& marks, GraphMark::Kind kind) {
  return std::ranges::find(marks, kind, &GraphMark::kind) != marks.end();
}

std::string LabelOf(const GraphNode& node) {
  return node.name.empty() ? node.type : node.type + " " + node.name;
}

std::string_view WordsFor(GraphEdge::Kind kind) {
  switch (kind) {
    case GraphEdge::Kind::kRunsAs:
      return "runs as";
    case GraphEdge::Kind::kInherits:
      return "has no other role on";
    case GraphEdge::Kind::kClaims:
      return "claims";
    case GraphEdge::Kind::kAssociated:
      return "gets by Pod Identity";
    case GraphEdge::Kind::kMadeFor:
      return "is made for";
    case GraphEdge::Kind::kHasRole:
      return "have";
    case GraphEdge::Kind::kTakes:
      return "takes";
    case GraphEdge::Kind::kHasPolicy:
      return "has";
    case GraphEdge::Kind::kTrusts:
      return "trusts";
    case GraphEdge::Kind::kIssuerOf:
      return "issues for";
  }
  return "";
}

std::string_view ToString(GraphNode::Kind kind) {
  switch (kind) {
    case GraphNode::Kind::kWorkload:
      return "workload";
    case GraphNode::Kind::kAccount:
      return "account";
    case GraphNode::Kind::kNodes:
      return "nodes";
    case GraphNode::Kind::kRole:
      return "role";
    case GraphNode::Kind::kPolicy:
      return "trust-policy";
    case GraphNode::Kind::kIssuer:
      return "issuer";
    case GraphNode::Kind::kCluster:
      return "cluster";
  }
  return "";
}

std::string_view ToString(GraphEdge::Kind kind) {
  switch (kind) {
    case GraphEdge::Kind::kRunsAs:
      return "runs-as";
    case GraphEdge::Kind::kInherits:
      return "inherits";
    case GraphEdge::Kind::kClaims:
      return "claims";
    case GraphEdge::Kind::kAssociated:
      return "associated";
    case GraphEdge::Kind::kMadeFor:
      return "made-for";
    case GraphEdge::Kind::kHasRole:
      return "has-role";
    case GraphEdge::Kind::kTakes:
      return "takes";
    case GraphEdge::Kind::kHasPolicy:
      return "has-policy";
    case GraphEdge::Kind::kTrusts:
      return "trusts";
    case GraphEdge::Kind::kIssuerOf:
      return "issuer-of";
  }
  return "";
}

std::string_view ToString(GraphMark::Kind kind) {
  switch (kind) {
    case GraphMark::Kind::kBroken:
      return "broken";
    case GraphMark::Kind::kUnsafe:
      return "unsafe";
    case GraphMark::Kind::kMaybe:
      return "maybe";
    case GraphMark::Kind::kNote:
      return "note";
  }
  return "";
}

std::vector<syntax::Place> PlacesOf(const GraphView& view) {
  std::vector<syntax::Place> places;
  const auto add_marks = [&places](const std::vector<GraphMark>& marks) {
    for (const GraphMark& mark : marks) places.push_back(mark.place);
  };
  for (const GraphNode& node : view.nodes) {
    places.push_back(node.place);
    add_marks(node.marks);
  }
  for (const GraphEdge& edge : view.edges) {
    places.push_back(edge.place);
    add_marks(edge.marks);
  }
  return places;
}

}  // namespace irsalint::explain
