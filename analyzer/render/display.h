#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace irsalint::render {

// One line of a file as a terminal can show it: tabs expanded to the next multiple of four columns,
// unsafe characters escaped (base::EscapeForDisplay). `mark_begin` and `mark_end` are columns of
// the terminal, 0-based, counting wide characters as two.
struct DisplayLine {
  std::string text;
  size_t mark_begin = 0;
  size_t mark_end = 0;

  friend bool operator==(const DisplayLine&, const DisplayLine&) = default;
};

// `mark_begin` and `mark_end` are bytes of `line`; values past its end mean its end.
[[nodiscard]] DisplayLine LayOut(std::string_view line, size_t mark_begin, size_t mark_end);

// Text of several lines that cannot harm a terminal: base::EscapeForDisplay of all but line feeds
// and tabs.
[[nodiscard]] std::string EscapeLines(std::string_view text);

// Columns that a character takes in a terminal: 0 for combining marks, 2 for wide East Asian
// characters and emoji, else 1.
[[nodiscard]] size_t ColumnsOf(char32_t code_point);

// Makes text safe to print in the log of a CI system that reads commands from any output: GitHub's
// runner takes a line that starts (after white space) with `::`, and `##[` anywhere; the agent of
// Azure Pipelines `##[` and `##vso[` anywhere. One character of each is written as `\u{3a}` or
// `\u{23}`; all other text stays, also `:::`, which no command's name can follow.
[[nodiscard]] std::string GuardWorkflowCommands(std::string_view text);

// Of these, what begins a command in the middle of a line.
[[nodiscard]] std::string GuardCommandsInLine(std::string_view text);

// The same for JSON text: `##[` and `##vso[` can only stand inside a string, where an escape means
// the same.
[[nodiscard]] std::string GuardWorkflowCommandsInJson(std::string_view json);

}  // namespace irsalint::render
