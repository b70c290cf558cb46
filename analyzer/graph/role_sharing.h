#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analyzer/graph/identity_graph.h"

namespace irsalint::graph {

// Between whom one role is shared, by one of its trust policies. What admits whole classes of
// namespaces is left out: iam::WideGrants is about that.
struct RoleSharing {
  struct Namespace {
    std::string name;
    const iam::Value* value = nullptr;  // the first that admits accounts of it
  };
  struct Environments {
    ClaimId one;
    ClaimId other;
  };

  std::vector<Namespace> namespaces;           // whose accounts it admits, by name
  std::vector<const TrustedIssuer*> clusters;  // from which it admits accounts, by issuer
  // Two accounts that it admits, of units whose paths name different environments.
  std::optional<Environments> environments;

  bool IsShared() const {
    return namespaces.size() > 1 || clusters.size() > 1 || environments.has_value();
  }
};

RoleSharing SharingOf(const IdentityGraph& graph, PolicyId policy);

}  // namespace irsalint::graph
