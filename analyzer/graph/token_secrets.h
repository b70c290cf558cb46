#pragma once

#include <vector>

#include "analyzer/graph/identity_graph.h"

namespace irsalint::graph {

// A Secret that holds a service account's token, of type `kubernetes.io/service-account-token`
// (docs/reference/semantics.md §2.3).
struct TokenSecret {
  UnitId unit;
  const kube::AwsData* object = nullptr;
  syntax::Text namespace_name;
  const kube::Annotation* account = nullptr;  // that names the account; null if none does
  std::vector<AccountId> accounts;            // of its unit that this may be

  // A container of the unit whose AWS_WEB_IDENTITY_TOKEN_FILE lies in a volume of the Secret.
  struct Use {
    WorkloadId workload;
    const kube::EnvVar* variable = nullptr;
  };
  std::vector<Use> uses;
};

// All of the input, in its order.
std::vector<TokenSecret> TokenSecretsOf(const IdentityGraph& graph);

}  // namespace irsalint::graph
