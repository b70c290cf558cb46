#pragma once

#include "analyzer/facts/facts.h"
#include "analyzer/syntax/document.h"

namespace irsalint::load {

// Adds the keys that stand twice in one map of a document that says something about identity:
// within its policies (also where the document is one, inside a scalar), and anywhere in the
// objects of Kubernetes. Whatever reads a document keeps the last of them (docs/reference/iam.md
// §1.1 G5).
void AddDuplicateKeys(const syntax::Document& document, facts::Facts* facts);

}  // namespace irsalint::load
