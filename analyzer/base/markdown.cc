#include "analyzer/base/markdown.h"

#include <algorithm>
#include <cstddef>

#include "analyzer/base/utf8.h"

namespace irsalint::base {
namespace {

size_t LongestRunOfBackticks(std::string_view text) {
  size_t longest = 0;
  size_t run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

}  // namespace

std::string MarkdownCode(std::string_view text) {
  if (text.empty()) return "";
  const std::string shown = EscapeForDisplay(text);
  const std::string fence(LongestRunOfBackticks(shown) + 1, '`');
  // One blank on each side is taken off again where both are there.
  const bool touches = shown.front() == '`' || shown.back() == '`';
  const bool is_padded = shown.front() == ' ' && shown.back() == ' ';
  const std::string_view pad = touches || is_padded ? " " : "";
  std::string code = fence;
  code += pad;
  code += shown;
  code += pad;
  return code + fence;
}

std::string MarkdownBlock(std::string_view lines) {
  if (lines.empty()) return "";
  std::string shown;
  while (!lines.empty()) {
    const size_t end = std::min(lines.find('\n'), lines.size());
    shown += EscapeForDisplay(lines.substr(0, end)) + "\n";
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  const std::string fence(std::max<size_t>(LongestRunOfBackticks(shown) + 1, 3), '`');
  return fence + "text\n" + shown + fence + "\n";
}

}  // namespace irsalint::base
