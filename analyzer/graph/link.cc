#include <utility>

#include "analyzer/graph/claims.h"
#include "analyzer/graph/decide.h"
#include "analyzer/graph/expose.h"
#include "analyzer/graph/identity_graph.h"
#include "analyzer/graph/link_accounts.h"
#include "analyzer/graph/link_trust.h"
#include "analyzer/graph/trusted_issuers.h"

namespace irsalint::graph {

using base::Truth;

IdentityGraph::IdentityGraph(GraphData data) : data_(std::move(data)) {}

IdentityGraph Link(std::span<const facts::Facts* const> facts, const LinkOptions& options) {
  GraphData data;
  data.options = options;
  const Scopes scopes(facts);
  LinkAccounts(facts, scopes, data);
  CollectPolicies(data);
  CollectClaims(data);
  LinkTrust(scopes, data);
  ExposePolicies(data);
  return IdentityGraph(std::move(data));
}

const TrustEdge* IdentityGraph::BrokenEdge(const Claim& claim) const {
  if (claim.admitted != Truth::kNo || claim.superseded != Truth::kNo) return nullptr;
  const TrustEdge* broken = nullptr;
  for (const TrustEdge& edge : claim.edges) {
    if (!edge.ProvesBroken() || !edge.cause.has_value()) return nullptr;
    // Of several variants the one nearest to the claim is the one to mend.
    if (broken == nullptr || edge.level < broken->level) broken = &edge;
  }
  return broken;
}

Evidence IdentityGraph::Explain(const Claim& claim, PolicyId policy,
                                const TrustedIssuer& issuer) const {
  iam::Request request = RequestOf(claim, issuer);
  iam::Decision decision = iam::Evaluate((*this)[policy].object->document, request);
  return {.request = std::move(request), .decision = std::move(decision)};
}

std::span<const AccountId> IdentityGraph::AccountsNamed(std::string_view name) const {
  const auto found = data_.accounts_by_name.find(std::string(name));
  if (found == data_.accounts_by_name.end()) return {};
  return found->second;
}

std::vector<ClaimId> IdentityGraph::ClaimsAdmittedBy(PolicyId policy) const {
  std::vector<ClaimId> admitted;
  for (uint32_t c = 0; c < data_.claims.size(); ++c) {
    for (const TrustEdge& edge : data_.claims[c].edges) {
      if (edge.policy == policy && edge.admits != Truth::kNo) {
        admitted.push_back(ClaimId{c});
        break;
      }
    }
  }
  return admitted;
}

}  // namespace irsalint::graph
