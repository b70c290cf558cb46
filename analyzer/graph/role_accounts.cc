#include "analyzer/graph/role_accounts.h"

#include <algorithm>
#include <utility>

#include "analyzer/graph/as_if_claimed.h"
#include "analyzer/graph/decide.h"

namespace irsalint::graph {
namespace {

using base::Truth;

Truth Admits(const IdentityGraph& graph, PolicyId policy, const Claim& claim,
             const TokenSource& source) {
  Truth admits = Truth::kNo;
  for (const IssuerDecision& decided : DecideByIssuer(claim, graph[policy], source)) {
    admits = Or(admits, decided.admits);
  }
  return admits;
}

class AccountCollector {
 public:
  AccountCollector(const IdentityGraph& graph, const NamedRole& role,
                   std::optional<PolicyId> policy)
      : graph_(graph), role_(role), policy_(policy) {}

  std::vector<RoleAccount> Collect() {
    for (const ClaimId id : role_.claims) AddClaim(id);
    if (!policy_.has_value()) return std::move(accounts_);
    const size_t claimants = accounts_.size();
    for (uint32_t a = 0; a < graph_.accounts().size(); ++a) {
      if (!IsClaimant(AccountId{a}, claimants)) AddOther(AccountId{a});
    }
    return std::move(accounts_);
  }

 private:
  bool IsClaimant(AccountId id, size_t claimants) const {
    return std::any_of(accounts_.begin(), accounts_.begin() + static_cast<ptrdiff_t>(claimants),
                       [id](const RoleAccount& one) { return one.account == id; });
  }

  // An account may claim the role by its annotation and by the environment of its pods.
  void AddClaim(ClaimId id) {
    const Claim& claim = graph_[id];
    const Truth admits = policy_.has_value()
                             ? Admits(graph_, *policy_, claim, TokenSourceOf(graph_, claim.unit))
                             : Truth::kMaybe;
    const auto known = std::ranges::find_if(accounts_, [&claim](const RoleAccount& one) {
      return claim.account.has_value() && one.account == claim.account;
    });
    if (known != accounts_.end()) {
      known->claims.push_back(id);
      known->admits = Or(known->admits, admits);
      return;
    }
    accounts_.push_back({.account = claim.account,
                         .claims = {id},
                         .namespace_name = claim.namespace_name,
                         .name = claim.account_name,
                         .admits = admits});
  }

  void AddOther(AccountId id) {
    const Account& account = graph_[id];
    const TokenSource source = TokenSourceOf(graph_, account.unit);
    const Claim claim = ClaimAsIf(graph_, id, role_);
    Truth admits = Admits(graph_, *policy_, claim, source);
    if (admits == Truth::kNo) return;
    if (!source.issuer.has_value()) admits = And(admits, Truth::kMaybe);
    accounts_.push_back({.account = id,
                         .claims = {},
                         .namespace_name = claim.namespace_name,
                         .name = claim.account_name,
                         .admits = admits});
  }

  const IdentityGraph& graph_;
  const NamedRole& role_;
  std::optional<PolicyId> policy_;
  std::vector<RoleAccount> accounts_;
};

}  // namespace

std::vector<RoleAccount> AccountsOfRole(const IdentityGraph& graph, const NamedRole& role,
                                        std::optional<PolicyId> policy) {
  return AccountCollector(graph, role, policy).Collect();
}

}  // namespace irsalint::graph
