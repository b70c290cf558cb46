#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace irsalint::base {

// Blank here is space, \t, \n, \v, \f and \r.
[[nodiscard]] std::string_view TrimAscii(std::string_view text);

// The parts between separators: always one more than there are separators, so "" gives {""}.
[[nodiscard]] std::vector<std::string_view> SplitBy(std::string_view text, char separator);

// Everything before and after the first separator; nothing if there is none.
struct SplitPair {
  std::string_view before;
  std::string_view after;
};
[[nodiscard]] std::optional<SplitPair> SplitOnce(std::string_view text, char separator);

[[nodiscard]] bool Contains(std::string_view text, std::string_view part);
[[nodiscard]] bool StartsWith(std::string_view text, std::string_view prefix);
[[nodiscard]] bool EndsWith(std::string_view text, std::string_view suffix);
// `text` without the prefix or suffix; nothing if it is not there.
[[nodiscard]] std::optional<std::string_view> StripPrefix(std::string_view text,
                                                          std::string_view prefix);
[[nodiscard]] std::optional<std::string_view> StripSuffix(std::string_view text,
                                                          std::string_view suffix);

[[nodiscard]] constexpr bool IsAsciiDigit(char c) { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool IsAsciiLower(char c) { return c >= 'a' && c <= 'z'; }
[[nodiscard]] constexpr bool IsAsciiUpper(char c) { return c >= 'A' && c <= 'Z'; }
[[nodiscard]] constexpr bool IsAsciiAlpha(char c) { return IsAsciiLower(c) || IsAsciiUpper(c); }
[[nodiscard]] constexpr bool IsAsciiAlnum(char c) { return IsAsciiAlpha(c) || IsAsciiDigit(c); }
[[nodiscard]] constexpr char ToAsciiLower(char c) {
  return IsAsciiUpper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}

[[nodiscard]] std::string AsciiLower(std::string_view text);
// Only A-Z and a-z are equal to each other.
[[nodiscard]] bool EqualsIgnoreAsciiCase(std::string_view left, std::string_view right);
// Equal code point by code point after SimpleFold (utf8.h): IAM's StringEqualsIgnoreCase.
[[nodiscard]] bool EqualsIgnoreCase(std::string_view left, std::string_view right);

// Insertions, deletions, replacements and swaps of neighbouring bytes that turn `left` into
// `right`, each byte touched once; `limit + 1` as soon as it must be more than `limit`. O(length ×
// limit).
[[nodiscard]] size_t EditDistance(std::string_view left, std::string_view right, size_t limit);

// "a, b, c".
[[nodiscard]] std::string Join(std::span<const std::string_view> parts, std::string_view separator);
[[nodiscard]] std::string Join(std::span<const std::string> parts, std::string_view separator);
// For messages: `"a"`, `"a" and "b"`, `"a", "b" and "c"`, each made safe by EscapeForDisplay; after
// `max_shown` parts "and N more". Empty for no parts.
[[nodiscard]] std::string JoinQuoted(std::span<const std::string> parts, size_t max_shown = 8);

}  // namespace irsalint::base
