#include "analyzer/graph/mentioned_issuers.h"

#include <algorithm>

#include "analyzer/graph/trusted_issuers.h"
#include "analyzer/iam/key_fault.h"

namespace irsalint::graph {
namespace {

using base::Truth;
using syntax::Text;

template <typename Id>
void AddOnce(Id id, std::vector<Id>& ids) {
  if (std::ranges::find(ids, id) == ids.end()) ids.push_back(id);
}

// Of the issuers that the policy trusts, the one that is meant: by its ARN in a Federated value, by
// its URL in a condition key.
std::vector<ProviderId> TrustedProviders(const IdentityGraph& graph, const Mention& mention,
                                         const Text& issuer) {
  std::vector<ProviderId> providers;
  for (const TrustedIssuer& trusted : graph[*mention.policy].issuers) {
    const bool is_meant = mention.kind == MentionKind::kFederated
                              ? trusted.provider_arn == mention.text
                              : trusted.issuer == issuer;
    if (!is_meant) continue;
    for (const ProviderId id : trusted.providers) AddOnce(id, providers);
  }
  return providers;
}

}  // namespace

Text IssuerOf(const IdentityGraph& graph, const Mention& mention) {
  switch (mention.kind) {
    case MentionKind::kProvider:
      return graph[*mention.provider].issuer;
    case MentionKind::kClusterIssuer:
      return mention.text;
    case MentionKind::kFederated:
      return IssuerOfProviderArn(mention.text);
    case MentionKind::kConditionKey: {
      const auto key = iam::ParseProviderKey(mention.text);
      return key.has_value() ? key->issuer : Text();
    }
    default:
      return {};
  }
}

NamedIssuer NamedIssuerOf(const IdentityGraph& graph, const Mention& mention) {
  NamedIssuer named;
  const Text issuer = IssuerOf(graph, mention);
  if (issuer.IsEmpty()) return named;
  if (mention.policy.has_value()) named.providers = TrustedProviders(graph, mention, issuer);
  if (mention.provider.has_value()) named.providers.push_back(*mention.provider);
  if (named.providers.empty()) {
    for (uint32_t p = 0; p < graph.oidc_providers().size(); ++p) {
      if (Equal(graph.oidc_providers()[p].issuer, issuer) == Truth::kYes) {
        named.providers.push_back(ProviderId{p});
      }
    }
  }
  if (mention.cluster.has_value()) named.clusters.push_back(*mention.cluster);
  for (const ProviderId id : named.providers) {
    for (const ClusterId cluster : graph[id].clusters) AddOnce(cluster, named.clusters);
  }
  for (uint32_t c = 0; c < graph.clusters().size(); ++c) {
    const std::string& known = graph.clusters()[c].issuer;
    if (!known.empty() && issuer.IsLiteral() && known == issuer.literal()) {
      AddOnce(ClusterId{c}, named.clusters);
    }
  }
  return named;
}

}  // namespace irsalint::graph
