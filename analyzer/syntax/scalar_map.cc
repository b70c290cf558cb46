#include "analyzer/syntax/scalar_map.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>

#include "analyzer/base/utf8.h"

namespace irsalint::syntax {
namespace {

bool IsBlank(char c) { return c == ' ' || c == '\t'; }
bool IsBreak(char c) { return c == '\n' || c == '\r'; }
bool IsSpace(char c) { return IsBlank(c) || IsBreak(c); }

// The length of the line break at the front of `text`, 0 for none.
size_t BreakLength(std::string_view text) {
  if (text.starts_with("\r\n")) return 2;
  return !text.empty() && IsBreak(text.front()) ? 1 : 0;
}

size_t CountBreaks(std::string_view text) {
  size_t count = 0;
  while (!text.empty()) {
    const size_t length = BreakLength(text);
    if (length > 0) ++count;
    text.remove_prefix(std::max<size_t>(length, 1));
  }
  return count;
}

size_t LeadingBlanks(std::string_view text) {
  size_t count = 0;
  while (count < text.size() && IsBlank(text[count])) ++count;
  return count;
}

std::optional<char32_t> HexValue(std::string_view digits) {
  char32_t value = 0;
  for (const char c : digits) {
    char32_t digit = 0;
    if (c >= '0' && c <= '9') {
      digit = static_cast<char32_t>(c - '0');
    } else if (c >= 'a' && c <= 'f') {
      digit = static_cast<char32_t>(c - 'a') + 10;
    } else if (c >= 'A' && c <= 'F') {
      digit = static_cast<char32_t>(c - 'A') + 10;
    } else {
      return std::nullopt;
    }
    value = value << 4 | digit;
  }
  return value;
}

// An escape as it is written and what it stands for.
struct Escape {
  size_t raw_length = 0;
  std::string text;
};

std::optional<Escape> HexEscape(std::string_view raw, size_t digits) {
  if (raw.size() < 2 + digits) return std::nullopt;
  const auto value = HexValue(raw.substr(2, digits));
  if (!value.has_value() || *value > 0x10FFFF) return std::nullopt;
  Escape escape{.raw_length = 2 + digits, .text = {}};
  base::AppendUtf8(*value, &escape.text);
  return escape;
}

// YAML 1.2 §5.7. `raw` starts with the backslash.
std::optional<Escape> YamlEscape(std::string_view raw) {
  if (raw.size() < 2) return std::nullopt;
  const auto simple = [](std::string_view text) {
    return Escape{.raw_length = 2, .text = std::string(text)};
  };
  switch (raw[1]) {
    case '0':
      return simple(std::string_view("\0", 1));
    case 'a':
      return simple("\a");
    case 'b':
      return simple("\b");
    case 't':
    case '\t':
      return simple("\t");
    case 'n':
      return simple("\n");
    case 'v':
      return simple("\v");
    case 'f':
      return simple("\f");
    case 'r':
      return simple("\r");
    case 'e':
      return simple("\x1b");
    case 'N':
      return simple("\xc2\x85");
    case '_':
      return simple("\xc2\xa0");
    case 'L':
      return simple("\xe2\x80\xa8");
    case 'P':
      return simple("\xe2\x80\xa9");
    case 'x':
      return HexEscape(raw, 2);
    case 'u':
      return HexEscape(raw, 4);
    case 'U':
      return HexEscape(raw, 8);
    default:
      return simple(raw.substr(1, 1));
  }
}

// RFC 8259 §7. `raw` starts with the backslash.
std::optional<Escape> JsonEscape(std::string_view raw) {
  if (raw.size() < 2) return std::nullopt;
  const auto simple = [](char c) { return Escape{.raw_length = 2, .text = std::string(1, c)}; };
  switch (raw[1]) {
    case 'b':
      return simple('\b');
    case 'f':
      return simple('\f');
    case 'n':
      return simple('\n');
    case 'r':
      return simple('\r');
    case 't':
      return simple('\t');
    case 'u':
      break;
    default:
      return simple(raw[1]);
  }
  if (raw.size() < 6) return std::nullopt;
  const auto first = HexValue(raw.substr(2, 4));
  if (!first.has_value()) return std::nullopt;
  const bool is_high_surrogate = *first >= 0xD800 && *first < 0xDC00;
  if (!is_high_surrogate) return HexEscape(raw, 4);
  if (raw.size() < 12 || raw.substr(6, 2) != "\\u") return std::nullopt;
  const auto second = HexValue(raw.substr(8, 4));
  if (!second.has_value() || *second < 0xDC00 || *second > 0xDFFF) return std::nullopt;
  Escape escape{.raw_length = 12, .text = {}};
  base::AppendUtf8(0x10000 + ((*first - 0xD800) << 10) + (*second - 0xDC00), &escape.text);
  return escape;
}

}  // namespace

// Walks raw bytes and decoded text in lock-step and stops at the first byte where they disagree.
class ScalarMap::Builder {
 public:
  Builder(std::string_view raw, std::string_view text) : raw_(raw), text_(text) {}

