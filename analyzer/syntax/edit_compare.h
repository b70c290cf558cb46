#pragma once

#include "analyzer/syntax/edit_changes.h"

namespace irsalint::syntax {

// Whether `now` is the tree `old` with these changes and no others: kinds, decoded texts and styles
// of scalars, the order of pairs and items, duplicates, aliases.
bool IsChangedTree(const Node& old, const Node& now, const Changes& changes);

}  // namespace irsalint::syntax
