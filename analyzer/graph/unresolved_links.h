#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analyzer/graph/identity_graph.h"

namespace irsalint::graph {

// A link of the chain that cannot be followed, for all who have it for the same reason.
struct UnresolvedLink {
  enum class Cause : uint8_t {
    kAccountUnknown,     // the name of a workload's account is filled in later
    kRoleUnknown,        // the ARN of a role is filled in later
    kTrustPolicyAbsent,  // no trust policy of the role is in the input
    kTrustPolicyUnsure,  // one may be the role's, but nothing says so
    kNamespaceUnknown,   // whether a role admits the accounts of a unit hangs on their namespace
  };

  // Who has it: a workload for kAccountUnknown, else an account.
  struct Holder {
    syntax::Place place;  // of the value that cannot be followed
    std::string kind;     // "Deployment", "ServiceAccount"
    syntax::Text namespace_name;
    syntax::Text name;
  };

  Cause cause = Cause::kTrustPolicyAbsent;
  std::string value;               // the name or ARN as written; the unit for kNamespaceUnknown
  std::vector<Holder> holders;     // by file, kind, namespace and name
  std::optional<PolicyId> policy;  // for kTrustPolicyUnsure
};

// All of them, in the graph's order. Without what other questions answer: accounts and roles that
// are missing, malformed, to be completed by hand, of documentation, or declared to live elsewhere.
std::vector<UnresolvedLink> UnresolvedLinksOf(const IdentityGraph& graph);

}  // namespace irsalint::graph
