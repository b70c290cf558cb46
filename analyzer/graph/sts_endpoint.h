#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analyzer/graph/identity_graph.h"

namespace irsalint::graph {

// What decides which STS endpoint the pods of an account call (docs/reference/semantics.md §10.4).
struct StsEndpoint {
  // What the webhook of the cluster does where the account's annotation says nothing.
  enum class Webhook : uint8_t {
    kRegional,  // it makes the SDKs regional: EKS from 1.22 on, or its configuration
    kOff,       // it leaves the choice to the SDKs: EKS before 1.22, or its configuration
    kUnknown,
  };

  ClaimId claim;
  std::optional<ClusterId> cluster;
  std::string issuer;  // that the linked trust policy binds; "" where it binds none or several
  std::string region;  // of the cluster, else of its issuer; "" where neither is known
  Webhook webhook = Webhook::kUnknown;
  const kube::Annotation* annotation = nullptr;  // null if the account has none
  std::optional<bool> annotated;                 // as the webhook reads it; nothing: ignored
  bool set_by_pods = false;  // every container of its workloads sets the SDKs' variable
};

// For every account with a role annotation whose pods call STS themselves, in the order of claims.
// Left out are accounts with a Pod Identity association (the agent calls), and those whose region
// or partition has no global endpoint.
std::vector<StsEndpoint> StsEndpointsOf(const IdentityGraph& graph);

// Whether EKS of this version ("1.21") makes STS regional by default; nothing for what is no
// version.
std::optional<bool> EksMakesStsRegional(std::string_view version);

}  // namespace irsalint::graph
