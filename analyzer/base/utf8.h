#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace irsalint::base {

// Well-formed UTF-8 of Unicode: no overlong forms, no surrogates, nothing above U+10FFFF.
[[nodiscard]] bool IsValidUtf8(std::string_view text);

// The offset of the first byte that is not part of well-formed UTF-8; nothing if all is well.
[[nodiscard]] std::optional<size_t> FirstInvalidUtf8(std::string_view text);

// A byte that is not part of well-formed UTF-8 decodes to kInvalidByteBase + byte, beyond Unicode,
// and encodes back to the byte, so decoding loses nothing.
inline constexpr char32_t kInvalidByteBase = 0x110000;

// The character at `*offset`, which is moved behind it. `*offset` must be inside the text.
char32_t DecodeUtf8(std::string_view text, size_t* offset);

[[nodiscard]] std::u32string DecodeAllUtf8(std::string_view text);

// Appends the character (or the byte of an invalid one).
void AppendUtf8(char32_t code_point, std::string* text);

// Characters, an invalid byte being one. Columns are counted with it.
[[nodiscard]] size_t CountCodePoints(std::string_view text);

// The same in UTF-16 code units: characters beyond U+FFFF take two, an invalid byte one.
[[nodiscard]] size_t CountUtf16Units(std::string_view text);

// Unicode's simple case folding for ASCII, Latin, Greek and Cyrillic letters, the Kelvin sign, long
// s and full-width letters; other characters are returned unchanged.
[[nodiscard]] char32_t SimpleFold(char32_t code_point);

// Text that cannot harm a terminal or mislead a reader: C0 and C1 controls, DEL, bidirectional
// controls, line separators, zero-width characters, BOM and tags become `\u{1b}`, invalid bytes
// `\x{ff}`; all else (also quotes and backslashes) stays. Tab and newline are controls too.
[[nodiscard]] std::string EscapeForDisplay(std::string_view text);

}  // namespace irsalint::base
