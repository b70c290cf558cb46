#include "analyzer/render/command_text.h"

#include <algorithm>

#include "analyzer/base/utf8.h"
#include "analyzer/render/display.h"

namespace irsalint::render {
namespace {

const Escape* Find(std::span<const Escape> escapes, char character) {
  const auto found = std::ranges::find(escapes, character, &Escape::character);
  return found == escapes.end() ? nullptr : &*found;
}

}  // namespace

std::string CommandText(std::string_view text, std::span<const Escape> escapes) {
  std::string result;
  std::string plain;
  const auto flush = [&result, &plain] {
    result += base::EscapeForDisplay(plain);
    plain.clear();
  };
  const std::string guarded = GuardCommandsInLine(text);
  for (const char c : guarded) {
    const Escape* const escape = Find(escapes, c);
    if (escape == nullptr) {
      plain += c;
      continue;
    }
    flush();
    result += escape->written;
  }
  flush();
  return result;
}

}  // namespace irsalint::render
