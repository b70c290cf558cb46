#pragma once

#include "analyzer/base/truth.h"
#include "analyzer/iam/policy_document.h"

namespace irsalint::iam {

// Whether a condition holds for a request that does not carry its key
// (docs/reference/iam.md §2.3). kMaybe for an operator that is none, and where nobody says.
base::Truth HoldsWithoutKey(const Condition& condition);

}  // namespace irsalint::iam
