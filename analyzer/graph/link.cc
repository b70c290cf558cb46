#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/graph/claims.h"
#include "analyzer/graph/decide.h"
#include "analyzer/graph/expose.h"
#include "analyzer/graph/identity_graph.h"
#include "analyzer/graph/link_accounts.h"
#include "analyzer/graph/link_associations.h"
#include "analyzer/graph/link_clusters.h"
#include "analyzer/graph/link_nodes.h"
#include "analyzer/graph/link_permissions.h"
#include "analyzer/graph/link_trust.h"
#include "analyzer/graph/role_reference.h"
#include "analyzer/graph/trusted_issuers.h"
#include "analyzer/graph/webhook.h"

namespace irsalint::graph {

using base::Truth;

IdentityGraph::IdentityGraph(GraphData data) : data_(std::move(data)) {}

IdentityGraph Link(std::span<const facts::Facts* const> facts, const LinkOptions& options) {
  std::vector<UnitDigest> digests;
  for (const facts::Facts* unit : facts) digests.push_back(DigestOf(*unit));
  return Link(facts, digests, options);
}

IdentityGraph Link(std::span<const facts::Facts* const> facts, std::span<const UnitDigest> digests,
                   const LinkOptions& options) {
  GraphData data;
  data.options = options;
  const Scopes scopes(facts, options.clusters);
  LinkAccounts(facts, digests, scopes, data);
  LinkClusters(data);
  LinkAssociations(data);
  CollectPolicies(data);
  LinkAssociatedRoles(data);
  LinkPermissions(scopes, data);
  LinkNodes(scopes, data);
  CollectClaims(data);
  LinkTrust(scopes, data);
  ExposePolicies(data);
  return IdentityGraph(std::move(data));
}

const TrustEdge* IdentityGraph::BrokenEdge(const Claim& claim) const {
  if (claim.admitted != Truth::kNo || claim.superseded != Truth::kNo) return nullptr;
  // With such an ARN the role is never reached, whatever its policy says.
  if (FormOf(*this, claim) == RoleArnForm::kMalformed) return nullptr;
  const TrustEdge* broken = nullptr;
  for (const TrustEdge& edge : claim.edges) {
    if (!edge.ProvesBroken() || !edge.cause.has_value()) return nullptr;
    // A patch may give the account another role, unless the role's policy lies beside it.
    if (edge.level != Level::kSameUnit && MayBePatched(claim.unit)) return nullptr;
    // Of several variants the one nearest to the claim is the one to mend.
    if (broken == nullptr || edge.level < broken->level) broken = &edge;
  }
  return broken;
}

bool IdentityGraph::MayBePatched(UnitId unit) const {
  return std::ranges::any_of((*this)[unit].facts->open_reasons,
                             [](const facts::OpenReason& reason) {
                               return reason.kind == facts::OpenReason::Kind::kPatch;
                             });
}

Evidence IdentityGraph::Explain(const Claim& claim, PolicyId policy,
                                const TrustedIssuer& issuer) const {
  iam::Request request = RequestOf(claim, issuer, SelfHostedWebhookOf(*this, claim.unit));
  iam::Decision decision = iam::Evaluate((*this)[policy].object->document, request);
  return {.request = std::move(request), .decision = std::move(decision)};
}

std::vector<AudienceTypo> IdentityGraph::AudienceTypos(PolicyId policy) const {
  if (!(*this)[policy].claims.empty()) return {};
  return AudienceTyposOf((*this)[policy]);
}

std::vector<WorkloadId> IdentityGraph::WorkloadsIn(UnitId unit) const {
  // Workloads are numbered unit by unit.
  const std::vector<Workload>& all = data_.workloads;
  const auto first = std::ranges::lower_bound(all, unit, {}, &Workload::unit);
  std::vector<WorkloadId> ids;
  for (auto workload = first; workload != all.end() && workload->unit == unit; ++workload) {
    ids.push_back(WorkloadId{static_cast<uint32_t>(workload - all.begin())});
  }
  return ids;
}

std::span<const AccountId> IdentityGraph::AccountsNamed(std::string_view name) const {
  const auto found = data_.accounts_by_name.find(std::string(name));
  if (found == data_.accounts_by_name.end()) return {};
  return found->second;
}

std::vector<AccountId> IdentityGraph::AccountsInOtherNamespaces(WorkloadId id) const {
  const Workload& workload = (*this)[id];
  const bool asks = workload.account.name.IsLiteral() &&
                    workload.account.name.literal() != "default" &&
                    workload.namespace_name.IsLiteral();
  if (!asks || !workload.accounts.empty() || (*this)[workload.unit].open) return {};
  std::vector<AccountId> elsewhere;
  for (const AccountId account : AccountsNamed(workload.account.name.literal())) {
    const Account& candidate = (*this)[account];
    if (candidate.unit == workload.unit && candidate.namespace_name.IsLiteral()) {
      elsewhere.push_back(account);
    }
  }
  return elsewhere;
}

std::vector<std::string> IdentityGraph::OtherAccountsThatCanAssume(PolicyId policy) const {
  std::set<std::string> claimants;
  std::set<UnitId> units;
  const auto name_of = [](const syntax::Text& namespace_name, const syntax::Text& name) {
    return namespace_name.Written() + "/" + name.Written();
  };
  for (const ClaimId id : ClaimsAdmittedBy(policy)) {
    const Claim& claim = (*this)[id];
    claimants.insert(name_of(claim.namespace_name, claim.account_name));
    units.insert(claim.unit);
  }
  std::set<std::string> others;
  for (const UnitId unit : units) {
    for (const AccountId id : (*this)[unit].accounts) {
      const Account& account = (*this)[id];
      std::string name = name_of(account.namespace_name, *account.object->meta.name);
      if (!claimants.contains(name)) others.insert(std::move(name));
    }
  }
  return {others.begin(), others.end()};
}

std::vector<ClaimId> IdentityGraph::ClaimsAdmittedBy(PolicyId policy) const {
  std::vector<ClaimId> admitted;
  for (const ClaimId id : (*this)[policy].claims) {
    for (const TrustEdge& edge : (*this)[id].edges) {
      // A link that was only found because it may admit says nothing when it is not certain.
      const bool certain = edge.admits == Truth::kYes || edge.basis != LinkBasis::kAdmission;
      if (edge.policy == policy && edge.admits != Truth::kNo && certain) {
        admitted.push_back(id);
        break;
      }
    }
  }
  return admitted;
}

}  // namespace irsalint::graph
