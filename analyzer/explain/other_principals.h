#pragma once

#include <string>
#include <vector>

#include "analyzer/iam/policy_document.h"

namespace irsalint::explain {

// Somebody who may take a role by other means than a token of an OIDC provider.
struct OtherPrincipal {
  iam::PrincipalKind kind = iam::PrincipalKind::kUnknown;
  bool all_but = false;              // NotPrincipal: everybody but this one
  std::string value;                 // as written
  std::vector<std::string> actions;  // as written, those that give the role
  bool has_conditions = false;       // which may narrow it
  syntax::Place place;
};

// Of all Allow statements, in the policy's order.
[[nodiscard]] std::vector<OtherPrincipal> OtherPrincipalsOf(const iam::PolicyDocument& policy);

// "the service ec2.amazonaws.com", "everybody". Not escaped.
[[nodiscard]] std::string Describe(const OtherPrincipal& principal);

// "aws", "federated", "service", "canonical-user", "everybody" or "unknown".
[[nodiscard]] std::string_view ToString(iam::PrincipalKind kind);

}  // namespace irsalint::explain
