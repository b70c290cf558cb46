#pragma once

#include <cstddef>
#include <vector>

#include "analyzer/iam/policy_document.h"

namespace irsalint::iam {

// An Allow statement through which an AWS account that nobody knows can take the role.
struct PublicPrincipal {
  size_t statement = 0;
  size_t principal = 0;  // `"AWS": "*"`, index into Statement::principals
};

// The statements with `"AWS": "*"` (docs/reference/iam.md §1.3) whose conditions a stranger can
// meet, and that no Deny statement takes back. Effective are conditions on who the caller is and
// where it calls from: its account, its organization, its ARN, a network, an external id. Not
// effective are keys that a caller sets as it likes (names, tags, the session's name, MFA, the
// time), patterns that cover everybody, negated lists, and `IfExists` on what a stranger lacks. A
// placeholder may be effective. `"Principal": "*"` is no public principal: IAM does not store it.
std::vector<PublicPrincipal> PublicPrincipalsOf(const PolicyDocument& policy);

}  // namespace irsalint::iam
