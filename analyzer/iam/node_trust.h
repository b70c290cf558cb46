#pragma once

#include <string_view>
#include <vector>

#include "analyzer/iam/policy_document.h"

// What the trust policy of a role of nodes says (docs/reference/iam.md §7.1).
namespace irsalint::iam {

// Whether a trust policy admits EC2, and whether it admits nobody else.
struct Ec2Trust {
  bool trusted = false;
  bool alone = false;
};
Ec2Trust Ec2TrustOf(const PolicyDocument& trust_policy);

// A principal that a role of nodes has no need of.
struct ExtraPrincipal {
  const Principal* principal = nullptr;
  bool narrowed = false;  // by conditions
};

// All that the Allow statements trust beside EC2, the services of hybrid nodes and the role itself.
// Neither principals that IAM has deleted, nor values that may still become one of these, nor
// everybody without a condition, which is a fault of its own.
std::vector<ExtraPrincipal> ExtraPrincipalsOf(const PolicyDocument& trust_policy,
                                              std::string_view role_arn);

}  // namespace irsalint::iam
