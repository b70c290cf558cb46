#pragma once

#include <optional>

#include "analyzer/iam/issuer_fault.h"
#include "analyzer/iam/operator.h"
#include "analyzer/iam/variables.h"
#include "analyzer/syntax/text.h"

namespace irsalint::iam {

// Why a value that a String operator compares with `sub` is the subject of no Kubernetes token
// (docs/reference/semantics.md §2.4). Wildcards count as wildcards under every operator: what only
// fails because they are taken literally is another fault. Nothing where a hole or a policy
// variable may make it one, and for words that stand for a value (NAMESPACE).
std::optional<Repairable> FaultOfSubject(BaseOperator base, const syntax::Text& value,
                                         Variables variables);

// Whether somebody meant a service account: near `system:serviceaccount:`, also a group or a user
// of the cluster.
bool LooksLikeSubject(const syntax::Text& value);

}  // namespace irsalint::iam