  void SkipRaw(size_t count) { raw_at_ += std::min(count, raw_.size() - raw_at_); }
  void DropRawEnd(size_t count) { raw_.remove_suffix(std::min(count, raw_.size() - raw_at_)); }

  // Texts in which blanks and line breaks were only folded, never escaped: plain and single-quoted
  // scalars and blocks. White space stands for white space, whatever rule folded it.
  void WalkFolded() {
    while (!IsAtEnd() && FoldedStep()) {
    }
  }

  void WalkSingleQuoted() {
    while (!IsAtEnd()) {
      if (RawRest().starts_with("''") && text_[text_at_] == '\'') {
        Unit(1, 2);
      } else if (!FoldedStep()) {
        return;
      }
    }
  }

  void WalkDoubleQuoted() {
    while (raw_at_ < raw_.size()) {
      const char c = raw_[raw_at_];
      if (c == '\\' && BreakLength(RawRest().substr(1)) > 0) {
        if (!EscapedBreak()) return;
      } else if (c == '\\') {
        if (!Take(YamlEscape(RawRest()))) return;
      } else if (IsSpace(c)) {
        if (!UnescapedSpace()) return;
      } else if (!IsAtEnd() && c == text_[text_at_]) {
        Same(1);
      } else {
        return;
      }
    }
  }

  void WalkJson() {
    while (!IsAtEnd()) {
      if (raw_[raw_at_] == '\\') {
        if (!Take(JsonEscape(RawRest()))) return;
      } else if (raw_[raw_at_] == text_[text_at_]) {
        Same(1);
      } else {
        return;
      }
    }
  }

  void WalkPercent() {
    while (!IsAtEnd()) {
      const auto value = raw_[raw_at_] == '%' && raw_at_ + 2 < raw_.size()
                             ? HexValue(raw_.substr(raw_at_ + 1, 2))
                             : std::nullopt;
      if (value.has_value() && static_cast<char>(*value) == text_[text_at_]) {
        Unit(1, 3);
      } else if (raw_[raw_at_] == text_[text_at_] ||
                 (raw_[raw_at_] == '+' && text_[text_at_] == ' ')) {
        Same(1);
      } else {
        return;
      }
    }
  }

  ScalarMap Finish() {
    map_.raw_end_ = static_cast<uint32_t>(raw_at_);
    return std::move(map_);
  }

 private:
  bool IsAtEnd() const { return raw_at_ >= raw_.size() || text_at_ >= text_.size(); }
  std::string_view RawRest() const { return raw_.substr(raw_at_); }
  std::string_view TextRest() const { return text_.substr(text_at_); }

  void Add(size_t length, size_t raw_length) {
    map_.runs_.push_back({.decoded = static_cast<uint32_t>(text_at_),
                          .raw = static_cast<uint32_t>(raw_at_),
                          .length = static_cast<uint32_t>(length),
                          .raw_length = static_cast<uint32_t>(raw_length)});
    text_at_ += length;
    raw_at_ += raw_length;
  }

  void Same(size_t length) {
    if (length == 0) return;
    if (!map_.runs_.empty()) {
      Run& last = map_.runs_.back();
      const bool is_same = last.length == last.raw_length;
      if (is_same && last.decoded + last.length == text_at_ && last.raw + last.length == raw_at_) {
        last.length += static_cast<uint32_t>(length);
        last.raw_length = last.length;
        text_at_ += length;
        raw_at_ += length;
        return;
      }
    }
    Add(length, length);
  }

  void Unit(size_t length, size_t raw_length) {
    if (length == raw_length) {
      Same(length);
    } else {
      Add(length, raw_length);
    }
  }

