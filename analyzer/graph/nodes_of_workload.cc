#include "analyzer/graph/nodes_of_workload.h"

#include <algorithm>
#include <string_view>

namespace irsalint::graph {
namespace {

std::string_view ClusterNameOf(const IdentityGraph& graph, const Workload& workload) {
  const std::optional<ClusterId> cluster = graph[workload.unit].cluster;
  return cluster.has_value() ? std::string_view(graph[*cluster].name) : std::string_view();
}

bool IsOfCluster(const NodeRole& role, std::string_view name) {
  return !name.empty() &&
         std::ranges::any_of(role.evidence, [name](const facts::NodeRole* evidence) {
           return evidence->cluster.HasValue() && evidence->cluster->literal() == name;
         });
}

}  // namespace

std::vector<const NodeRole*> NodeRolesFor(const IdentityGraph& graph, const Workload& workload,
                                          std::span<const NodeRole> roles) {
  const std::string_view cluster = ClusterNameOf(graph, workload);
  std::vector<const NodeRole*> found;
  for (const NodeRole& role : roles) {
    if (role.basis == NodeBasis::kCandidate) continue;
    const bool is_near = std::ranges::binary_search(role.units, workload.unit);
    if (is_near || IsOfCluster(role, cluster)) found.push_back(&role);
  }
  return found;
}

}  // namespace irsalint::graph
