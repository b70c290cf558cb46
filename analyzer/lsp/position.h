#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "analyzer/lsp/json.h"
#include "analyzer/rule/report.h"
#include "analyzer/source/line_index.h"

namespace irsalint::lsp {

// What characters of a line are counted in.
enum class PositionEncoding : uint8_t { kUtf8, kUtf16 };

// Zero-based, between two characters.
struct Position {
  uint32_t line = 0;
  uint32_t character = 0;

  friend auto operator<=>(const Position&, const Position&) = default;
};

// Half-open.
struct Range {
  Position start;
  Position end;

  friend bool operator==(const Range&, const Range&) = default;
};

// Whether two ranges share a character or touch.
[[nodiscard]] bool Touch(const Range& a, const Range& b);

void to_json(Json& json, const Position& position);
void from_json(const Json& json, Position& position);
void to_json(Json& json, const Range& range);
void from_json(const Json& json, Range& range);

// Turns bytes of one text into positions and back. Keeps a view of the text.
class Positions {
 public:
  Positions(std::string_view text, PositionEncoding encoding);

  // Never inside a character. A byte past the end is the end.
  [[nodiscard]] Position At(size_t offset) const;
  [[nodiscard]] Range Of(size_t begin, size_t end) const;

  // Of a line and a character of it as people count them, from 1.
  [[nodiscard]] Position OfCharacter(uint32_t line, uint32_t column) const;

  // A position behind the end of its line is the end of the line, one behind the last line the end
  // of the text, one inside a character the beginning of that.
  [[nodiscard]] size_t OffsetOf(const Position& position) const;

 private:
  std::string_view text_;
  source::LineIndex lines_;
  PositionEncoding encoding_;
};

// Where a located place stands; the beginning of the file where that is not known.
[[nodiscard]] Range RangeOf(const rule::LocatedPlace& place, PositionEncoding encoding);

}  // namespace irsalint::lsp
