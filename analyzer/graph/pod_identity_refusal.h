#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analyzer/graph/pod_identity.h"

namespace irsalint::graph {

// Something in a trust policy that keeps EKS Pod Identity from taking its role.
struct PodIdentityRefusal {
  enum class Step : uint8_t {
    kRole,        // the service takes the association's role
    kTargetRole,  // that role takes the target role
  };

  PodIdentityDenial::Kind kind = PodIdentityDenial::Kind::kPrincipal;
  Step step = Step::kRole;
  std::string_view action;
  // The one that refuses; kPrincipal and kTagSession: that lets the caller in for the rest, nothing
  // where there is none.
  std::optional<size_t> statement;
  std::optional<size_t> condition;  // kCondition: index into Statement::conditions
  std::optional<size_t> value;      // of the condition, the one that comes nearest
  syntax::Text carried;             // kCondition: what the request has instead; empty for nothing
  std::string reason;               // kCondition: a sentence without full stop
  // Those that it refuses; none where it refuses every one that may exist, and the role has none
  // in the input.
  std::vector<AssociationId> associations;
};

// What of a policy refuses associations of its role, or else whatever association the role may
// have: a policy that trusts the service is meant for one. One for each thing to mend, with all
// that it refuses, in the order of the associations. Of several variants of the role's policy the
// first is to be mended, and none where another admits. Faults that other rules report whoever
// comes (PolicyFault) are left out.
std::vector<PodIdentityRefusal> RefusalsBy(const IdentityGraph& graph, PolicyId policy);

// The Allow statements by which a policy admits every association that may exist: nothing demands a
// cluster, a namespace, a service account or a source (docs/reference/semantics.md §8.4).
std::vector<size_t> UnscopedStatements(const IdentityGraph& graph, PolicyId policy);

}  // namespace irsalint::graph
