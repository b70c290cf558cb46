#include "analyzer/syntax/yaml_structure.h"

#include <algorithm>

namespace irsalint::syntax {
namespace {

bool IsFlowIndicator(char c) { return c == ',' || c == '[' || c == ']' || c == '{' || c == '}'; }

}  // namespace

bool IsTemplateMark(std::string_view text) {
  return text.starts_with("{{") || text.starts_with("{%") || text.starts_with("%{");
}

bool StructureWalker::IsBlankAt(size_t at) const {
  return at >= text_.size() || text_[at] == ' ' || text_[at] == '\t' || text_[at] == '\n' ||
         text_[at] == '\r';
}

// An indicator such as `- ` or `: ` counts only in front of a blank.
bool StructureWalker::IsIndicatorAt(size_t at, char indicator) const {
  return at < text_.size() && text_[at] == indicator && IsBlankAt(at + 1);
}

void StructureWalker::SkipBlanks() {
  while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\r')) {
    ++at_;
  }
}

void StructureWalker::SkipLine() {
  const size_t end = text_.find('\n', at_);
  at_ = end == std::string_view::npos ? text_.size() : end + 1;
  state_ = State::kLineStart;
}

// Reads the indentation of a line and decides whether it goes on with the plain scalar above.
void StructureWalker::StartLine() {
  line_start_ = at_;
  SkipBlanks();
  if (at_ >= text_.size()) return;
  if (text_[at_] == '\n') {
    ++at_;
    return;
  }
  const auto indent = static_cast<int64_t>(at_ - line_start_);
  // An action at the start of a line is always reported, however deep it is indented.
  const bool is_action = text_[at_] == '{' && IsTemplateMark(text_.substr(at_));
  if (indent > continues_above_ && text_[at_] != '#' && !is_action) {
    SkipLine();
    return;
  }
  continues_above_ = kNoContinuation;
  const std::string_view marker = text_.substr(line_start_, 3);
  if (indent == 0 && (marker == "---" || marker == "...") && IsBlankAt(at_ + 3)) {
    at_ += 3;
    parent_indent_ = -1;
    node_indent_ = -1;
  } else {
    parent_indent_ = -1;
    node_indent_ = indent;
  }
  state_ = State::kValue;
}

// At the `|` or `>`: skips the header and every line that belongs to the scalar.
void StructureWalker::SkipBlockScalar() {
  int64_t content_indent = -1;  // unknown until the first line with text
  for (size_t at = at_ + 1; !IsBlankAt(at); ++at) {
    const bool is_digit = text_[at] >= '1' && text_[at] <= '9';
    if (is_digit && parent_indent_ >= 0) content_indent = parent_indent_ + (text_[at] - '0');
  }
  SkipLine();
  while (at_ < text_.size()) {
    const size_t first = std::min(text_.find_first_not_of(' ', at_), text_.size());
    const auto indent = static_cast<int64_t>(first - at_);
    const bool is_empty = first == text_.size() || text_[first] == '\n' || text_[first] == '\r';
    if (!is_empty) {
      if (content_indent < 0) content_indent = std::max(indent, parent_indent_ + 1);
      if (indent < content_indent) return;
    }
    SkipLine();
  }
}

// An anchor or a tag.
void StructureWalker::SkipProperty() {
  const bool is_verbatim_tag = text_.substr(at_, 2) == "!<";
  while (!IsBlankAt(at_) && (is_verbatim_tag || !IsFlowIndicator(text_[at_]))) ++at_;
}

// The offset after the closing quote, or the end of the text.
size_t StructureWalker::QuotedEnd() const {
  const char quote = text_[at_];
  size_t at = at_ + 1;
  while (at < text_.size()) {
    if (quote == '"' && text_[at] == '\\') {
      at += 2;
    } else if (text_[at] != quote) {
      ++at;
    } else if (quote == '\'' && at + 1 < text_.size() && text_[at + 1] == '\'') {
      at += 2;
    } else {
      return at + 1;
    }
  }
  return text_.size();
}

