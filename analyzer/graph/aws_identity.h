#pragma once

#include <optional>

#include "analyzer/graph/identity_graph.h"

namespace irsalint::graph {

// What gives an account an AWS role, and where that stands.
struct AwsIdentity {
  enum class Source : uint8_t { kClaim, kAssociation, kMadeAccount };

  Source source = Source::kClaim;
  syntax::Place place;
};

// The role that an account has in the input: by its annotation or the environment of its pods, by a
// Pod Identity association, or by what makes the account in its own unit (eksctl). Nothing if none
// of them names it.
std::optional<AwsIdentity> AwsIdentityOf(const IdentityGraph& graph, AccountId account);

}  // namespace irsalint::graph
