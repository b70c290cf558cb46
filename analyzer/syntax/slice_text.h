#pragma once

#include <cstddef>
#include <string_view>

namespace irsalint::syntax {

// The bytes of one slice of YAML, and the little lexing that finds the positions yaml-cpp does not
// tell. Offsets are those of the whole file.
class SliceText {
 public:
  // Only [begin, end) of `file` is looked at.
  SliceText(std::string_view file, size_t begin, size_t end)
      : text_(file.substr(0, end)), begin_(begin) {}

  size_t begin() const { return begin_; }
  size_t end() const { return text_.size(); }
  std::string_view bytes() const { return text_.substr(begin_); }

  // The byte at `at`; a line end behind the last one.
  char operator[](size_t at) const { return at < text_.size() ? text_[at] : '\n'; }

  bool Holds(size_t at, std::string_view expected) const;
  std::string_view Sub(size_t at, size_t length) const { return text_.substr(at, length); }

  // Past blanks, line ends and comments.
  size_t SkipTrivia(size_t at) const;

  // Past the anchor, alias or tag at `at`.
  size_t PropertyEnd(size_t at) const;

  // Past the closing quote of the scalar that starts at `at`; npos if it is never closed.
  size_t QuotedEnd(size_t at) const;

  // Past the plain scalar at `at` whose decoded text is `text`: folding changes only blanks.
  size_t PlainEnd(size_t at, std::string_view text) const;

  // Back over blanks and line ends before `at`.
  size_t TrimBack(size_t at) const;

  // The length of a null word (`~`, `null`…) that stands alone at `at`; 0 if there is none.
  size_t NullWordLength(size_t at) const;

  // Whether the next thing on this line is the `:` of a map entry.
  bool IsFollowedByColon(size_t at) const;

  // The offset of a tab in the indentation of the line that holds `at`; npos if there is none.
  size_t TabInIndentation(size_t at) const;

 private:
  std::string_view text_;
  size_t begin_;
};

}  // namespace irsalint::syntax
