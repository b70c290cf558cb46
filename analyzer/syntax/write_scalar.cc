#include "analyzer/syntax/write_scalar.h"

#include <fmt/format.h>

#include <algorithm>

#include "analyzer/base/strings.h"
#include "analyzer/base/utf8.h"
#include "analyzer/syntax/scalar_type.h"

namespace irsalint::syntax {
namespace {

bool IsFlowIndicator(char c) { return c == ',' || c == '[' || c == ']' || c == '{' || c == '}'; }

// Whether YAML or a reader of YAML treats the character as something other than text.
bool NeedsEscape(char32_t c) {
  const bool is_control = c < 0x20 || (c >= 0x7F && c < 0xA0);
  const bool is_separator = c == 0x2028 || c == 0x2029 || c == 0xFEFF;
  const bool is_noncharacter = (c >= 0xD800 && c < 0xE000) || c == 0xFFFE || c == 0xFFFF;
  return is_control || is_separator || is_noncharacter;
}

bool HasEscapes(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    if (NeedsEscape(base::DecodeUtf8(text, &at))) return true;
  }
  return false;
}

// `2012-10-17`, `12:30:00` and the like: strings for Kubernetes, more than that for other readers.
bool LooksLikeDateOrTime(std::string_view text) {
  return base::IsAsciiDigit(text.front()) &&
         text.find_first_not_of("0123456789-:.+_TZ ") == std::string_view::npos;
}

bool StartsLikeSyntax(std::string_view text) {
  constexpr std::string_view kIndicators = "[]{},#&*!|>'\"%@`";
  if (kIndicators.find(text.front()) != std::string_view::npos) return true;
  const bool may_be_indicator = text[0] == '-' || text[0] == '?' || text[0] == ':';
  if (may_be_indicator && (text.size() == 1 || text[1] == ' ' || IsFlowIndicator(text[1]))) {
    return true;
  }
  return text.starts_with("---") || text.starts_with("...") || text == "<<" || text == "=";
}

std::string_view SimpleEscape(char32_t c) {
  switch (c) {
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    case '\b':
      return "\\b";
    case '\f':
      return "\\f";
    default:
      return {};
  }
}

std::string EscapeDoubleQuoted(std::string_view text, Syntax syntax) {
  std::string escaped;
  escaped.reserve(text.size() + 2);
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    const char32_t c = base::DecodeUtf8(text, &at);
    const bool must_escape = syntax == Syntax::kYaml ? NeedsEscape(c) : c < 0x20;
    if (const std::string_view simple = SimpleEscape(c); !simple.empty()) {
      escaped += simple;
    } else if (must_escape) {
      escaped += fmt::format("\\u{:04x}", static_cast<uint32_t>(c));
    } else {
      escaped += text.substr(begin, at - begin);
    }
  }
  return escaped;
}

std::string EscapeSingleQuoted(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size() + 2);
  for (const char c : text) {
    if (c == '\'') escaped += c;
    escaped += c;
  }
  return escaped;
}

}  // namespace

bool CanBePlain(std::string_view text, ScalarContext context) {
  if (text.empty() || text.front() == ' ' || text.back() == ' ' || text.back() == ':') return false;
  if (KindOfPlain(text) != NodeKind::kString || LooksLikeDateOrTime(text)) return false;
  if (StartsLikeSyntax(text) || HasEscapes(text)) return false;
  if (base::Contains(text, ": ") || base::Contains(text, " #")) return false;
  if (context == ScalarContext::kBlock) return true;
  return std::none_of(text.begin(), text.end(), IsFlowIndicator);
}

std::string WriteYamlString(std::string_view text, ScalarStyle style, ScalarContext context) {
  switch (style) {
    case ScalarStyle::kNone:
    case ScalarStyle::kPlain:
    case ScalarStyle::kLiteral:
    case ScalarStyle::kFolded:
      if (CanBePlain(text, context)) return std::string(text);
      break;
    case ScalarStyle::kSingleQuoted:
      if (!HasEscapes(text)) return "'" + EscapeSingleQuoted(text) + "'";
      break;
    case ScalarStyle::kDoubleQuoted:
      break;
  }
  return WriteDoubleQuoted(text, Syntax::kYaml);
}

std::string WriteDoubleQuoted(std::string_view text, Syntax syntax) {
  return '"' + EscapeDoubleQuoted(text, syntax) + '"';
}

std::optional<std::string> WriteLiteral(std::string_view text, size_t column,
                                        std::string_view line_break) {
  // A text that begins with a blank needs the indentation said, and one that ends with several line
  // breaks the blank lines below kept: both are easily broken by the next hand.
  if (text.empty() || text.front() == ' ' || text.front() == '\t' || text.front() == '\n') {
    return std::nullopt;
  }
  if (text.ends_with("\n\n")) return std::nullopt;
  std::string written = text.back() == '\n' ? "|" : "|-";
  if (text.back() == '\n') text.remove_suffix(1);
  for (const std::string_view line : base::SplitBy(text, '\n')) {
    const bool is_blank = line.find_first_not_of(" \t") == std::string_view::npos;
    if ((is_blank && !line.empty()) || HasEscapes(line)) return std::nullopt;
    written += line_break;
    if (!line.empty()) written.append(column, ' ');
    written += line;
  }
  return written;
}

std::string EscapeForStyle(std::string_view text, ScalarStyle style, Syntax syntax) {
  switch (style) {
    case ScalarStyle::kSingleQuoted:
      return EscapeSingleQuoted(text);
    case ScalarStyle::kDoubleQuoted:
      return EscapeDoubleQuoted(text, syntax);
    case ScalarStyle::kNone:
    case ScalarStyle::kPlain:
    case ScalarStyle::kLiteral:
    case ScalarStyle::kFolded:
      break;
  }
  return std::string(text);
}

}  // namespace irsalint::syntax
