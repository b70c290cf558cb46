#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace irsalint::source {

// A position as people count it: line and column are 1-based, the column in Unicode code points.
struct LineColumn {
  uint32_t line = 1;
  uint32_t column = 1;

  friend constexpr bool operator==(const LineColumn&, const LineColumn&) = default;
};

// Turns byte offsets of one text into lines and columns. A line ends at LF, CRLF or a lone CR. A
// byte-order mark at the start of the file takes no column; an invalid UTF-8 byte takes one. Keeps
// a view of the text, which must outlive the index.
class LineIndex {
 public:
  explicit LineIndex(std::string_view text);

  // The position of the byte at `offset`; an offset past the end is the position after the last
  // byte.
  LineColumn At(size_t offset) const;

  // 1-based column in UTF-16 code units, as SARIF and LSP count (never inside a surrogate pair).
  uint32_t Utf16Column(size_t offset) const;

  uint32_t LineCount() const { return static_cast<uint32_t>(starts_.size()); }

  // The bytes of a 1-based line without its line ending; "" for a line that does not exist.
  std::string_view Line(uint32_t line) const;

  // Byte offset of the first byte of a 1-based line (after a byte-order mark on line 1).
  size_t LineStart(uint32_t line) const;

 private:
  std::string_view text_;
  std::vector<uint32_t> starts_;
};

}  // namespace irsalint::source
