#pragma once

#include <string>
#include <string_view>

// Text of strangers in Markdown: nothing of it can be markup, in any dialect, since it stands in
// code. Controls are shown as EscapeForDisplay does.
namespace irsalint::base {

// A code span on one line, also of text that holds backticks; "" for empty text.
[[nodiscard]] std::string MarkdownCode(std::string_view text);

// A fenced block of plain text. Lines end with `\n`; "" for empty text.
[[nodiscard]] std::string MarkdownBlock(std::string_view lines);

}  // namespace irsalint::base
