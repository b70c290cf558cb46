#include "analyzer/explain/graph_builder.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <tuple>

namespace irsalint::explain {
namespace {

bool SaysTheSame(const GraphMark& a, const GraphMark& b) {
  return a.kind == b.kind && a.text == b.text && a.place == b.place;
}

}  // namespace

GraphBuilder::NodeId GraphBuilder::Node(const std::string& key, GraphNode node) {
  const auto [found, is_new] = ids_.try_emplace(key, nodes_.size());
  if (is_new) nodes_.push_back(std::move(node));
  return found->second;
}

void GraphBuilder::Edge(GraphEdge edge) {
  const auto [found, is_new] =
      edge_ids_.try_emplace({{edge.from, edge.to}, edge.kind}, edges_.size());
  if (is_new) {
    edges_.push_back(std::move(edge));
    return;
  }
  std::vector<GraphMark>& marks = edges_[found->second].marks;
  for (GraphMark& mark : edge.marks) {
    const bool known = std::ranges::any_of(
        marks, [&mark](const GraphMark& other) { return SaysTheSame(mark, other); });
    if (!known) marks.push_back(std::move(mark));
  }
}

GraphView GraphBuilder::Take() && {
  std::vector<size_t> order(nodes_.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::ranges::stable_sort(order, {}, [this](size_t id) { return nodes_[id].kind; });
  std::vector<size_t> rank(nodes_.size());
  GraphView view;
  for (size_t i = 0; i < order.size(); ++i) {
    rank[order[i]] = i;
    view.nodes.push_back(std::move(nodes_[order[i]]));
  }
  for (GraphEdge& edge : edges_) {
    edge.from = rank[edge.from];
    edge.to = rank[edge.to];
  }
  std::ranges::stable_sort(
      edges_, {}, [](const GraphEdge& edge) { return std::tuple(edge.from, edge.to, edge.kind); });
  view.edges = std::move(edges_);
  return view;
}

}  // namespace irsalint::explain
