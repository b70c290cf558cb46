#pragma once

#include <optional>

#include "analyzer/base/pattern.h"
#include "analyzer/iam/operator.h"
#include "analyzer/iam/request.h"
#include "analyzer/iam/variables.h"

namespace irsalint::iam {

// Whether the request's value and the policy's value are "equal" in the sense of the positive form
// of the operator (docs/reference/iam.md §2.2): StringNotLike asks for what StringLike matches.
// Values of another type never match. `variables` says whether policy variables are replaced (only
// in documents of version 2012-10-17).
base::Truth Matches(BaseOperator base, const syntax::Text& request_value,
                    const syntax::Text& policy_value, const Request& request, Variables variables);

// The pattern of subjects that one value of a String operator describes. Nothing when the operator
// does not compare strings or a policy variable in the value has no value. A hole is any run.
std::optional<base::Pattern> SubjectPattern(BaseOperator base, const syntax::Text& policy_value,
                                            const Request& request, Variables variables);

}  // namespace irsalint::iam
