#include "analyzer/base/json_quote.h"

#include <fmt/format.h>

#include <cstdint>
#include <iterator>

#include "analyzer/base/utf8.h"

namespace irsalint::base {
namespace {

constexpr char32_t kFirstSupplementary = 0x10000;
constexpr char32_t kReplacement = 0xFFFD;

void AppendEscaped(char32_t code_point, std::string* out) {
  if (code_point >= kInvalidByteBase) code_point = kReplacement;
  if (code_point < kFirstSupplementary) {
    fmt::format_to(std::back_inserter(*out), "\\u{:04x}", static_cast<uint32_t>(code_point));
    return;
  }
  const uint32_t rest = static_cast<uint32_t>(code_point - kFirstSupplementary);
  fmt::format_to(std::back_inserter(*out), "\\u{:04x}\\u{:04x}", 0xd800 + (rest >> 10),
                 0xdc00 + (rest & 0x3ff));
}

}  // namespace

void AppendJsonQuoted(std::string_view text, std::string* out) {
  *out += '"';
  for (size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (c == '"' || c == '\\') {
      *out += '\\';
      *out += c;
      ++i;
    } else if (c == '\n') {
      *out += "\\n";
      ++i;
    } else if (c >= ' ' && c <= '~') {
      *out += c;
      ++i;
    } else {
      AppendEscaped(DecodeUtf8(text, &i), out);
    }
  }
  *out += '"';
}

}  // namespace irsalint::base
