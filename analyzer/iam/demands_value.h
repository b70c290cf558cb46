#pragma once

#include "analyzer/iam/policy_document.h"

namespace irsalint::iam {

// Whether a condition demands one of its values, rather than excluding them (`StringNotEquals`,
// `Null`). False for an operator that is none.
bool DemandsValue(const Condition& condition);

}  // namespace irsalint::iam
