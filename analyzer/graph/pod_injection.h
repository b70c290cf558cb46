#pragma once

#include <optional>
#include <vector>

#include "analyzer/graph/identity_graph.h"
#include "analyzer/kube/injection.h"

namespace irsalint::graph {

// What the pod identity webhook does to the pods of a workload that runs as one account.
struct PodInjection {
  std::optional<AccountId> account;           // absent: not in the input
  std::optional<AssociationId> association;   // that gives it EKS Pod Identity
  base::Truth certainty = base::Truth::kYes;  // kMaybe: an unknown namespace or cluster decides
  kube::WebhookFlags flags;                   // of the webhook that the pods meet
  kube::Injection injection;

  kube::CredentialMode mode() const { return injection.settings.mode; }
};

// The webhook of every unit of the input, with the ConfigMaps that one may watch. Keeps a reference
// to the graph.
class Webhooks {
 public:
  explicit Webhooks(const IdentityGraph& graph);

  // Whether anything of the input may give the workload an identity; told without looking closely.
  bool MayInjectInto(WorkloadId workload) const;

  // One for each account that the workload may run as; a single one without account where none of
  // the input can be it, which then is as good as an account without annotations.
  std::vector<PodInjection> InjectionsInto(WorkloadId workload) const;

 private:
  PodInjection InjectionInto(const Workload& workload, const AccountEdge* edge) const;
  const kube::ConfigMapIdentity* ConfigMapEntryFor(const Workload& workload) const;

  const IdentityGraph& graph_;
  std::vector<std::vector<kube::ConfigMapIdentity>> config_maps_;  // by unit
  bool has_config_map_ = false;
};

}  // namespace irsalint::graph
