#pragma once

#include <string_view>

#include "analyzer/base/truth.h"
#include "analyzer/iam/policy_document.h"

namespace irsalint::iam {

// What a pod calls with its token.
inline constexpr std::string_view kWebIdentityAction = "sts:AssumeRoleWithWebIdentity";

// Whether a statement is about an action (`sts:AssumeRole`), by Action or NotAction; names are
// compared without case (docs/reference/iam.md §1.4). A placeholder may be any action.
base::Truth CoversAction(const Statement& statement, std::string_view action);

// Whether an action is written out as this one, not as a pattern.
bool NamesAction(const Value& written, std::string_view action);

}  // namespace irsalint::iam