  bool Take(const std::optional<Escape>& escape) {
    if (!escape.has_value() || !TextRest().starts_with(escape->text)) return false;
    Unit(escape->text.size(), escape->raw_length);
    return true;
  }

  // `\` and a line break: both vanish with the next line's indentation; empty lines that follow
  // stay.
  bool EscapedBreak() {
    ++raw_at_;
    raw_at_ += BreakLength(RawRest());
    raw_at_ += LeadingBlanks(RawRest());
    while (BreakLength(RawRest()) > 0) {
      if (IsAtEnd() || text_[text_at_] != '\n') return false;
      const size_t length = BreakLength(RawRest());
      Unit(1, length + LeadingBlanks(RawRest().substr(length)));
    }
    return true;
  }

  // Blanks of a double-quoted scalar that stand for themselves, or a line break with the blanks
  // around it.
  bool UnescapedSpace() {
    const size_t blanks = LeadingBlanks(RawRest());
    if (BreakLength(RawRest().substr(blanks)) == 0) {
      if (!TextRest().starts_with(RawRest().substr(0, blanks))) return false;
      Same(blanks);
      return true;
    }
    size_t raw_length = 0;
    while (raw_at_ + raw_length < raw_.size() && IsSpace(raw_[raw_at_ + raw_length])) ++raw_length;
    const size_t breaks = CountBreaks(raw_.substr(raw_at_, raw_length));
    const std::string folded = breaks == 1 ? " " : std::string(breaks - 1, '\n');
    if (!TextRest().starts_with(folded)) return false;
    FoldBreaks(breaks, folded.size(), raw_at_ + raw_length);
    return true;
  }

  // Spreads `breaks` raw line breaks that end at raw offset `end` over `length` decoded bytes; the
  // first takes what folding removed.
  void FoldBreaks(size_t breaks, size_t length, size_t end) {
    size_t to_merge = breaks - length + 1;
    for (size_t i = 0; i < length; ++i) {
      size_t raw_length = 0;
      for (; to_merge > 0; --to_merge) {
        raw_length += LeadingBlanks(RawRest().substr(raw_length));
        raw_length += BreakLength(RawRest().substr(raw_length));
      }
      to_merge = 1;
      raw_length += LeadingBlanks(RawRest().substr(raw_length));
      if (i + 1 == length) raw_length = end - raw_at_;
      Unit(1, raw_length);
    }
  }

  // Blanks in front of a break or of the next word: the decoded ones are the last of the raw ones,
  // since indentation is cut at the front.
  void Blanks(size_t raw_count, size_t text_count) {
    if (raw_count > text_count && text_count > 0) raw_at_ += raw_count - text_count;
    Same(std::min(raw_count, text_count));
  }

  // One byte or one run of white space; false where the two texts disagree.
  bool FoldedStep() {
    if (IsSpace(raw_[raw_at_]) || IsSpace(text_[text_at_])) return WhiteSpace();
    if (raw_[raw_at_] != text_[text_at_]) return false;
    Same(1);
    return true;
  }

  // A run of white space on both sides.
  bool WhiteSpace() {
    size_t raw_end = raw_at_;
    while (raw_end < raw_.size() && IsSpace(raw_[raw_end])) ++raw_end;
    size_t text_end = text_at_;
    while (text_end < text_.size() && IsSpace(text_[text_end])) ++text_end;

    size_t breaks = CountBreaks(raw_.substr(raw_at_, raw_end - raw_at_));
    size_t newlines = CountBreaks(text_.substr(text_at_, text_end - text_at_));
    if (breaks > 0 && newlines == 0 && text_end > text_at_) {
      FoldToBlank(raw_end, text_end);
      return text_at_ == text_end;
    }
    while (breaks > 0 && newlines > 0) {
      Blanks(LeadingBlanks(RawRest()), LeadingBlanks(TextRest()));
      // Of `breaks` raw line breaks `newlines` are left; the first takes what folding removed. Its
      // unit ends where the next line's decoded blanks begin.
      size_t raw_length = 0;
      for (size_t merge = breaks > newlines ? breaks - newlines + 1 : 1; merge > 0; --merge) {
        raw_length += LeadingBlanks(RawRest().substr(raw_length));
        raw_length += BreakLength(RawRest().substr(raw_length));
        --breaks;
      }
      --newlines;
      const size_t next_raw = LeadingBlanks(RawRest().substr(raw_length));
      const size_t next_text = LeadingBlanks(TextRest().substr(1));
      Unit(1, raw_length + (next_raw > next_text ? next_raw - next_text : 0));
    }
    Blanks(LeadingBlanks(RawRest()), LeadingBlanks(TextRest()));
    raw_at_ = raw_end;
    return text_at_ == text_end;
  }

