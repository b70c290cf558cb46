#include "analyzer/syntax/lexical_end.h"

#include <algorithm>
#include <cstddef>
#include <optional>

namespace irsalint::syntax {
namespace {

bool IsBlank(char c) { return c == ' ' || c == '\t'; }
bool IsSpace(char c) { return IsBlank(c) || c == '\n' || c == '\r'; }
bool IsFlowIndicator(char c) { return c == ',' || c == '[' || c == ']' || c == '{' || c == '}'; }

// All of these take a start inside `text`.

size_t LineBreak(std::string_view text, size_t begin) {
  return std::min(text.find_first_of("\r\n", begin), text.size());
}

// The end of the line's content, without a comment and the blanks before it.
size_t EndOfLine(std::string_view text, size_t begin) {
  const std::string_view line = text.substr(begin, LineBreak(text, begin) - begin);
  size_t length = std::min({line.find(" #"), line.find("\t#"), line.size()});
  while (length > 0 && IsBlank(line[length - 1])) --length;
  return begin + length;
}

size_t EndOfSingleQuoted(std::string_view text, size_t begin) {
  for (size_t at = begin + 1; at < text.size(); ++at) {
    if (text[at] != '\'') continue;
    if (at + 1 == text.size() || text[at + 1] != '\'') return at + 1;
    ++at;
  }
  return EndOfLine(text, begin);
}

size_t EndOfDoubleQuoted(std::string_view text, size_t begin) {
  for (size_t at = begin + 1; at < text.size(); ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == '"') {
      return at + 1;
    }
  }
  return EndOfLine(text, begin);
}

size_t EndOfAlias(std::string_view text, size_t begin) {
  while (begin < text.size() && !IsSpace(text[begin]) && !IsFlowIndicator(text[begin])) ++begin;
  return begin;
}

// Folding and indentation change nothing but white space, so the other bytes of the decoded text
// stand in the same order in the raw bytes. Nothing if they do not.
std::optional<size_t> EndOfFolded(std::string_view text, size_t begin, std::string_view decoded) {
  size_t end = begin;
  for (const char c : decoded) {
    if (IsSpace(c)) continue;
    while (end < text.size() && IsSpace(text[end])) ++end;
    if (end == text.size() || text[end] != c) return std::nullopt;
    ++end;
  }
  return end;
}

size_t EndOfScalar(std::string_view text, size_t begin, const Node& node) {
  switch (node.style) {
    case ScalarStyle::kSingleQuoted:
      return EndOfSingleQuoted(text, begin);
    case ScalarStyle::kDoubleQuoted:
      return EndOfDoubleQuoted(text, begin);
    case ScalarStyle::kLiteral:
    case ScalarStyle::kFolded: {
      const bool is_empty = std::ranges::all_of(node.text, IsSpace);
      if (is_empty) return EndOfLine(text, begin);
      return EndOfFolded(text, LineBreak(text, begin), node.text).value_or(EndOfLine(text, begin));
    }
    case ScalarStyle::kNone:
    case ScalarStyle::kPlain:
      break;
  }
  return EndOfFolded(text, begin, node.text).value_or(EndOfLine(text, begin));
}

// Past blanks, line breaks, commas and comments.
size_t SkipToBracket(std::string_view text, size_t at) {
  while (at < text.size()) {
    if (IsSpace(text[at]) || text[at] == ',') {
      ++at;
    } else if (text[at] == '#' && IsSpace(text[at - 1])) {
      at = LineBreak(text, at);
    } else {
      break;
    }
  }
  return at;
}

const Node* LastChild(const Node& node) {
  if (node.IsMap()) return node.pairs.empty() ? nullptr : node.pairs.back().value;
  return node.items.empty() ? nullptr : node.items.back();
}

}  // namespace

bool IsUnwritten(const Node& node) {
  return node.IsScalar() && !node.is_alias && node.text.empty() &&
         (node.style == ScalarStyle::kPlain || node.style == ScalarStyle::kNone);
}

uint32_t LexicalEnd(std::string_view text, uint32_t begin, const Node& node) {
  if (begin >= text.size()) return begin;
  size_t at = begin;
  size_t brackets = 0;  // to be closed behind the last value
  const Node* last = &node;
  while (!last->is_alias && !last->IsScalar()) {
    if (text[at] == '{' || text[at] == '[') ++brackets;
    const Node* child = LastChild(*last);
    if (child == nullptr) break;
    last = child;
    if (last->start < at || last->start >= text.size()) break;
    at = last->start;
  }
  size_t end = at;
  if (last->is_alias) {
    end = EndOfAlias(text, at);
  } else if (last->IsScalar()) {
    end = EndOfScalar(text, at, *last);
  } else {
    end = at + 1;  // an empty collection's opening bracket
  }
  for (; brackets > 0; --brackets) {
    const size_t closing = SkipToBracket(text, end);
    if (closing == text.size() || (text[closing] != '}' && text[closing] != ']')) break;
    end = closing + 1;
  }
  return static_cast<uint32_t>(std::min(end, text.size()));
}

}  // namespace irsalint::syntax
