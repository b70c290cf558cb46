#pragma once

#include "analyzer/syntax/node.h"
#include "analyzer/syntax/route.h"

namespace irsalint::syntax {

// The node that the way leads to from `root`; null where there is none, and where the way leads
// into a document inside a scalar.
const Node* Follow(const Node* root, const Route& route);

}  // namespace irsalint::syntax
