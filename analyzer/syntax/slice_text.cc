#include "analyzer/syntax/slice_text.h"

#include <algorithm>

namespace irsalint::syntax {
namespace {

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool IsFlowIndicator(char c) { return c == ',' || c == '[' || c == ']' || c == '{' || c == '}'; }

}  // namespace

bool SliceText::Holds(size_t at, std::string_view expected) const {
  return text_.substr(std::min(at, text_.size()), expected.size()) == expected;
}

size_t SliceText::SkipTrivia(size_t at) const {
  while (at < text_.size()) {
    if (IsBlank(text_[at])) {
      ++at;
    } else if (text_[at] == '#' && (at == begin_ || IsBlank(text_[at - 1]))) {
      at = std::min(text_.find('\n', at), text_.size());
    } else {
      break;
    }
  }
  return at;
}

size_t SliceText::PropertyEnd(size_t at) const {
  const bool is_verbatim_tag = Holds(at, "!<");
  while (at < text_.size() && !IsBlank(text_[at]) &&
         (is_verbatim_tag || !IsFlowIndicator(text_[at]))) {
    ++at;
  }
  return at;
}

size_t SliceText::QuotedEnd(size_t at) const {
  const char quote = text_[at++];
  while (at < text_.size()) {
    if (quote == '"' && text_[at] == '\\') {
      at += 2;
    } else if (text_[at] != quote) {
      ++at;
    } else if (quote == '\'' && (*this)[at + 1] == '\'') {
      at += 2;
    } else {
      return at + 1;
    }
  }
  return std::string_view::npos;
}

size_t SliceText::PlainEnd(size_t at, std::string_view text) const {
  for (const char c : text) {
    if (IsBlank(c)) continue;
    while (at < text_.size() && IsBlank(text_[at])) ++at;
    ++at;
  }
  return std::min(at, text_.size());
}

size_t SliceText::TrimBack(size_t at) const {
  while (at > begin_ && IsBlank(text_[at - 1])) --at;
  return at;
}

size_t SliceText::NullWordLength(size_t at) const {
  for (const std::string_view word : {"~", "null", "Null", "NULL"}) {
    if (!Holds(at, word)) continue;
    const char next = (*this)[at + word.size()];
    if (IsBlank(next) || IsFlowIndicator(next) || next == ':') return word.size();
  }
  return 0;
}

bool SliceText::IsFollowedByColon(size_t at) const {
  while (at < text_.size() && (text_[at] == ' ' || text_[at] == '\t')) ++at;
  return (*this)[at] == ':';
}

size_t SliceText::TabInIndentation(size_t at) const {
  const std::string_view before = bytes().substr(0, at - begin_);
  const size_t line_end = before.rfind('\n');
  size_t indent = begin_ + (line_end == std::string_view::npos ? 0 : line_end + 1);
  while ((*this)[indent] == ' ') ++indent;
  return (*this)[indent] == '\t' ? indent : std::string_view::npos;
}

}  // namespace irsalint::syntax
