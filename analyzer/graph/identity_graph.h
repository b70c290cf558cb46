#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/graph/audience.h"
#include "analyzer/graph/graph_data.h"
#include "analyzer/graph/unit_digest.h"

namespace irsalint::graph {

// Evidence for one edge, recomputed for what is reported.
struct Evidence {
  iam::Request request;
  iam::Decision decision;
};

// The linked whole: which container runs as which account, which role it claims, and whether the
// trust policy admits it. Built once by Link, then const and shared without locks. Keeps pointers
// into the facts it was built from.
class IdentityGraph {
 public:
  explicit IdentityGraph(GraphData data);

  const LinkOptions& options() const { return data_.options; }
  const std::vector<Unit>& units() const { return data_.units; }
  const std::vector<Workload>& workloads() const { return data_.workloads; }
  const std::vector<Account>& accounts() const { return data_.accounts; }
  const std::vector<Role>& roles() const { return data_.roles; }
  const std::vector<TrustPolicy>& trust_policies() const { return data_.trust_policies; }
  const std::vector<OidcProvider>& oidc_providers() const { return data_.oidc_providers; }
  const std::vector<Association>& associations() const { return data_.associations; }
  const std::vector<Cluster>& clusters() const { return data_.clusters; }
  const std::vector<Claim>& claims() const { return data_.claims; }

  const Unit& operator[](UnitId id) const { return data_.units[id.value]; }
  const Workload& operator[](WorkloadId id) const { return data_.workloads[id.value]; }
  const Account& operator[](AccountId id) const { return data_.accounts[id.value]; }
  const Role& operator[](RoleId id) const { return data_.roles[id.value]; }
  const TrustPolicy& operator[](PolicyId id) const { return data_.trust_policies[id.value]; }
  const OidcProvider& operator[](ProviderId id) const { return data_.oidc_providers[id.value]; }
  const Association& operator[](AssociationId id) const { return data_.associations[id.value]; }
  const Cluster& operator[](ClusterId id) const { return data_.clusters[id.value]; }
  const Claim& operator[](ClaimId id) const { return data_.claims[id.value]; }

  // The one edge over which a claim is proved broken: every variant of the trust policy denies it,
  // the link that leads there may be relied on, no Pod Identity association makes the claim void,
  // and no patch that is not applied may change it. Null for every claim that is not proved broken.
  const TrustEdge* BrokenEdge(const Claim& claim) const;

  // Whether patches that are not applied may change the objects of a unit.
  bool MayBePatched(UnitId unit) const;

  // The request that a pod of `claim` makes with a token of `issuer`, and what the policy says to
  // it, clause by clause.
  Evidence Explain(const Claim& claim, PolicyId policy, const TrustedIssuer& issuer) const;

  // Near misses of the default audience in `policy`. None where an account of the input is
  // involved: then its own edge decides.
  std::vector<AudienceTypo> AudienceTypos(PolicyId policy) const;

  // The workloads of a unit, in the graph's order.
  std::vector<WorkloadId> WorkloadsIn(UnitId unit) const;

  // Accounts of this name, in every namespace and unit.
  std::span<const AccountId> AccountsNamed(std::string_view name) const;

  // Accounts of the workload's own unit that have the name it asks for, when it has no account: all
  // of them in other, literal namespaces, and none of any unit in its own. Empty for `default`, for
  // namespaces that are not literal, and in an open unit.
  std::vector<AccountId> AccountsInOtherNamespaces(WorkloadId workload) const;

  // `NAMESPACE/NAME` of accounts that share a unit with an account that claims a role of `policy`
  // and are not its claimants; sorted. They are who else could take a role that admits everybody.
  std::vector<std::string> OtherAccountsThatCanAssume(PolicyId policy) const;

  // Claims that `policy` admits, or may admit over a link that does not rest on that alone; in the
  // order of claims().
  std::vector<ClaimId> ClaimsAdmittedBy(PolicyId policy) const;

  // Whether "it is not there" is proved for a kind in `owner` (an account id, a cluster, "" for a
  // unit's own objects) as seen from `unit` (docs/architecture.md, Absence).
  bool IsClosed(facts::ClosedSet::Kind kind, std::string_view owner, UnitId unit) const;

 private:
  GraphData data_;
};

// Links the facts of all units. Pure: equal facts in equal order give an equal graph. The facts
// must outlive the graph.
IdentityGraph Link(std::span<const facts::Facts* const> facts, const LinkOptions& options);

// The same where there is a digest of each unit already.
IdentityGraph Link(std::span<const facts::Facts* const> facts, std::span<const UnitDigest> digests,
                   const LinkOptions& options);

}  // namespace irsalint::graph
