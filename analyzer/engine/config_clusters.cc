#include "analyzer/engine/config_clusters.h"

#include <fmt/format.h>

#include "analyzer/base/issuer.h"
#include "analyzer/base/partition.h"

namespace irsalint::engine {
namespace {

using syntax::Node;

// The work of a run grows with them.
constexpr size_t kMaxPaths = 4096;

}  // namespace

void ClusterChecks::Check(const Node& map, graph::DeclaredCluster& cluster) {
  if (syntax::Find(&map, "name") == nullptr) problems_.Add(map, "this cluster has no \"name\"");
  const auto issuer = base::ParseEksIssuer(cluster.issuer);
  if (issuer.has_value() && cluster.region.empty()) cluster.region = issuer->region;
  if (issuer.has_value() && issuer->region != cluster.region) {
    problems_.Add(*syntax::Find(&map, "region"),
                  fmt::format("the cluster's issuer is of the region \"{}\", not {}",
                              issuer->region, Quoted(cluster.region)));
  }
  const base::Partition* partition = base::PartitionOfRegion(cluster.region);
  if (partition != nullptr && cluster.partition.empty()) cluster.partition = partition->name;
  if (partition != nullptr && cluster.partition != partition->name) {
    problems_.Add(*syntax::Find(&map, "partition"),
                  fmt::format("the region {} is of the partition \"{}\", not {}",
                              Quoted(cluster.region), partition->name, Quoted(cluster.partition)));
  }
  CheckWebhook(syntax::Find(&map, "webhook"));
  CheckIsNew(map, cluster);
  paths_ += cluster.paths.size();
  if (paths_ > kMaxPaths) {
    problems_.Add(map, fmt::format("the clusters have more than {} paths", kMaxPaths));
    paths_ = 0;
  }
}

// The webhook of EKS has no flags that a user could set.
void ClusterChecks::CheckWebhook(const Node* webhook) {
  const Node* self_hosted = syntax::Find(webhook, "self-hosted");
  if (syntax::BoolOf(self_hosted) == false && webhook->pairs.size() > 1) {
    problems_.Add(*self_hosted, "the other keys of \"webhook\" are flags of a self-hosted one");
  }
}

void ClusterChecks::CheckIsNew(const Node& map, const graph::DeclaredCluster& cluster) {
  if (cluster.name.empty()) return;
  if (seen_.insert({cluster.name, cluster.account, cluster.region}).second) return;
  problems_.Add(
      *syntax::Find(&map, "name"),
      fmt::format("the cluster {} is declared twice; give \"account\" or \"region\" where two "
                  "clusters share a name",
                  Quoted(cluster.name)));
}

}  // namespace irsalint::engine
