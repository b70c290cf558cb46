#pragma once

#include <map>
#include <string>
#include <utility>

#include "analyzer/explain/graph_view.h"

namespace irsalint::explain {

// Collects nodes and edges, each once, in any order. Only for the .cc files of explain/.
class GraphBuilder {
 public:
  using NodeId = size_t;

  // The node with this key, made of `node` where there is none.
  NodeId Node(const std::string& key, GraphNode node);
  bool Has(const std::string& key) const { return ids_.contains(key); }
  GraphNode& operator[](NodeId id) { return nodes_[id]; }

  // Adds an edge. Of two edges of one kind between the same nodes the first is kept, and takes the
  // other's marks.
  void Edge(GraphEdge edge);

  // All of it, nodes by kind and edges by their nodes. What was made first comes first.
  GraphView Take() &&;

 private:
  std::vector<GraphNode> nodes_;
  std::vector<GraphEdge> edges_;
  std::map<std::string, NodeId, std::less<>> ids_;
  std::map<std::pair<std::pair<NodeId, NodeId>, GraphEdge::Kind>, size_t> edge_ids_;
};

}  // namespace irsalint::explain
