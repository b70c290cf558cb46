#pragma once

#include "analyzer/iam/policy_document.h"
#include "analyzer/iam/variables.h"

namespace irsalint::iam {

// Whether a value holds `*` or `?` that was meant as a wildcard and counts for itself, because its
// operator compares strings without patterns (docs/reference/iam.md §2.2). An escaped `${*}` and
// what a placeholder stands for do not count. `characters` are those to look for.
bool HoldsLiteralWildcard(const Condition& condition, const Value& value, Variables variables,
                          std::string_view characters);

}  // namespace irsalint::iam
