#pragma once

#include <cstdint>
#include <vector>

#include "analyzer/graph/identity_graph.h"

namespace irsalint::graph {

// A place that says which role a service account has.
struct RoleReference {
  enum class Origin : uint8_t {
    kAnnotation,         // of the ServiceAccount
    kEnvironment,        // AWS_ROLE_ARN of a container
    kAssociation,        // roleArn of a Pod Identity association
    kAssociationTarget,  // its targetRoleArn
    kMadeAccount,        // an account that eksctl makes, for a role that is there
  };

  Origin origin = Origin::kAnnotation;
  UnitId unit;
  const facts::KnownText* arn = nullptr;  // has a value
  syntax::Text namespace_name;
  syntax::Text account_name;
  const Claim* claim = nullptr;  // of kAnnotation and kEnvironment
};

// All of them, in the graph's order. Without annotations that a Pod Identity association replaces,
// or may replace: nobody reads those.
std::vector<RoleReference> RoleReferencesOf(const IdentityGraph& graph);

// Whether the webhook of the claim's cluster made the role's ARN of a bare name: then the
// annotation does not hold the text of `role_arn`.
bool IsComposed(const IdentityGraph& graph, const Claim& claim);

// What a role's ARN is, as far as its text tells.
enum class RoleArnForm : uint8_t {
  kArn,          // what the webhook accepts
  kBareName,     // a name, which the webhook of a cluster that may be the account's completes
  kPlaceholder,  // something to be replaced by hand: `<ACCOUNT_ID>`, `xxxxxxxxxxxx`, `ROLE-ARN`
  kUnknown,      // another tool fills it in: `${…}`, `$(…)`, `{{…}}`, `%s`
  kMalformed,
};
RoleArnForm FormOf(const IdentityGraph& graph, const RoleReference& reference);
RoleArnForm FormOf(const IdentityGraph& graph, const Claim& claim);

}  // namespace irsalint::graph
