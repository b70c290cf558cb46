#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "analyzer/graph/imds.h"
#include "analyzer/graph/node_roles.h"
#include "analyzer/graph/pod_identity.h"
#include "analyzer/graph/pod_identity_platform.h"
#include "analyzer/graph/pod_injection.h"
#include "analyzer/graph/sdk_chain.h"
#include "analyzer/graph/sts_answer.h"
#include "analyzer/kube/automount.h"
#include "analyzer/kube/pod_validation.h"
#include "analyzer/kube/token_access.h"
#include "analyzer/kube/token_file.h"

// The whole way from a workload to the AWS identity of its containers
// (docs/reference/semantics.md §1).
namespace irsalint::graph {

// The token that the variables of a container name.
struct ContainerToken {
  kube::TokenFile file;
  kube::TokenAccess access;
};

// As whom one container signs, for each SDK family.
struct EffectiveIdentity {
  size_t container = 0;                 // index into PodSpec::containers
  std::optional<ContainerToken> token;  // nothing where no variable names one
  std::optional<ClaimId> claim;         // of the web identity that its variables name
  ChainInput input;                     // what it offers to the SDKs
  std::vector<FamilyOutcome> families;

  bool MayBe(Outcome outcome) const;
};

// One way that the pods of a workload may go: one account, one variant of the trust policy of its
// role. Move-only, as it points into its own spec.
struct PodWalk {
  WorkloadId workload;
  PodInjection injection;
  std::optional<kube::EffectiveAutomount> automount;
  std::unique_ptr<const kube::PodSpec> spec;  // as the webhook leaves it
  std::vector<kube::PodFault> faults;         // for which the API server refuses the pod
  std::optional<ClaimId> claim;               // of the account's own role
  std::optional<StsAnswer> sts;               // about that claim
  std::optional<PodIdentityDecision> pod_identity;
  std::optional<UnsupportedPlatform> unsupported;  // for EKS Pod Identity
  std::vector<const NodeRole*> node_roles;         // of the nodes that the pods may run on
  ImdsAnswer imds;
  std::vector<EffectiveIdentity> containers;

  // Whether the account may have a role that the input does not show: it is not in the input, and
  // is none that Kubernetes makes.
  bool account_is_unknown = false;
};

// Walks workloads of one graph, which it keeps a reference to.
class PodWalks {
 public:
  explicit PodWalks(const IdentityGraph& graph);

  // At least one. The walks point into this object.
  std::vector<PodWalk> Of(WorkloadId workload) const;

 private:
  PodWalk Begin(WorkloadId workload, PodInjection injection) const;
  void AnswerAws(const TrustEdge* edge, PodWalk& walk) const;
  void AddContainers(PodWalk& walk) const;
  EffectiveIdentity IdentityOf(const PodWalk& walk, size_t container) const;
  std::optional<ClaimId> ClaimOf(const PodWalk& walk, const kube::Container& container) const;
  Premise StsPremise(const PodWalk& walk, const EffectiveIdentity& identity) const;

  const IdentityGraph& graph_;
  Webhooks webhooks_;
  std::vector<NodeRole> node_roles_;
  NodesOfWorkloads nodes_;
  ImdsReach imds_;
};

}  // namespace irsalint::graph
