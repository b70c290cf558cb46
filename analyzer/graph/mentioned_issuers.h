#pragma once

#include <vector>

#include "analyzer/graph/mentions.h"

namespace irsalint::graph {

// The issuer that a mention of an identity provider names, without scheme; empty for mentions of
// other things. A hole of its own where an ARN does not show it.
syntax::Text IssuerOf(const IdentityGraph& graph, const Mention& mention);

// What of the input stands for an identity provider.
struct NamedIssuer {
  std::vector<ProviderId> providers;
  std::vector<ClusterId> clusters;  // whose tokens it knows
};

// By the ARN where that is what the policy trusts, else by the issuer, which belongs to one cluster
// in the world. Empty for mentions of other things.
NamedIssuer NamedIssuerOf(const IdentityGraph& graph, const Mention& mention);

}  // namespace irsalint::graph
