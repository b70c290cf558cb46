#include "analyzer/lsp/position.h"

#include <algorithm>

#include "analyzer/base/utf8.h"

namespace irsalint::lsp {
namespace {

// Of one character.
uint32_t UnitsOf(std::string_view bytes, PositionEncoding encoding) {
  return static_cast<uint32_t>(encoding == PositionEncoding::kUtf8 ? bytes.size()
                                                                   : base::CountUtf16Units(bytes));
}

size_t EndOfCharacter(std::string_view text, size_t offset) {
  base::DecodeUtf8(text, &offset);
  return offset;
}

}  // namespace

bool Touch(const Range& a, const Range& b) { return a.start <= b.end && b.start <= a.end; }

void to_json(Json& json, const Position& position) {
  json = {{"line", position.line}, {"character", position.character}};
}

void from_json(const Json& json, Position& position) {
  position.line = json.at("line").get<uint32_t>();
  position.character = json.at("character").get<uint32_t>();
}

void to_json(Json& json, const Range& range) {
  json = {{"start", range.start}, {"end", range.end}};
}

void from_json(const Json& json, Range& range) {
  range.start = json.at("start").get<Position>();
  range.end = json.at("end").get<Position>();
}

Positions::Positions(std::string_view text, PositionEncoding encoding)
    : text_(text), lines_(text), encoding_(encoding) {}

Position Positions::At(size_t offset) const {
  offset = std::min(offset, text_.size());
  const uint32_t line = lines_.At(offset).line;
  const size_t start = line == 1 ? 0 : lines_.LineStart(line);
  uint32_t character = 0;
  for (size_t at = start; at < offset;) {
    const size_t end = EndOfCharacter(text_, at);
    if (end > offset) break;
    character += UnitsOf(text_.substr(at, end - at), encoding_);
    at = end;
  }
  return {.line = line - 1, .character = character};
}

Range Positions::Of(size_t begin, size_t end) const { return {.start = At(begin), .end = At(end)}; }

Position Positions::OfCharacter(uint32_t line, uint32_t column) const {
  if (line == 0 || line > lines_.LineCount()) return {.line = line == 0 ? 0 : line - 1};
  const size_t end = lines_.LineStart(line) + lines_.Line(line).size();
  size_t at = lines_.LineStart(line);
  for (uint32_t passed = 1; passed < column && at < end; ++passed) {
    at = EndOfCharacter(text_, at);
  }
  return At(at);
}

size_t Positions::OffsetOf(const Position& position) const {
  if (position.line >= lines_.LineCount()) return text_.size();
  const uint32_t line = position.line + 1;
  // A client that keeps a byte-order mark counts it, too.
  const size_t start = line == 1 ? 0 : lines_.LineStart(line);
  const size_t end = lines_.LineStart(line) + lines_.Line(line).size();
  uint32_t character = 0;
  size_t at = start;
  while (at < end) {
    const size_t next = EndOfCharacter(text_, at);
    character += UnitsOf(text_.substr(at, next - at), encoding_);
    if (character > position.character) break;
    at = next;
  }
  return at;
}

Range RangeOf(const rule::LocatedPlace& place, PositionEncoding encoding) {
  if (place.line == 0) return {};
  const rule::Columns& columns = encoding == PositionEncoding::kUtf8 ? place.utf8 : place.utf16;
  const auto character = [](uint32_t column) { return column == 0 ? 0 : column - 1; };
  return {.start = {.line = place.line - 1, .character = character(columns.begin)},
          .end = {.line = place.end_line - 1, .character = character(columns.end)}};
}

}  // namespace irsalint::lsp
