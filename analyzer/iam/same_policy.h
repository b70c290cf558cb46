#pragma once

#include "analyzer/base/truth.h"
#include "analyzer/iam/policy_document.h"

namespace irsalint::iam {

// Whether two policies say the same: the same statements, whatever their order, their Sids and the
// case of operators, keys and actions. kMaybe where they differ and one of them holds a hole.
base::Truth SaySame(const PolicyDocument& a, const PolicyDocument& b);

}  // namespace irsalint::iam
