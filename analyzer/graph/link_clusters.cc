#include "analyzer/graph/link_clusters.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/base/arn.h"
#include "analyzer/graph/cluster_paths.h"

namespace irsalint::graph {
namespace {

std::string LiteralOf(const facts::KnownText& text) {
  return text.HasValue() ? std::string(text->literal()) : std::string();
}

Cluster ClusterOf(const facts::Cluster& object) {
  Cluster cluster{.object = &object,
                  .declared = nullptr,
                  .name = LiteralOf(object.name),
                  .issuer = LiteralOf(object.issuer),
                  .region = LiteralOf(object.region),
                  .account = {},
                  .version = LiteralOf(object.version)};
  const std::string written = LiteralOf(object.arn);
  if (const auto arn = base::ParseArn(written); arn.has_value()) {
    cluster.account = arn->account;
    if (cluster.region.empty()) cluster.region = arn->region;
  }
  return cluster;
}

Cluster ClusterOf(const DeclaredCluster& declared) {
  return {.object = nullptr,
          .declared = &declared,
          .name = declared.name,
          .issuer = declared.issuer,
          .region = declared.region,
          .account = declared.account,
          .version = declared.version};
}

// Whether two descriptions that stand side by side are of one cluster: they share the name, and
// contradict each other in nothing.
bool AreCompatible(const Cluster& a, const Cluster& b) {
  const auto agree = [&](std::string Cluster::*field) {
    return (a.*field).empty() || (b.*field).empty() || a.*field == b.*field;
  };
  return !a.name.empty() && a.name == b.name && agree(&Cluster::issuer) &&
         agree(&Cluster::account) && agree(&Cluster::region);
}

// Clusters, each once: two are the same that have one issuer, or one name in one account. What was
// added first wins where they differ.
class ClusterTable {
 public:
  explicit ClusterTable(std::vector<Cluster>& clusters) : clusters_(clusters) {}

  // `beside` are the clusters that the same unit describes.
  ClusterId Add(Cluster cluster, const std::set<ClusterId>& beside = {}) {
    std::optional<ClusterId> known = Find(cluster);
    for (const ClusterId id : beside) {
      if (!known.has_value() && AreCompatible(clusters_[id.value], cluster)) known = id;
    }
    const ClusterId id = known.value_or(ClusterId{static_cast<uint32_t>(clusters_.size())});
    if (known.has_value()) {
      Complete(clusters_[id.value], cluster);
    } else {
      clusters_.push_back(std::move(cluster));
    }
    const Cluster& merged = clusters_[id.value];
    if (!merged.issuer.empty()) by_issuer_.emplace(merged.issuer, id);
    if (HasName(merged)) by_name_[{merged.account, merged.name}].insert(id);
    return id;
  }

 private:
  static bool HasName(const Cluster& cluster) {
    return !cluster.name.empty() && !cluster.account.empty();
  }

  std::optional<ClusterId> Find(const Cluster& cluster) const {
    const auto of_issuer = by_issuer_.find(cluster.issuer);
    if (!cluster.issuer.empty() && of_issuer != by_issuer_.end()) return of_issuer->second;
    const auto of_name = by_name_.find({cluster.account, cluster.name});
    if (!HasName(cluster) || of_name == by_name_.end()) return std::nullopt;
    for (const ClusterId id : of_name->second) {
      const std::string& region = clusters_[id.value].region;
      if (region == cluster.region || region.empty() || cluster.region.empty()) return id;
    }
    return std::nullopt;
  }

  static void Complete(Cluster& cluster, const Cluster& other) {
    if (cluster.object == nullptr) cluster.object = other.object;
    if (cluster.declared == nullptr) cluster.declared = other.declared;
    for (std::string Cluster::*field : {&Cluster::name, &Cluster::issuer, &Cluster::region,
                                        &Cluster::account, &Cluster::version}) {
      if ((cluster.*field).empty()) cluster.*field = other.*field;
    }
  }

  std::vector<Cluster>& clusters_;
  std::map<std::string, ClusterId> by_issuer_;
  std::map<std::pair<std::string, std::string>, std::set<ClusterId>> by_name_;  // account, name
};

}  // namespace

void LinkClusters(GraphData& data) {
  ClusterTable table(data.clusters);
  std::vector<ClusterId> declared;
  for (const DeclaredCluster& cluster : data.options.clusters) {
    declared.push_back(table.Add(ClusterOf(cluster)));
  }
  const ClusterPaths paths(data.options.clusters);
  for (Unit& unit : data.units) {
    std::set<ClusterId> own;
    for (const facts::Cluster& object : unit.facts->clusters) {
      own.insert(table.Add(ClusterOf(object), own));
    }
    const std::vector<size_t> named = paths.ClustersOf(unit.facts->unit);
    if (named.size() == 1) {
      unit.cluster = declared[named.front()];
    } else if (own.size() == 1) {
      unit.cluster = *own.begin();
    }
  }
}

}  // namespace irsalint::graph
