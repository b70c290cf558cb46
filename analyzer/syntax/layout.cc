#include "analyzer/syntax/layout.h"

#include <algorithm>

#include "analyzer/syntax/lexical_end.h"
#include "analyzer/syntax/slice_text.h"

namespace irsalint::syntax {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool IsBlank(char c) { return c == ' ' || c == '\t'; }

}  // namespace

size_t ElementCount(const Node& collection) {
  return collection.IsMap() ? collection.pairs.size() : collection.items.size();
}

Layout::Layout(std::string_view text, size_t begin, size_t end, Syntax syntax)
    : text_(text.substr(0, end)), begin_(begin), syntax_(syntax) {
  if (text_.substr(begin_).starts_with(kByteOrderMark)) begin_ += kByteOrderMark.size();
  for (size_t at = text_.find('\n', begin_); at < text_.size(); at = text_.find('\n', at + 1)) {
    breaks_.push_back(at);
  }
}

size_t Layout::BreakAt(size_t at) const {
  return static_cast<size_t>(std::ranges::lower_bound(breaks_, at) - breaks_.begin());
}

size_t Layout::LineBegin(size_t at) const {
  const size_t line = BreakAt(at);
  return line == 0 ? begin_ : breaks_[line - 1] + 1;
}

size_t Layout::LineEnd(size_t at) const {
  const size_t line = BreakAt(at);
  if (line == breaks_.size()) return text_.size();
  const size_t end = breaks_[line];
  return end > at && text_[end - 1] == '\r' ? end - 1 : end;
}

std::string_view Layout::LineBreak(size_t at) const {
  if (breaks_.empty()) return "\n";
  const size_t end = breaks_[std::min(BreakAt(at), breaks_.size() - 1)];
  return end > begin_ && text_[end - 1] == '\r' ? "\r\n" : "\n";
}

std::optional<size_t> Layout::LineAboveEnd(size_t at) const {
  const size_t line = LineBegin(at);
  if (line == begin_) return std::nullopt;
  const size_t end = line - 1;
  return end > begin_ && text_[end - 1] == '\r' ? end - 1 : end;
}

std::optional<size_t> Layout::NextLine(size_t at) const {
  const size_t line = BreakAt(at);
  if (line == breaks_.size()) return std::nullopt;
  return breaks_[line] + 1;
}

std::string_view Layout::Indentation(size_t at) const {
  const size_t begin = LineBegin(at);
  return Sub(begin, std::min(SkipBlanks(begin), std::max(at, begin)));
}

bool Layout::StartsLine(size_t at) const {
  while (at > begin_ && IsBlank(text_[at - 1])) --at;
  return at == begin_ || text_[at - 1] == '\n';
}

bool Layout::EndsLine(size_t at) const {
  const size_t end = LineEnd(at);
  const size_t next = SkipBlanks(at);
  const bool is_comment =
      syntax_ == Syntax::kYaml && (*this)[next] == '#' && (next > at || IsBlank((*this)[at - 1]));
  return next >= end || is_comment;
}

size_t Layout::SkipBlanks(size_t at) const {
  while (at < text_.size() && IsBlank(text_[at])) ++at;
  return at;
}

size_t Layout::SkipTrivia(size_t at) const {
  return SliceText(text_, begin_, text_.size()).SkipTrivia(at);
}

size_t Layout::PropertyEnd(size_t at) const {
  return SliceText(text_, begin_, text_.size()).PropertyEnd(at);
}

bool Layout::IsFlow(const Node& collection) const {
  if (syntax_ == Syntax::kJson) return true;
  const char first = (*this)[collection.start];
  if (collection.IsList()) return first == '[';
  // A block map may begin with a key that is a flow collection.
  return first == '{' &&
         (collection.pairs.empty() || collection.pairs.front().key->start != collection.start);
}

bool Layout::IsInFlow(const Node& node) const {
  if (syntax_ == Syntax::kJson) return true;
  for (const Node* around = node.parent; around != nullptr; around = around->parent) {
    if (IsFlow(*around)) return true;
  }
  return false;
}

size_t Layout::End(const Node& node) const {
  if (IsUnwritten(node)) return std::min<size_t>(node.start, text_.size());
  return LexicalEnd(text_, node.start, node);
}

size_t Layout::ElementBegin(const Node& collection, size_t index) const {
  if (!IsFlow(collection)) {
    return index == 0 ? collection.start : SkipTrivia(ElementEnd(collection, index - 1));
  }
  if (index == 0) {
    // `[a: b]` holds a map without brackets.
    const char first = (*this)[collection.start];
    return first == '{' || first == '[' ? SkipTrivia(collection.start + 1) : collection.start;
  }
  const std::optional<size_t> comma = Comma(collection, index - 1);
  return SkipTrivia(comma.has_value() ? *comma + 1 : ElementEnd(collection, index - 1));
}

size_t Layout::ElementEnd(const Node& collection, size_t index) const {
  if (collection.IsList()) return End(*collection.items[index]);
  const Pair& pair = collection.pairs[index];
  return std::max(End(*pair.key), End(*pair.value));
}

std::optional<size_t> Layout::Comma(const Node& collection, size_t index) const {
  const size_t at = SkipTrivia(ElementEnd(collection, index));
  if ((*this)[at] != ',') return std::nullopt;
  return at;
}

std::optional<size_t> Layout::ColonEnd(const Node& map, size_t index) const {
  const size_t at = SkipTrivia(End(*map.pairs[index].key));
  if ((*this)[at] != ':') return std::nullopt;
  return at + 1;
}

size_t Layout::ValueSlot(const Node& value) const {
  if (value.parent == nullptr) return value.start;
  size_t at = 0;
  if (value.parent->IsMap()) {
    const std::optional<size_t> colon = ColonEnd(*value.parent, value.index);
    if (!colon.has_value()) return value.start;
    at = *colon;
  } else {
    at = ElementBegin(*value.parent, value.index);
    if (!IsFlow(*value.parent)) ++at;
  }
  while (true) {
    const size_t next = SkipBlanks(at);
    if ((*this)[next] != '&' && (*this)[next] != '!') return at;
    at = PropertyEnd(next);
  }
}

}  // namespace irsalint::syntax
