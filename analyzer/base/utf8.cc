#include "analyzer/base/utf8.h"

#include <cstdint>
#include <cstring>

namespace irsalint::base {
namespace {

// The length of the well-formed sequence at `offset`, and its code point; 0 if there is none.
size_t DecodeOne(std::string_view text, size_t offset, char32_t* code_point) {
  const auto byte_at = [text](size_t i) { return static_cast<uint8_t>(text[i]); };
  const uint8_t lead = byte_at(offset);
  if (lead < 0x80) {
    *code_point = lead;
    return 1;
  }
  size_t length = 0;
  char32_t value = 0;
  char32_t smallest = 0;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2;
    value = lead & 0x1F;
    smallest = 0x80;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3;
    value = lead & 0x0F;
    smallest = 0x800;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4;
    value = lead & 0x07;
    smallest = 0x10000;
  } else {
    return 0;
  }
  if (text.size() - offset < length) return 0;
  for (size_t i = 1; i < length; ++i) {
    const uint8_t next = byte_at(offset + i);
    if ((next & 0xC0) != 0x80) return 0;
    value = (value << 6) | (next & 0x3F);
  }
  const bool is_surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < smallest || value > 0x10FFFF || is_surrogate) return 0;
  *code_point = value;
  return length;
}

// The offset of the first byte above 0x7F at or after `at`; the end if there is none. Most text has
// none, so this looks at eight bytes at once.
size_t SkipAscii(std::string_view text, size_t at) {
  constexpr uint64_t kHighs = 0x8080808080808080;
  for (; at + sizeof(uint64_t) <= text.size(); at += sizeof(uint64_t)) {
    uint64_t word = 0;
    std::memcpy(&word, text.data() + at, sizeof(word));
    if ((word & kHighs) != 0) break;
  }
  while (at < text.size() && static_cast<uint8_t>(text[at]) < 0x80) ++at;
  return at;
}

bool InRange(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

// What a terminal acts on, what reorders text, and what cannot be seen.
bool IsUnsafeToShow(char32_t c) {
  return c < 0x20 || InRange(c, 0x7F, 0x9F) || c == 0xAD || c == 0x061C || c == 0x180E ||
         InRange(c, 0x200B, 0x200F) || InRange(c, 0x2028, 0x202E) || InRange(c, 0x2060, 0x206F) ||
         c == 0xFEFF || InRange(c, 0xFFF9, 0xFFFB) || InRange(c, 0xE0000, 0xE007F);
}

void AppendHex(uint32_t value, std::string* out) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string reversed;
  do {
    reversed += kDigits[value % 16];
    value /= 16;
  } while (value != 0);
  out->append(reversed.rbegin(), reversed.rend());
}

}  // namespace

std::optional<size_t> FirstInvalidUtf8(std::string_view text) {
  size_t offset = 0;
  while ((offset = SkipAscii(text, offset)) < text.size()) {
    char32_t ignored = 0;
    const size_t length = DecodeOne(text, offset, &ignored);
    if (length == 0) return offset;
    offset += length;
  }
  return std::nullopt;
}

bool IsValidUtf8(std::string_view text) { return !FirstInvalidUtf8(text).has_value(); }

char32_t DecodeUtf8(std::string_view text, size_t* offset) {
  char32_t code_point = 0;
  const size_t length = DecodeOne(text, *offset, &code_point);
  if (length == 0) return kInvalidByteBase + static_cast<uint8_t>(text[(*offset)++]);
  *offset += length;
  return code_point;
}

std::u32string DecodeAllUtf8(std::string_view text) {
  std::u32string decoded;
  decoded.reserve(text.size());
  for (size_t offset = 0; offset < text.size();) decoded += DecodeUtf8(text, &offset);
  return decoded;
}

void AppendUtf8(char32_t c, std::string* text) {
  const auto append = [text](char32_t byte) { *text += static_cast<char>(byte); };
  if (c < 0x80) {
    append(c);
  } else if (c < 0x800) {
    append(0xC0 | (c >> 6));
    append(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    append(0xE0 | (c >> 12));
    append(0x80 | ((c >> 6) & 0x3F));
    append(0x80 | (c & 0x3F));
  } else if (c < kInvalidByteBase) {
    append(0xF0 | (c >> 18));
    append(0x80 | ((c >> 12) & 0x3F));
    append(0x80 | ((c >> 6) & 0x3F));
    append(0x80 | (c & 0x3F));
  } else {
    append((c - kInvalidByteBase) & 0xFF);
  }
}

size_t CountCodePoints(std::string_view text) {
  size_t count = 0;
  for (size_t offset = 0; offset < text.size(); ++count) DecodeUtf8(text, &offset);
  return count;
}

size_t CountUtf16Units(std::string_view text) {
  size_t units = 0;
  for (size_t at = 0; at < text.size();) {
    const char32_t character = DecodeUtf8(text, &at);
    units += character >= 0x10000 && character < kInvalidByteBase ? 2 : 1;
  }
  return units;
}

char32_t SimpleFold(char32_t c) {
  if (c < 0x80) return InRange(c, 'A', 'Z') ? c + 32 : c;
  if (c == 0xB5) return 0x3BC;
  if (InRange(c, 0xC0, 0xDE)) return c == 0xD7 ? c : c + 32;
  // Latin Extended-A: pairs of upper and lower case, in three runs with different parity.
  if (InRange(c, 0x100, 0x12F) || InRange(c, 0x132, 0x137) || InRange(c, 0x14A, 0x177)) {
    return c | 1;
  }
  if (InRange(c, 0x139, 0x148) || InRange(c, 0x179, 0x17E)) return c % 2 == 1 ? c + 1 : c;
  if (c == 0x178) return 0xFF;
  if (c == 0x17F) return 's';
  if (c == 0x386) return 0x3AC;
  if (InRange(c, 0x388, 0x38A)) return c + 37;
  if (c == 0x38C) return 0x3CC;
  if (c == 0x38E || c == 0x38F) return c + 63;
  if (InRange(c, 0x391, 0x3AB)) return c == 0x3A2 ? c : c + 32;
  if (c == 0x3C2) return 0x3C3;
  if (InRange(c, 0x400, 0x40F)) return c + 80;
  if (InRange(c, 0x410, 0x42F)) return c + 32;
  if (InRange(c, 0x460, 0x481) || InRange(c, 0x48A, 0x4BF) || InRange(c, 0x4D0, 0x52F)) {
    return c | 1;
  }
  if (c == 0x1E9E) return 0xDF;
  if (InRange(c, 0x1E00, 0x1E95) || InRange(c, 0x1EA0, 0x1EFF)) return c | 1;
  if (c == 0x212A) return 'k';
  if (c == 0x212B) return 0xE5;
  if (InRange(c, 0xFF21, 0xFF3A)) return c + 32;
  return c;
}

std::string EscapeForDisplay(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  for (size_t offset = 0; offset < text.size();) {
    const size_t begin = offset;
    const char32_t c = DecodeUtf8(text, &offset);
    if (c >= kInvalidByteBase) {
      shown += "\\x{";
      AppendHex(c - kInvalidByteBase, &shown);
      shown += '}';
    } else if (IsUnsafeToShow(c)) {
      shown += "\\u{";
      AppendHex(c, &shown);
      shown += '}';
    } else {
      shown += text.substr(begin, offset - begin);
    }
  }
  return shown;
}

}  // namespace irsalint::base