// The end of the plain scalar's text on this line.
size_t StructureWalker::PlainEnd(bool in_flow) const {
  size_t at = at_;
  for (; at < text_.size() && text_[at] != '\n'; ++at) {
    const char c = text_[at];
    if (c == ':') {
      if (IsBlankAt(at + 1) || (in_flow && IsFlowIndicator(text_[at + 1]))) break;
    } else if (c == '#') {
      if (at > at_ && IsBlankAt(at - 1)) break;
    } else if (in_flow && IsFlowIndicator(c)) {
      break;
    }
  }
  while (at > at_ && IsBlankAt(at - 1)) --at;
  return at;
}

bool StructureWalker::Next(StructureMark* mark) {
  return flow_depth_ > 0 ? NextInFlow(mark) : NextInBlock(mark);
}

bool StructureWalker::NextInFlow(StructureMark* mark) {
  while (at_ < text_.size()) {
    const char c = text_[at_];
    const size_t begin = at_;
    switch (c) {
      case ' ':
      case '\t':
      case '\r':
      case '\n':
      case ':':
      case '?':
        ++at_;
        continue;
      case '#':
        if (begin == 0 || IsBlankAt(begin - 1)) {
          SkipLine();
          state_ = State::kAfter;
        } else {
          ++at_;
        }
        continue;
      case '&':
      case '!':
      case '*':
        SkipProperty();
        continue;
      case '[':
      case '{':
        ++flow_depth_;
        ++at_;
        *mark = {StructureMark::Kind::kFlowOpen, begin, at_};
        return true;
      case ']':
      case '}':
        --flow_depth_;
        ++at_;
        *mark = {StructureMark::Kind::kFlowClose, begin, at_};
        if (flow_depth_ == 0) state_ = State::kAfter;
        return true;
      case ',':
        ++at_;
        *mark = {StructureMark::Kind::kFlowEntry, begin, at_};
        return true;
      case '"':
      case '\'':
        at_ = QuotedEnd();
        *mark = {StructureMark::Kind::kQuoted, begin, at_};
        return true;
      default:
        at_ = std::max(PlainEnd(true), begin + 1);
        *mark = {StructureMark::Kind::kPlain, begin, at_};
        return true;
    }
  }
  return false;
}

bool StructureWalker::NextInBlock(StructureMark* mark) {
  while (at_ < text_.size()) {
    if (state_ == State::kLineStart) {
      StartLine();
      continue;
    }
    SkipBlanks();
    if (at_ >= text_.size()) return false;
    const char c = text_[at_];
    if (c == '\n' || c == '#') {
      SkipLine();
      continue;
    }
    const size_t begin = at_;
    if (state_ == State::kAfter) {
      if (IsIndicatorAt(at_, ':')) {
        parent_indent_ = node_indent_;
        state_ = State::kValue;
        ++at_;
      } else {
        at_ = std::max(PlainEnd(false), begin + 1);  // junk behind a value
        *mark = {StructureMark::Kind::kPlain, begin, at_};
        return true;
      }
      continue;
    }
    const auto column = static_cast<int64_t>(begin - line_start_);
    if (IsIndicatorAt(at_, '-') || IsIndicatorAt(at_, '?') || IsIndicatorAt(at_, ':')) {
      parent_indent_ = column;
      ++at_;
      SkipBlanks();
      node_indent_ = static_cast<int64_t>(at_ - line_start_);
      continue;
    }
    switch (c) {
      case '&':
      case '!':
        SkipProperty();
        if (at_ == begin) ++at_;
        continue;
      case '|':
      case '>':
        SkipBlockScalar();
        continue;
      case '[':
      case '{':
        flow_depth_ = 1;
        ++at_;
        *mark = {StructureMark::Kind::kFlowOpen, begin, at_};
        return true;
      case '"':
      case '\'':
        at_ = QuotedEnd();
        state_ = State::kAfter;
        *mark = {StructureMark::Kind::kQuoted, begin, at_};
        return true;
      default:
        break;
    }
    at_ = std::max(PlainEnd(false), begin + 1);
    state_ = State::kAfter;
    const size_t next = std::min(text_.find_first_not_of(" \t\r", at_), text_.size());
    const bool ends_line = next == text_.size() || text_[next] == '\n';
    // A plain scalar that ends with its line goes on in the deeper lines below.
    if (ends_line && c != '*') {
      const bool is_value = parent_indent_ >= 0;
      continues_above_ = is_value ? parent_indent_ : node_indent_ - 1;
    }
    *mark = {StructureMark::Kind::kPlain, begin, at_};
    return true;
  }
  return false;
}

}  // namespace irsalint::syntax
