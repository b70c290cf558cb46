#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "analyzer/source/text_edit.h"

namespace irsalint::lsp {

// The comment that suppresses what a rule finds at byte `offset` of a YAML file, on a line of its
// own above it, with a reason to be written over. Nothing where a comment would be none: inside of
// a block scalar or a JSON document.
[[nodiscard]] std::optional<source::TextEdit> SuppressHere(std::string_view text, uint32_t offset,
                                                           std::string_view rule);

}  // namespace irsalint::lsp
