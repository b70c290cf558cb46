#pragma once

#include <cstdint>
#include <string_view>

#include "analyzer/syntax/node.h"

namespace irsalint::syntax {

// Where a value ends, found by its bytes and its decoded text alone, without a tree of the grammar.
// `begin` is the offset in `text` of its first byte; the answer is not before it and inside `text`.
// Exact for every scalar and alias that the parser accepted; for a collection the end of its last
// value and of the brackets behind it.
uint32_t LexicalEnd(std::string_view text, uint32_t begin, const Node& node);

// Whether the node is a value that was not written at all (`key:` alone).
bool IsUnwritten(const Node& node);

}  // namespace irsalint::syntax
