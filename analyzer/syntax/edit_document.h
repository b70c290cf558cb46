#pragma once

#include <span>
#include <vector>

#include "analyzer/base/result.h"
#include "analyzer/syntax/edit_changes.h"
#include "analyzer/syntax/layout.h"

namespace irsalint::syntax {

// The changes of one document's text that edits make, sorted and disjoint; parsed again and
// compared. Documents inside scalars are changed with the same means.
base::Result<std::vector<TextChange>> ChangeDocument(const Layout& layout, const Node& root,
                                                     std::span<const RoutedEdit> edits);

// `text` with sorted, disjoint changes.
std::string ApplyChanges(std::string_view text, std::span<const TextChange> changes);

}  // namespace irsalint::syntax
