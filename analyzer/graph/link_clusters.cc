#include "analyzer/graph/link_clusters.h"

#include <string_view>

#include "analyzer/base/arn.h"

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

}  // namespace

void LinkClusters(GraphData& data) {
  for (Unit& unit : data.units) {
    const auto first = static_cast<uint32_t>(data.clusters.size());
    for (const facts::Cluster& object : unit.facts->clusters) {
      data.clusters.push_back(ClusterOf(object));
    }
    if (data.clusters.size() == first + 1) unit.cluster = ClusterId{first};
  }
}

}  // namespace irsalint::graph
