#include "analyzer/graph/other_region.h"

#include <algorithm>

#include "analyzer/base/issuer.h"
#include "analyzer/base/partition.h"

namespace irsalint::graph {
namespace {

using base::Truth;

// Whether an issuer is EKS's in a region that is not `region`.
bool IsOfOtherRegion(const TrustedIssuer& issuer, std::string_view region) {
  const auto eks = base::ParseEksIssuer(issuer.issuer.literal());
  return eks.has_value() && base::IsRegion(eks->region) && eks->region != region;
}

bool TrustsOtherRegionsOnly(const TrustPolicy& policy, std::string_view region) {
  bool trusts = false;
  for (const TrustedIssuer& issuer : policy.issuers) {
    if (issuer.kubernetes == Truth::kNo) continue;  // nobody's service account
    if (!IsOfOtherRegion(issuer, region)) return false;
    trusts = true;
  }
  return trusts;
}

}  // namespace

std::optional<OtherRegion> TrustsOtherRegion(const IdentityGraph& graph, const Claim& claim) {
  const std::optional<ClusterId> id = graph[claim.unit].cluster;
  if (!id.has_value() || claim.superseded != Truth::kNo) return std::nullopt;
  const Cluster& cluster = graph[*id];
  if (!base::IsRegion(cluster.region)) return std::nullopt;
  OtherRegion other{.edge = nullptr, .cluster = &cluster};
  for (const TrustEdge& edge : claim.edges) {
    if (!edge.ProvesBroken()) return std::nullopt;
    if (edge.level != Level::kSameUnit && graph.MayBePatched(claim.unit)) return std::nullopt;
    if (!TrustsOtherRegionsOnly(graph[edge.policy], cluster.region)) return std::nullopt;
    if (other.edge == nullptr || edge.level < other.edge->level) other.edge = &edge;
  }
  if (other.edge == nullptr) return std::nullopt;
  return other;
}

}  // namespace irsalint::graph
