#pragma once

#include <string>
#include <vector>

#include "analyzer/iam/policy_document.h"

namespace irsalint::rule {

// The principals of all Allow statements, and the place of those of one statement. Statements may
// stand in any order, so it is that with the last principal by name: services come behind ARNs.
struct TrustedPrincipals {
  std::vector<std::string> names;
  syntax::Place place;  // not valid where nobody is trusted
};
TrustedPrincipals TrustedBy(const iam::PolicyDocument& policy);

}  // namespace irsalint::rule
