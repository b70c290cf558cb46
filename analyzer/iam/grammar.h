#pragma once

#include "analyzer/iam/policy_document.h"

namespace irsalint::iam {

// Adds what IAM's grammar says about the statements of a document that is otherwise read
// (docs/reference/iam.md §1.2–§1.4, §3.2, §4).
void CheckGrammar(PolicyKind kind, PolicyDocument& document);

// Whether a problem is that a shared provider lacks its claim: IAM refuses that on saving only, and
// what was stored before goes on working (docs/reference/iam.md §4).
bool IsAboutSharedProvider(const GrammarProblem& problem);

}  // namespace irsalint::iam
