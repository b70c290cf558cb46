#include "analyzer/graph/association_cluster.h"

#include <set>
#include <string_view>

#include "analyzer/base/arn.h"

namespace irsalint::graph {
namespace {

using base::Truth;

bool Differ(std::string_view a, std::string_view b) { return !a.empty() && !b.empty() && a != b; }

bool Contradicts(const Cluster& cluster, const ClusterName& name) {
  return Differ(cluster.name, name.name) || Differ(cluster.account, name.account) ||
         Differ(cluster.region, name.region);
}

// `graph` is anything that knows units and clusters by their ids.
template <typename Graph>
Truth Compare(const Graph& graph, const Association& association, UnitId unit_id,
              const Unit& unit) {
  if (!unit.cluster.has_value()) return Truth::kMaybe;
  if (association.cluster.has_value()) return base::FromBool(association.cluster == unit.cluster);
  const Cluster& cluster = graph(*unit.cluster);
  const ClusterName name = ClusterNameOf(*association.object);
  if (Contradicts(cluster, name)) return Truth::kNo;
  const bool named = !name.name.empty() && !cluster.name.empty();
  return named || association.unit == unit_id ? Truth::kYes : Truth::kMaybe;
}

}  // namespace

ClusterName ClusterNameOf(const facts::PodIdentityAssociation& association) {
  ClusterName name{.name = std::string(association.cluster->literal())};
  if (const auto arn = base::ParseArn(association.arn->literal()); arn.has_value()) {
    name.partition = arn->partition;
    name.region = arn->region;
    name.account = arn->account;
  } else if (const auto role = base::ParseRoleArn(association.role_arn->literal());
             role.has_value() && base::IsAccountId(role->account)) {
    name.partition = role->partition;
    name.account = role->account;
  }
  return name;
}

std::optional<ClusterId> FindCluster(const GraphData& data, const ClusterName& name, UnitId unit) {
  if (name.name.empty()) return std::nullopt;
  const std::optional<ClusterId> own = data.units[unit.value].cluster;
  std::optional<ClusterId> only;
  for (uint32_t c = 0; c < data.clusters.size(); ++c) {
    const Cluster& cluster = data.clusters[c];
    if (cluster.name != name.name || Contradicts(cluster, name)) continue;
    if (own == ClusterId{c}) return own;
    if (cluster.account.empty() || name.account.empty()) continue;
    if (only.has_value()) return std::nullopt;
    only = ClusterId{c};
  }
  return only;
}

Truth RunsOnClusterOf(const GraphData& data, const Association& association, UnitId unit) {
  const auto cluster = [&data](ClusterId id) -> const Cluster& { return data.clusters[id.value]; };
  return Compare(cluster, association, unit, data.units[unit.value]);
}

Truth RunsOnClusterOf(const IdentityGraph& graph, AssociationId association, UnitId unit) {
  const auto cluster = [&graph](ClusterId id) -> const Cluster& { return graph[id]; };
  return Compare(cluster, graph[association], unit, graph[unit]);
}

bool KnowsOneCluster(const IdentityGraph& graph) {
  std::set<std::string, std::less<>> names;
  for (const Cluster& cluster : graph.clusters()) names.insert(cluster.name);
  for (const Association& association : graph.associations()) {
    names.insert(ClusterNameOf(*association.object).name);
  }
  return names.size() == 1 && !names.begin()->empty();
}

}  // namespace irsalint::graph
