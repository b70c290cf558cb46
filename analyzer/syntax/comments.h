#pragma once

#include <cstddef>
#include <limits>
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

// Which comments are looked for: those in documents that hold `mark`, as long as these documents
// have no more than `max_bytes` together. Everything by default.
struct CommentScope {
  std::string_view mark = {};
  size_t max_bytes = std::numeric_limits<size_t>::max();
};

struct FoundComments {
  std::vector<Comment> comments;     // in the order of the file
  std::vector<DocumentId> left_out;  // documents that hold the mark and were too large
};

// The comments of a file, as tree-sitter sees them (a `#` inside a scalar is none). None for JSON.
FoundComments Comments(source::SourceId source, std::string_view file, Syntax syntax,
                       const CommentScope& scope = {});

}  // namespace irsalint::syntax
