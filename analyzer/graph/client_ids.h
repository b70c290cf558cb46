#pragma once

#include <string>
#include <vector>

#include "analyzer/graph/identity_graph.h"

namespace irsalint::graph {

// An audience that tokens carry and that an OIDC provider does not accept: STS refuses them before
// it looks at any policy (docs/reference/semantics.md §9 step 6).
struct MissingClientId {
  std::string audience;
  const iam::Value* nearest = nullptr;  // of the provider's client ids; null if it has none
  bool is_near = false;                 // `nearest` may be the same, misspelt
  std::vector<ClaimId> claims;          // whose tokens carry it; empty for a near miss alone
  bool inferred = false;  // which policy is the role's, or whose provider this is, was inferred
};

// The audiences that the provider lacks, of all claims whose pods come in through it. Without any
// claim only a near miss of the default audience is one, for issuers of EKS. Nothing for providers
// whose client ids are not known in full, and for audiences that another document of the same
// provider accepts.
std::vector<MissingClientId> MissingClientIds(const IdentityGraph& graph, ProviderId provider);

}  // namespace irsalint::graph
