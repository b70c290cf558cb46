#pragma once

#include <string_view>
#include <vector>

#include "analyzer/source/span.h"
#include "analyzer/syntax/document.h"

namespace irsalint::syntax {

// One comment of a file: the bytes from its mark to the end of the line.
struct Comment {
  source::Span span;
  bool own_line = false;  // nothing but blanks before it

  friend bool operator==(const Comment&, const Comment&) = default;
};

// The comments of a file in order, as tree-sitter sees them (a `#` inside a scalar is none). Empty
// for JSON.
std::vector<Comment> Comments(source::SourceId source, std::string_view file, Syntax syntax);

}  // namespace irsalint::syntax
