#pragma once

#include <optional>
#include <string_view>

#include "analyzer/graph/container_variables.h"
#include "analyzer/graph/identity_graph.h"
#include "analyzer/graph/sdk_chain.h"
#include "analyzer/kube/automount.h"

namespace irsalint::graph {

// One container of a workload as it will run: `spec` is what the webhook leaves
// (kube/injection.h, Mutated), `container` one of its containers.
struct FinalContainer {
  const Workload& workload;
  const kube::PodSpec& spec;
  const kube::Container& container;
  std::optional<kube::EffectiveAutomount> automount;  // nothing: not known
};

// What the spec says of a container's credentials: its variables, and whether the token files that
// they name are there and can be read. What lies outside stays unknown and is for the caller to
// fill in: `sts_accepts` and `agent_answers`, unless the file alone decides them, and
// `imds_reachable`.
ChainInput ChainInputOf(const IdentityGraph& graph, const FinalContainer& container);

// The entry of a Secret of the input that is the container's shared credentials file and holds an
// access key; null for every other file.
const kube::AwsDataEntry* SharedKeyFileOf(const FinalContainer& container,
                                          const ContainerVariables& variables);

// Whether an endpoint is that of the agent of EKS Pod Identity (docs/reference/semantics.md §8.2).
bool IsAgentEndpoint(std::string_view uri);

}  // namespace irsalint::graph
