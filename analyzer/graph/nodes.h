#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analyzer/base/issuer.h"
#include "analyzer/base/truth.h"
#include "analyzer/facts/facts.h"
#include "analyzer/graph/ids.h"
#include "analyzer/graph/link_options.h"
#include "analyzer/graph/scopes.h"
#include "analyzer/iam/evaluate.h"
#include "analyzer/iam/grants.h"
#include "analyzer/iam/subject_set.h"
#include "analyzer/kube/pod_glance.h"

// The nodes and edges of the identity graph. Nodes point into the facts, which outlive the graph.
namespace irsalint::graph {

// What is applied together.
struct Unit {
  const facts::Facts* facts = nullptr;
  bool open = false;  // "it is not there" proves nothing in it (docs/architecture.md, Absence)
  std::vector<AccountId> accounts;
  // To which it belongs: by the configuration, else the one that it declares itself.
  std::optional<ClusterId> cluster;
};

// Workload → ServiceAccount: a candidate that the reference does not exclude. kMaybe where an
// unknown namespace decides.
struct AccountEdge {
  AccountId account;
  base::Truth truth = base::Truth::kYes;
};

// Something that makes pods.
struct Workload {
  UnitId unit;
  const kube::Workload* object = nullptr;
  syntax::Text namespace_name;  // a hole of the unit where the manifest has none
  kube::EffectiveServiceAccount account;
  kube::PodGlance glance;
  Level level = Level::kWholeInput;   // at which `accounts` were found
  std::vector<AccountEdge> accounts;  // empty: no such account in the input
};

// A ServiceAccount.
struct Account {
  UnitId unit;
  const kube::ServiceAccount* object = nullptr;
  syntax::Text namespace_name;
  std::vector<WorkloadId> workloads;        // that name it, of whichever truth
  std::vector<ClaimId> claims;              // of its annotation, and of its pods' environment
  std::vector<AssociationId> associations;  // that name it, of whichever truth
};

// An EKS Pod Identity association.
struct Association {
  UnitId unit;
  const facts::PodIdentityAssociation* object = nullptr;
  std::vector<AccountEdge> accounts;  // that it names, on whichever cluster
  // Of the input: its cluster, and the roles whose ARNs it holds.
  std::optional<ClusterId> cluster = {};
  std::optional<RoleId> role = {};
  std::optional<RoleId> target_role = {};
};

// One identity provider that a trust policy trusts.
struct TrustedIssuer {
  syntax::Text provider_arn;
  syntax::Text issuer;  // without scheme; a hole of its own where the ARN has no readable issuer
  syntax::Place place;  // of the Federated value
  // Whether its tokens are those of Kubernetes service accounts: by the issuer's own form, by a
  // subject that the policy demands of it, or by an account that claims a role of this policy.
  base::Truth kubernetes = base::Truth::kMaybe;
  std::vector<ProviderId> providers;  // of the input
};

// Who a policy admits through one issuer (docs/reference/iam.md §6).
struct Exposure {
  size_t issuer = 0;  // index into TrustPolicy::issuers
  iam::SubjectSet subjects;
  std::vector<iam::Grant> wide;  // what of it is wider than a list of accounts
};

// A trust policy.
struct TrustPolicy {
  UnitId unit;
  const facts::TrustPolicy* object = nullptr;
  std::vector<TrustedIssuer> issuers;
  std::optional<RoleId> role;        // its own document, or the linker, says so
  std::vector<Exposure> exposures;   // for the Kubernetes issuers alone
  std::vector<ClaimId> claims = {};  // those with an edge to it
};

// An IAM role, keyed by its ARN as written.
struct Role {
  syntax::Text arn;                         // empty where only the name is known
  std::vector<const facts::Role*> objects;  // the documents that define it
  std::vector<PolicyId> trust_policies;     // variants that its own documents name
  std::vector<UnitId> units;                // of `objects`
  std::vector<const facts::PermissionAttachment*> permissions;
  std::vector<const facts::NodeRole*> node_evidence;  // that it is the role of nodes
  std::vector<AssociationId> associations = {};       // that give it, or reach it as their target
};

struct OidcProvider {
  UnitId unit;
  const facts::OidcProvider* object = nullptr;
  syntax::Text issuer;
  std::vector<ClusterId> clusters;
};

// A cluster: of the input, of the configuration, or of both. What is not known is empty.
struct Cluster {
  const facts::Cluster* object = nullptr;     // null where only the configuration declares it
  const DeclaredCluster* declared = nullptr;  // null where the configuration does not
  std::string name;
  std::string issuer;  // without scheme; "" also where it is a hole
  std::string region;
  std::string account;
  std::string version;  // "1.30"
};

// Why a trust policy is taken to be that of a role.
enum class LinkBasis : uint8_t {
  kDocument,   // one document holds the role's name and the policy
  kFileName,   // the file or folder is called as the role
  kOnlyOne,    // the only unresolved role and the only unnamed policy
  kAdmission,  // it admits the account; such a link proves nothing broken
};

// The first failing element of the statement that comes nearest: the one cause of a denied edge.
struct DenialCause {
  iam::DenialElement element = iam::DenialElement::kOther;
  TrustedIssuer issuer;  // the candidate that came nearest; not of the policy if that is the fault
};

// Role → trust policy, as one claim meets it: does this policy admit this subject?
struct TrustEdge {
  PolicyId policy;
  LinkBasis basis = LinkBasis::kDocument;
  Level level = Level::kSameUnit;
  bool witnessed = false;  // something beside the link itself speaks for it (kOnlyOne)
  base::Truth admits = base::Truth::kMaybe;
  std::optional<DenialCause> cause;  // set when `admits` is kNo

  // Whether a denial over this edge may be called broken, and whether the link was inferred.
  bool ProvesBroken() const {
    return basis == LinkBasis::kDocument || basis == LinkBasis::kFileName ||
           (basis == LinkBasis::kOnlyOne && witnessed);
  }
  bool IsInferred() const { return basis != LinkBasis::kDocument; }
};

// "This account runs as that role": an annotation on a ServiceAccount, or the environment that a
// container presets (docs/reference/semantics.md §3.3, §4.1).
struct Claim {
  enum class Origin : uint8_t { kAnnotation, kEnvironment };

  Origin origin = Origin::kAnnotation;
  UnitId unit;
  syntax::Text namespace_name;
  syntax::Text account_name;
  syntax::Place account_place;       // of the name that makes the subject
  std::optional<AccountId> account;  // absent when the account is not in the input
  facts::KnownText role_arn;
  facts::KnownText audience;          // absent: the default of the issuer
  std::vector<WorkloadId> workloads;  // that run with it
  // A Pod Identity association may name the same account; then the annotation is dead.
  base::Truth superseded = base::Truth::kNo;
  std::vector<TrustEdge> edges;                // all variants of the role's trust policy
  base::Truth admitted = base::Truth::kMaybe;  // best of `edges`; kMaybe for none

  // `system:serviceaccount:NAMESPACE:NAME`.
  syntax::Text Subject() const;
};

}  // namespace irsalint::graph
