#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/truth.h"
#include "analyzer/graph/identity_graph.h"
#include "analyzer/syntax/place.h"

// The identity graph as it is drawn: nodes and edges of a few kinds, and what is wrong with them.
// Made once; each output format has a file that prints it.
namespace irsalint::explain {

// What is said of a node or an edge.
struct GraphMark {
  enum class Kind : uint8_t {
    kBroken,  // proved not to work
    kUnsafe,  // lets in more than a list of accounts
    kMaybe,   // what it rests on is not known, or assumed
    kNote,
  };

  Kind kind = Kind::kNote;
  std::string text;  // not escaped
  syntax::Place place = {};
};

struct GraphNode {
  // In the order from the pod to the cluster.
  enum class Kind : uint8_t { kWorkload, kAccount, kNodes, kRole, kPolicy, kIssuer, kCluster };

  Kind kind = Kind::kWorkload;
  std::string type;  // as people call it: "Deployment", "ServiceAccount", "role"
  std::string name;  // not escaped; "" for a trust policy, which has only its place
  syntax::Place place = {};
  std::vector<GraphMark> marks = {};
};

struct GraphEdge {
  enum class Kind : uint8_t {
    kRunsAs,      // workload → account
    kInherits,    // workload → nodes
    kClaims,      // account → role, by annotation or environment
    kAssociated,  // account → role, by EKS Pod Identity
    kMadeFor,     // account → role, by eksctl
    kHasRole,     // nodes → role
    kTakes,       // role → target role of Pod Identity
    kHasPolicy,   // role → trust policy
    kTrusts,      // trust policy → issuer
    kIssuerOf,    // issuer → cluster
  };

  Kind kind = Kind::kRunsAs;
  size_t from = 0;  // indices into GraphView::nodes
  size_t to = 0;
  syntax::Place place = {};  // of what makes the edge
  std::vector<GraphMark> marks = {};
};

// Nodes by kind and then in the order of the graph, edges by the nodes that they start from.
struct GraphView {
  std::vector<GraphNode> nodes;
  std::vector<GraphEdge> edges;
};

// The connected part of the graph: what leads from pods to roles, and from roles to clusters.
[[nodiscard]] GraphView GraphViewOf(const graph::IdentityGraph& graph);

// Whether there is a mark of this kind.
[[nodiscard]] bool HasMark(const std::vector<GraphMark>& marks, GraphMark::Kind kind);

// "role arn:…", "trust policy"; not escaped.
[[nodiscard]] std::string LabelOf(const GraphNode& node);

// What an edge says, from left to right: "runs as", "claims".
[[nodiscard]] std::string_view WordsFor(GraphEdge::Kind kind);

// The names of kinds in JSON: "workload", "runs-as", "broken".
[[nodiscard]] std::string_view ToString(GraphNode::Kind kind);
[[nodiscard]] std::string_view ToString(GraphEdge::Kind kind);
[[nodiscard]] std::string_view ToString(GraphMark::Kind kind);

// The places of nodes, edges and marks.
[[nodiscard]] std::vector<syntax::Place> PlacesOf(const GraphView& view);

}  // namespace irsalint::explain
