#pragma once

#include <span>
#include <string>
#include <string_view>

// Only for the .cc files of render/.
namespace irsalint::render {

// What a character that means something in a command is written as.
struct Escape {
  char character = 0;
  std::string_view written;
};

// Text of the input as part of a command of a CI system: with that system's escapes; what could
// harm a terminal, and `##[` and `##vso[`, which begin commands anywhere in a line, as in other
// output.
[[nodiscard]] std::string CommandText(std::string_view text, std::span<const Escape> escapes);

}  // namespace irsalint::render
