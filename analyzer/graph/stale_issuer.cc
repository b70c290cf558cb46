#include "analyzer/graph/stale_issuer.h"

#include <limits>
#include <string_view>

#include "analyzer/base/arn.h"
#include "analyzer/base/issuer.h"
#include "analyzer/base/partition.h"
#include "analyzer/base/strings.h"
#include "analyzer/syntax/holes.h"

namespace irsalint::graph {
namespace {

bool IsRealEksIssuer(std::string_view issuer) {
  const auto eks = base::ParseEksIssuer(issuer);
  return eks.has_value() && base::IsRegion(eks->region) && !syntax::HoldsDummy(issuer);
}

bool MayHaveIssuer(const Cluster& cluster, std::string_view issuer) {
  if (!cluster.issuer.empty()) return cluster.issuer == issuer;
  return cluster.region.empty() || cluster.region == base::ParseEksIssuer(issuer)->region;
}

// Whether a cluster may have had the issuer before it was made anew.
bool MayHaveHad(const Cluster& cluster, std::string_view issuer, std::string_view account) {
  const auto now = base::ParseEksIssuer(cluster.issuer);
  const bool same_account = cluster.account.empty() || cluster.account == account;
  return same_account && now.has_value() && now->region == base::ParseEksIssuer(issuer)->region;
}

}  // namespace

std::optional<StaleIssuer> FindStaleIssuer(const IdentityGraph& graph, PolicyId policy,
                                           const TrustedIssuer& issuer) {
  constexpr size_t kLimit = 64;
  const std::string_view text = issuer.issuer.literal();
  if (!IsRealEksIssuer(text)) return std::nullopt;
  const auto provider = base::ParseArn(issuer.provider_arn.literal());
  if (!provider.has_value()) return std::nullopt;
  StaleIssuer stale;
  size_t least = std::numeric_limits<size_t>::max();
  size_t known = 0;
  size_t successors = 0;
  for (const Cluster& cluster : graph.clusters()) {
    if (MayHaveIssuer(cluster, text)) return std::nullopt;
    if (cluster.issuer.empty()) continue;
    ++known;
    if (MayHaveHad(cluster, text, provider->account)) {
      stale.successor = successors == 0 ? &cluster : nullptr;
      ++successors;
    }
    const size_t distance = base::EditDistance(cluster.issuer, text, kLimit);
    if (distance >= least) continue;
    least = distance;
    stale.nearest = &cluster;
  }
  if (known == 0) return std::nullopt;
  stale.is_proved =
      graph.IsClosed(facts::ClosedSet::Kind::kClusters, provider->account, graph[policy].unit);
  if (!stale.is_proved && known > 1) return std::nullopt;
  return stale;
}

}  // namespace irsalint::graph