  // Raw white space with a line break that became blanks: what stood before the break in a block,
  // the fold itself, and what a more indented line keeps.
  void FoldToBlank(size_t raw_end, size_t text_end) {
    const size_t text_count = text_end - text_at_;
    const size_t before = std::min(LeadingBlanks(RawRest()), text_count - 1);
    Same(before);
    size_t after = 0;
    while (after < text_count - before - 1 && raw_end - after > raw_at_ &&
           IsBlank(raw_[raw_end - after - 1])) {
      ++after;
    }
    Unit(1, raw_end - after - raw_at_);
    Same(after);
    raw_at_ = raw_end;
  }

  std::string_view raw_;
  std::string_view text_;
  size_t raw_at_ = 0;
  size_t text_at_ = 0;
  ScalarMap map_;
};

ScalarMap ScalarMap::ForYaml(ScalarStyle style, std::string_view raw, std::string_view text) {
  Builder builder(raw, text);
  const auto strip_quotes = [&builder, raw](char quote) {
    builder.SkipRaw(1);
    if (raw.size() > 1 && raw.back() == quote) builder.DropRawEnd(1);
  };
  switch (style) {
    case ScalarStyle::kNone:
    case ScalarStyle::kPlain:
      builder.WalkFolded();
      break;
    case ScalarStyle::kSingleQuoted:
      strip_quotes('\'');
      builder.WalkSingleQuoted();
      break;
    case ScalarStyle::kDoubleQuoted:
      strip_quotes('"');
      builder.WalkDoubleQuoted();
      break;
    case ScalarStyle::kLiteral:
    case ScalarStyle::kFolded: {
      const size_t header = std::min(raw.find_first_of("\r\n"), raw.size());
      builder.SkipRaw(header + BreakLength(raw.substr(header)));
      builder.WalkFolded();
      break;
    }
  }
  return builder.Finish();
}

ScalarMap ScalarMap::ForJson(std::string_view raw, std::string_view text) {
  Builder builder(raw, text);
  if (raw.starts_with('"')) {
    builder.SkipRaw(1);
    if (raw.size() > 1 && raw.ends_with('"')) builder.DropRawEnd(1);
  }
  builder.WalkJson();
  return builder.Finish();
}

ScalarMap ScalarMap::ForPercentEncoding(std::string_view raw, std::string_view text) {
  Builder builder(raw, text);
  builder.WalkPercent();
  return builder.Finish();
}

const ScalarMap::Run* ScalarMap::RunAt(uint32_t offset) const {
  const auto after = std::ranges::upper_bound(runs_, offset, std::ranges::less(), &Run::decoded);
  if (after == runs_.begin()) return nullptr;
  const Run& run = *(after - 1);
  return offset - run.decoded < run.length ? &run : nullptr;
}

uint32_t ScalarMap::ToRaw(uint32_t offset) const {
  const Run* run = RunAt(offset);
  if (run == nullptr) return raw_end_;
  return run->length == run->raw_length ? run->raw + (offset - run->decoded) : run->raw;
}

uint32_t ScalarMap::EndToRaw(uint32_t offset) const {
  if (offset == 0) return ToRaw(0);
  const Run* run = RunAt(offset - 1);
  if (run == nullptr) return raw_end_;
  return run->length == run->raw_length ? run->raw + (offset - run->decoded)
                                        : run->raw + run->raw_length;
}

uint32_t ScalarMap::FromRaw(uint32_t offset) const {
  const auto run = std::ranges::partition_point(
      runs_, [offset](const Run& one) { return one.raw + one.raw_length <= offset; });
  if (run == runs_.end()) return runs_.empty() ? 0 : runs_.back().decoded + runs_.back().length;
  if (offset <= run->raw || run->length != run->raw_length) return run->decoded;
  return run->decoded + (offset - run->raw);
}

}  // namespace irsalint::syntax
