#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "analyzer/syntax/parse.h"
#include "analyzer/syntax/tree_builder.h"

namespace irsalint::syntax {

// Text that is parsed: bytes [begin, end) of `whole`. Offsets of nodes and errors are those of
// `whole`. A byte-order mark at `begin` is skipped.
struct TextRegion {
  std::string_view whole;
  size_t begin = 0;
  size_t end = 0;
};

// Read one document into `builder`; what went wrong otherwise.
std::optional<ParseError> ReadYaml(TextRegion region, TreeBuilder& builder, const Limits& limits);
std::optional<ParseError> ReadJson(TextRegion region, TreeBuilder& builder);

// The messages of the limits.
ParseError DepthError(const Limits& limits, size_t offset);
ParseError NodesError(const Limits& limits, size_t offset);

}  // namespace irsalint::syntax
