#include "analyzer/graph/duplicate_associations.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>

#include "analyzer/base/arn.h"
#include "analyzer/graph/association_cluster.h"

namespace irsalint::graph {
namespace {

using Key = std::tuple<std::string, std::string, std::string>;  // cluster, namespace, account

// Of so many answers about one account the first few tell whether they contradict one another.
constexpr size_t kMostCompared = 16;

bool IsLiteral(const facts::KnownText& text) { return text.HasValue() && text->IsLiteral(); }

// Without an ARN of their own two answers may be about clusters of one name in two regions.
bool KnowsClustersOfOneName(const IdentityGraph& graph, UnitId unit, std::string_view name) {
  return std::ranges::count_if(graph[unit].facts->clusters, [name](const facts::Cluster& cluster) {
           return cluster.name.HasValue() && cluster.name->literal() == name;
         }) > 1;
}

// Whether two associations of one key certainly are two, of one cluster.
bool AreTwo(const IdentityGraph& graph, const Association& a, const Association& b) {
  const facts::PodIdentityAssociation& first = *a.object;
  const facts::PodIdentityAssociation& second = *b.object;
  if (IsLiteral(first.arn) && IsLiteral(second.arn)) {
    return first.arn->literal() != second.arn->literal() &&
           ClusterNameOf(first) == ClusterNameOf(second);
  }
  if (!first.arn.IsAbsent() || !second.arn.IsAbsent()) return false;
  if (first.place.document == second.place.document) return true;
  if (a.unit != b.unit || !IsLiteral(first.role_arn) || !IsLiteral(second.role_arn)) return false;
  return first.role_arn->literal() != second.role_arn->literal() &&
         ClusterNameOf(first) == ClusterNameOf(second) &&
         !KnowsClustersOfOneName(graph, a.unit, first.cluster->literal());
}

}  // namespace

std::vector<DuplicateAssociation> DuplicateAssociationsOf(const IdentityGraph& graph) {
  std::map<Key, std::vector<AssociationId>> known;
  std::vector<DuplicateAssociation> duplicates;
  for (uint32_t a = 0; a < graph.associations().size(); ++a) {
    const AssociationId id{a};
    const facts::PodIdentityAssociation& object = *graph[id].object;
    if (!IsLiteral(object.cluster) || !IsLiteral(object.namespace_name) ||
        !IsLiteral(object.service_account)) {
      continue;
    }
    std::vector<AssociationId>& same = known[{std::string(object.cluster->literal()),
                                              std::string(object.namespace_name->literal()),
                                              std::string(object.service_account->literal())}];
    const auto first = std::ranges::find_if(
        same, [&](AssociationId other) { return AreTwo(graph, graph[other], graph[id]); });
    if (first != same.end()) duplicates.push_back({.first = *first, .second = id});
    if (same.size() < kMostCompared) same.push_back(id);
  }
  return duplicates;
}

}  // namespace irsalint::graph
