#pragma once

#include <string>

#include "analyzer/iam/evaluate.h"

namespace irsalint::explain {

// A decision clause by clause, for people: the outcome, then each statement with what each of its
// elements says. `decision` must be of `policy`. Safe for a terminal.
[[nodiscard]] std::string DecisionText(const iam::PolicyDocument& policy,
                                       const iam::Decision& decision);

// `{"decision":…,"reason":…,"statements":[{"sid","effect","applies","clauses":[{"element","operator",
// "key","holds","reason"}]}]}`; `reason` only for a reject, `sid` where there is one, `operator`
// and `key` for conditions.
[[nodiscard]] std::string DecisionJson(const iam::PolicyDocument& policy,
                                       const iam::Decision& decision);

}  // namespace irsalint::explain
