#include "analyzer/graph/client_ids.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "analyzer/base/issuer.h"
#include "analyzer/base/strings.h"
#include "analyzer/graph/audience.h"
#include "analyzer/graph/decide.h"
#include "analyzer/graph/webhook.h"

namespace irsalint::graph {
namespace {

using base::Truth;
using syntax::Text;

constexpr size_t kNearby = 3;  // edits: `sts.amazon.com` and `sts.amazonaws.com.cn`

// A listing names providers without their client ids.
bool KnowsClientIds(const OidcProvider& provider) {
  return provider.object->format != facts::InputFormat::kAwsCliListing;
}

bool MayAccept(const OidcProvider& provider, const Text& audience) {
  return std::ranges::any_of(provider.object->client_ids, [&](const iam::Value& id) {
    return Equal(id.text, audience) != Truth::kNo;
  });
}

// The client id that is written most like the audience.
const iam::Value* NearestOf(const OidcProvider& provider, std::string_view audience) {
  constexpr size_t kLimit = 64;
  const iam::Value* nearest = nullptr;
  size_t least = std::numeric_limits<size_t>::max();
  for (const iam::Value& id : provider.object->client_ids) {
    const size_t distance = base::EditDistance(id.text.literal(), audience, kLimit);
    if (distance >= least) continue;
    least = distance;
    nearest = &id;
  }
  return nearest;
}

bool IsNear(const iam::Value& id, std::string_view audience) {
  return base::EditDistance(id.text.literal(), audience, kNearby) <= kNearby;
}

// Whether the claim's tokens surely come from this issuer: it is that of the cluster, or the only
// one of service accounts that the policy trusts.
bool ComesFrom(const IdentityGraph& graph, const Claim& claim, const TrustPolicy& policy,
               const TrustedIssuer& issuer) {
  const std::optional<ClusterId> cluster = graph[claim.unit].cluster;
  if (cluster.has_value() && !graph[*cluster].issuer.empty()) {
    return graph[*cluster].issuer == issuer.issuer.literal();
  }
  const auto may_be = [](const TrustedIssuer& other) { return other.kubernetes != Truth::kNo; };
  return std::ranges::count_if(policy.issuers, may_be) == 1;
}

// The edge of a claim to a policy over which its tokens come to the provider; null where it is
// refused for its audience already, or not known to be meant.
const TrustEdge* EdgeTo(const Claim& claim, PolicyId policy) {
  for (const TrustEdge& edge : claim.edges) {
    if (edge.policy != policy) continue;
    const bool refused_for_audience =
        edge.cause.has_value() && edge.cause->element == iam::DenialElement::kAudience;
    const bool meant = edge.ProvesBroken() || edge.admits != Truth::kNo;
    return meant && !refused_for_audience ? &edge : nullptr;
  }
  return nullptr;
}

class Collector {
 public:
  Collector(const IdentityGraph& graph, ProviderId id)
      : graph_(graph), id_(id), provider_(graph[id]) {}

  std::vector<MissingClientId> Collect() {
    if (!KnowsClientIds(provider_)) return {};
    for (uint32_t p = 0; p < graph_.trust_policies().size(); ++p) VisitPolicy(PolicyId{p});
    if (!is_used_) AddNearMiss();
    return std::move(missing_);
  }

 private:
  void VisitPolicy(PolicyId policy) {
    for (const TrustedIssuer& issuer : graph_[policy].issuers) {
      if (std::ranges::find(issuer.providers, id_) == issuer.providers.end()) continue;
      for (const ClaimId claim : graph_[policy].claims) VisitClaim(policy, issuer, claim);
    }
  }

  void VisitClaim(PolicyId policy, const TrustedIssuer& issuer, ClaimId id) {
    const Claim& claim = graph_[id];
    const TrustEdge* edge = EdgeTo(claim, policy);
    if (edge == nullptr || claim.superseded != Truth::kNo) return;
    is_used_ = true;
    if (!ComesFrom(graph_, claim, graph_[policy], issuer)) return;
    const Text audience = TokenAudience(claim, issuer, SelfHostedWebhookOf(graph_, claim.unit));
    if (!audience.IsLiteral() || IsAccepted(issuer, audience)) return;
    MissingClientId& missing = For(audience.literal());
    if (missing.claims.empty() || missing.claims.back() != id) missing.claims.push_back(id);
    missing.inferred |= edge->IsInferred() || !provider_.object->arn.HasValue();
  }

  // By any document of this provider: one may be older than the other.
  bool IsAccepted(const TrustedIssuer& issuer, const Text& audience) const {
    return std::ranges::any_of(issuer.providers, [&](ProviderId other) {
      return KnowsClientIds(graph_[other]) && MayAccept(graph_[other], audience);
    });
  }

  MissingClientId& For(std::string_view audience) {
    const auto found = std::ranges::find(missing_, audience, &MissingClientId::audience);
    if (found != missing_.end()) return *found;
    const iam::Value* nearest = NearestOf(provider_, audience);
    missing_.push_back({.audience = std::string(audience),
                        .nearest = nearest,
                        .is_near = nearest != nullptr && IsNear(*nearest, audience),
                        .claims = {}});
    return missing_.back();
  }

  void AddNearMiss() {
    if (!base::LooksLikeEksIssuer(provider_.issuer.literal())) return;
    if (MayAccept(provider_, Text::Literal(kDefaultAudience))) return;
    const iam::Value* nearest = NearestOf(provider_, kDefaultAudience);
    if (nearest == nullptr || !IsNear(*nearest, kDefaultAudience)) return;
    For(kDefaultAudience).inferred = true;
  }

  const IdentityGraph& graph_;
  ProviderId id_;
  const OidcProvider& provider_;
  std::vector<MissingClientId> missing_;
  bool is_used_ = false;
};

}  // namespace

std::vector<MissingClientId> MissingClientIds(const IdentityGraph& graph, ProviderId provider) {
  return Collector(graph, provider).Collect();
}

}  // namespace irsalint::graph
