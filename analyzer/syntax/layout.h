#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "analyzer/syntax/document.h"

namespace irsalint::syntax {

// How the values of one document are written: where each of them begins and ends, in block or flow
// style, on which lines. Found from the parser's starts and the bytes alone. Offsets are those of
// the whole text.
class Layout {
 public:
  // Only [begin, end) of `text` is looked at. A byte-order mark at `begin` is no part of a line.
  Layout(std::string_view text, size_t begin, size_t end, Syntax syntax);

  Syntax syntax() const { return syntax_; }
  size_t begin() const { return begin_; }
  size_t end() const { return text_.size(); }
  std::string_view text() const { return text_; }

  // The byte at `at`; a line end behind the last one.
  char operator[](size_t at) const { return at < text_.size() ? text_[at] : '\n'; }
  std::string_view Sub(size_t begin, size_t end) const { return text_.substr(begin, end - begin); }

  // The line that holds `at`: its first byte, the end of its content, the break behind it. The
  // break of a last line without one is that of the line above, else `\n`.
  size_t LineBegin(size_t at) const;
  size_t LineEnd(size_t at) const;
  std::string_view LineBreak(size_t at) const;

  // The end of the content of the line above; nothing for the first one.
  std::optional<size_t> LineAboveEnd(size_t at) const;

  // The start of the next line; nothing for the last one.
  std::optional<size_t> NextLine(size_t at) const;

  size_t Column(size_t at) const { return at - LineBegin(at); }
  std::string_view Indentation(size_t at) const;

  // Whether only blanks stand before `at` on its line.
  bool StartsLine(size_t at) const;

  // Whether only blanks and a comment stand from `at` to the end of its line.
  bool EndsLine(size_t at) const;

  // Past blanks; past blanks, line breaks and comments.
  size_t SkipBlanks(size_t at) const;
  size_t SkipTrivia(size_t at) const;

  // Past the anchor or tag at `at`.
  size_t PropertyEnd(size_t at) const;

  // Whether a list or map is written in brackets; every collection of JSON is.
  bool IsFlow(const Node& collection) const;

  // Whether `node` is in a list or map that is written in brackets.
  bool IsInFlow(const Node& node) const;

  // The end of a value; of one that is not written, its start.
  size_t End(const Node& node) const;

  // An item, or a pair with its key's anchor and tag, `- ` and `? ` included.
  size_t ElementBegin(const Node& collection, size_t index) const;
  size_t ElementEnd(const Node& collection, size_t index) const;

  // The comma behind an element of a flow collection; nothing if there is none.
  std::optional<size_t> Comma(const Node& collection, size_t index) const;

  // Past the `:` of a pair; nothing if it has none.
  std::optional<size_t> ColonEnd(const Node& map, size_t index) const;

  // Where a value may be written: past the `:` of its pair or the `-` of its item and past the
  // anchors and tags on that line. For a value at the root, its start.
  size_t ValueSlot(const Node& value) const;

 private:
  // The index of the first line break at or behind `at`.
  size_t BreakAt(size_t at) const;

  std::string_view text_;  // up to the end of the document
  size_t begin_;
  Syntax syntax_;
  std::vector<size_t> breaks_;  // offsets of all `\n`: a document may be one line of megabytes
};

// The number of pairs or items.
size_t ElementCount(const Node& collection);

}  // namespace irsalint::syntax
