#include "analyzer/render/display.h"

#include <algorithm>
#include <array>

#include "analyzer/base/utf8.h"

namespace irsalint::render {
namespace {

constexpr size_t kTabStop = 4;

struct CharacterRange {
  char32_t first;
  char32_t last;
};

// Unicode 15, EastAsianWidth W and F, coarsely; a wrong guess only shifts an underline.
constexpr std::array kWide = {
    CharacterRange{0x1100, 0x115F},   CharacterRange{0x231A, 0x231B},
    CharacterRange{0x23E9, 0x23EC},   CharacterRange{0x2614, 0x2615},
    CharacterRange{0x26A1, 0x26A1},   CharacterRange{0x2705, 0x2705},
    CharacterRange{0x274C, 0x274C},   CharacterRange{0x2E80, 0x303E},
    CharacterRange{0x3041, 0x33FF},   CharacterRange{0x3400, 0x4DBF},
    CharacterRange{0x4E00, 0x9FFF},   CharacterRange{0xA000, 0xA4CF},
    CharacterRange{0xA960, 0xA97F},   CharacterRange{0xAC00, 0xD7A3},
    CharacterRange{0xF900, 0xFAFF},   CharacterRange{0xFE30, 0xFE6F},
    CharacterRange{0xFF00, 0xFF60},   CharacterRange{0xFFE0, 0xFFE6},
    CharacterRange{0x16FE0, 0x18CFF}, CharacterRange{0x1B000, 0x1B2FF},
    CharacterRange{0x1F18E, 0x1F19A}, CharacterRange{0x1F200, 0x1F64F},
    CharacterRange{0x1F680, 0x1F6FF}, CharacterRange{0x1F7E0, 0x1F7EB},
    CharacterRange{0x1F900, 0x1FAFF}, CharacterRange{0x20000, 0x3FFFD},
};

constexpr std::array kCombining = {
    CharacterRange{0x0300, 0x036F}, CharacterRange{0x0483, 0x0489}, CharacterRange{0x0591, 0x05BD},
    CharacterRange{0x064B, 0x065F}, CharacterRange{0x1AB0, 0x1AFF}, CharacterRange{0x1DC0, 0x1DFF},
    CharacterRange{0x20D0, 0x20FF}, CharacterRange{0xFE00, 0xFE0F}, CharacterRange{0xFE20, 0xFE2F},
};

template <size_t kSize>
bool Holds(const std::array<CharacterRange, kSize>& ranges, char32_t code_point) {
  return std::ranges::any_of(ranges, [code_point](const CharacterRange& range) {
    return range.first <= code_point && code_point <= range.last;
  });
}

// What .NET's TrimStart removes, which is what the runner calls.
bool IsDotNetWhiteSpace(char32_t code_point) {
  return (code_point >= 0x09 && code_point <= 0x0D) || code_point == 0x20 || code_point == 0x85 ||
         code_point == 0xA0 || code_point == 0x1680 ||
         (code_point >= 0x2000 && code_point <= 0x200A) || code_point == 0x2028 ||
         code_point == 0x2029 || code_point == 0x202F || code_point == 0x205F ||
         code_point == 0x3000;
}

std::string ReplaceAll(std::string_view text, std::string_view from, std::string_view to) {
  std::string result;
  result.reserve(text.size());
  size_t start = 0;
  for (size_t found = text.find(from); found != std::string_view::npos;
       found = text.find(from, start)) {
    result.append(text.substr(start, found - start)).append(to);
    start = found + from.size();
  }
  result.append(text.substr(start));
  return result;
}

}  // namespace

std::string EscapeLines(std::string_view text) {
  std::string shown;
  while (!text.empty()) {
    const size_t end = std::min(text.find_first_of("\n\t"), text.size());
    shown += base::EscapeForDisplay(text.substr(0, end));
    if (end < text.size()) shown += text[end];
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return shown;
}

size_t ColumnsOf(char32_t code_point) {
  if (Holds(kCombining, code_point)) return 0;
  return Holds(kWide, code_point) ? 2 : 1;
}

DisplayLine LayOut(std::string_view line, size_t mark_begin, size_t mark_end) {
  DisplayLine result;
  size_t columns = 0;
  size_t offset = 0;
  bool begin_seen = false;
  bool end_seen = false;
  while (offset < line.size()) {
    if (!begin_seen && offset >= mark_begin) {
      result.mark_begin = columns;
      begin_seen = true;
    }
    if (!end_seen && offset >= mark_end) {
      result.mark_end = columns;
      end_seen = true;
    }
    const size_t start = offset;
    const char32_t code_point = base::DecodeUtf8(line, &offset);
    if (code_point == '\t') {
      const size_t width = kTabStop - columns % kTabStop;
      result.text.append(width, ' ');
      columns += width;
      continue;
    }
    const std::string_view raw = line.substr(start, offset - start);
    const std::string shown = base::EscapeForDisplay(raw);
    columns += shown == raw ? ColumnsOf(code_point) : shown.size();
    result.text += shown;
  }
  if (!begin_seen) result.mark_begin = columns;
  if (!end_seen) result.mark_end = columns;
  return result;
}

std::string GuardCommandsInLine(std::string_view text) {
  return ReplaceAll(ReplaceAll(text, "##[", "#\\u{23}["), "##vso[", "#\\u{23}vso[");
}

std::string GuardWorkflowCommands(std::string_view text) {
  const std::string guarded = GuardCommandsInLine(text);
  const std::string_view rest = guarded;
  std::string result;
  result.reserve(rest.size());
  bool at_line_start = true;
  size_t offset = 0;
  while (offset < rest.size()) {
    if (at_line_start && rest.substr(offset, 2) == "::" && rest.substr(offset, 3) != ":::") {
      result += ":\\u{3a}";
      offset += 2;
      at_line_start = false;
      continue;
    }
    const size_t start = offset;
    const char32_t code_point = base::DecodeUtf8(rest, &offset);
    if (code_point == '\n' || code_point == '\r') {
      at_line_start = true;
    } else if (!IsDotNetWhiteSpace(code_point)) {
      at_line_start = false;
    }
    result.append(rest.substr(start, offset - start));
  }
  return result;
}

std::string GuardWorkflowCommandsInJson(std::string_view json) {
  return ReplaceAll(ReplaceAll(json, "##[", "#\\u0023["), "##vso[", "#\\u0023vso[");
}

}  // namespace irsalint::render
