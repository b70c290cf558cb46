#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "analyzer/syntax/document.h"

namespace irsalint::syntax {

// What a construct is, in the terms that YAML and JSON share.
enum class OutlineKind : uint8_t {
  kPlain,  // an unquoted scalar; in JSON numbers, true, false and null
  kSingleQuoted,
  kDoubleQuoted,
  kBlock,  // a literal or folded scalar, its header included
  kAlias,
  kMap,
  kList,
  kPair,  // a key and its value; an entry of a flow map without `:` is no pair but a bare node
  kComment,
};

enum class OutlineRole : uint8_t { kNone, kKey, kValue };  // in the pair around it

// One construct and its exact bytes. Collections and pairs end with the last byte of their content,
// never with a comment or blank line; anchors and tags lie outside.
struct OutlineNode {
  uint32_t begin = 0;
  uint32_t end = 0;
  uint32_t after = 0;  // index of the first node that is not inside this one
  OutlineKind kind = OutlineKind::kPlain;
  OutlineRole role = OutlineRole::kNone;
};

// The constructs of one text as tree-sitter sees them, outer before inner and in the order of the
// text, so sorted by `begin`.
struct Outline {
  std::vector<OutlineNode> nodes;
  // Whether the whole text is there and free of errors. If not, nodes may be missing and `after`
  // means nothing.
  bool complete = false;
};

// The outline of a whole JSON text or of one slice of a YAML stream. Time and memory are bounded: a
// large slice of YAML is outlined entry by entry, without its outermost collections; a large JSON
// text or entry, and blocks nested deeper than the grammar's scanner can store, are left out.
Outline BuildOutline(std::string_view text, Syntax syntax);

}  // namespace irsalint::syntax
