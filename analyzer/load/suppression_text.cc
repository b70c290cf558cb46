#include "analyzer/load/suppression_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "analyzer/base/date.h"
#include "analyzer/base/strings.h"
#include "analyzer/base/utf8.h"

namespace irsalint::load {
namespace {

constexpr std::string_view kIgnore = "ignore";
constexpr std::string_view kExpires = "expires:";
constexpr std::string_view kBlanks = " \t\r\n";
constexpr std::string_view kCommentForm =
    "the form is `irsalint: ignore[RULE] REASON`, or `irsalint: ignore REASON` for every rule";
constexpr std::string_view kAnnotationForm = "the form is `RULE: REASON; RULE: REASON`";

// More names in one list are nobody's wish.
constexpr size_t kMaxNames = 100;

// Words with which other linters begin what is `ignore` here.
constexpr std::array<std::string_view, 7> kForeignWords = {"disable", "noqa",     "nolint", "skip",
                                                           "allow",   "suppress", "except"};

// A part of a text that knows where it stands in it.
struct Part {
  std::string_view text;
  uint32_t begin = 0;

  Part Sub(size_t from, size_t count = std::string_view::npos) const {
    return {text.substr(from, count), begin + static_cast<uint32_t>(from)};
  }
  Part Trimmed() const {
    const size_t first = std::min(text.find_first_not_of(kBlanks), text.size());
    return Sub(first, base::TrimAscii(text.substr(first)).size());
  }
  uint32_t end() const { return begin + static_cast<uint32_t>(text.size()); }
};

bool IsBlank(char c) { return kBlanks.find(c) != std::string_view::npos; }

// The word that `text` begins with: letters, `-` and `_`.
std::string_view FirstWord(std::string_view text) {
  const auto end = std::ranges::find_if(
      text, [](char c) { return !base::IsAsciiAlpha(c) && c != '-' && c != '_'; });
  return text.substr(0, static_cast<size_t>(end - text.begin()));
}

// Whether a word was meant to be `ignore`.
bool ResemblesIgnore(std::string_view word) {
  const auto is_foreign = [word](std::string_view foreign) { return word.starts_with(foreign); };
  return word.starts_with(kIgnore) || base::EditDistance(word, kIgnore, 2) <= 2 ||
         std::ranges::any_of(kForeignWords, is_foreign);
}

// A reason without what sets it off from the names or the date before it.
std::string_view ReasonOf(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t:-,;");
  return first == std::string_view::npos ? std::string_view() : base::TrimAscii(text.substr(first));
}

// Where `expires: DATE` stands in a text, also in round brackets.
struct Expiry {
  size_t begin = std::string_view::npos;
  size_t end = std::string_view::npos;
  std::string_view date;

  bool IsThere() const { return begin != std::string_view::npos; }
};

Expiry FindExpiry(std::string_view text) {
  for (size_t at = text.find(kExpires); at != text.npos; at = text.find(kExpires, at + 1)) {
    const bool in_brackets = at > 0 && text[at - 1] == '(';
    if (at > 0 && !in_brackets && !IsBlank(text[at - 1])) continue;
    const size_t date =
        std::min(text.find_first_not_of(kBlanks, at + kExpires.size()), text.size());
    const size_t end = std::min(text.find_first_of(" \t\r\n,;)", date), text.size());
    const bool closes = in_brackets && end < text.size() && text[end] == ')';
    return {.begin = in_brackets ? at - 1 : at,
            .end = closes ? end + 1 : end,
            .date = text.substr(date, end - date)};
  }
  return {};
}

// Reads the reason and the date in it.
void ReadReason(std::string_view text, SuppressionText& suppression) {
  const Expiry expiry = FindExpiry(text);
  if (!expiry.IsThere()) {
    suppression.reason = ReasonOf(text);
    return;
  }
  const std::string_view before = ReasonOf(text.substr(0, expiry.begin));
  const std::string_view after = ReasonOf(text.substr(expiry.end));
  suppression.reason = before;
  if (!before.empty() && !after.empty()) suppression.reason += ' ';
  suppression.reason += after;
  suppression.expires = expiry.date;
  if (base::ParseDate(expiry.date).has_value()) return;
  suppression.problem =
      fmt::format("\"{}\" behind `expires:` is no date of the form YYYY-MM-DD", expiry.date);
}

// Reads rule names with commas between them.
void ReadNames(const Part& list, std::string_view form, SuppressionText& suppression) {
  size_t at = 0;
  while (true) {
    const size_t comma = std::min(list.text.find(',', at), list.text.size());
    const Part name = list.Sub(at, comma - at).Trimmed();
    if (name.text.empty()) {
      suppression.problem = fmt::format("a rule's name is missing: {}", form);
      return;
    }
    if (suppression.rules.size() == kMaxNames) {
      suppression.problem = fmt::format("it names more than {} rules", kMaxNames);
      return;
    }
    suppression.rules.push_back({.id = name.text, .begin = name.begin});
    if (comma == list.text.size()) return;
    at = comma + 1;
  }
}

// Reads what stands behind `irsalint: ignore`.
void ReadIgnore(const Part& rest, SuppressionText& suppression) {
  const Part what = rest.Trimmed();
  if (!what.text.starts_with('[')) {
    if (!rest.text.empty() && !IsBlank(rest.text.front())) {
      suppression.problem = kCommentForm;
      return;
    }
    ReadReason(what.text, suppression);
    return;
  }
  const size_t close = what.text.find(']');
  if (close == std::string_view::npos) {
    suppression.problem = "the list of rules has no `]`";
    return;
  }
  ReadNames(what.Sub(1, close - 1), kCommentForm, suppression);
  if (suppression.problem.empty()) ReadReason(what.text.substr(close + 1), suppression);
}

// The first `irsalint` that begins a comment, be it one inside another; npos if there is none.
size_t FindMark(std::string_view comment) {
  for (size_t at = comment.find(kSuppressionMark); at != comment.npos;
       at = comment.find(kSuppressionMark, at + 1)) {
    const size_t before = comment.substr(0, at).find_last_not_of(" \t");
    if (before != comment.npos && comment[before] == '#') return at;
  }
  return comment.npos;
}

// Reads one `RULE, RULE: REASON` of an annotation.
void ReadEntry(const Part& entry, SuppressionText& suppression) {
  const Expiry expiry = FindExpiry(entry.text);
  const size_t names_end = std::min({entry.text.find(':'), expiry.begin, entry.text.size()});
  const Part names = entry.Sub(0, names_end).Trimmed();
  if (names.text != "*") {
    ReadNames(names, kAnnotationForm, suppression);
    for (const SuppressionText::Name& name : suppression.rules) {
      if (std::ranges::any_of(name.id, IsBlank)) suppression.problem = kAnnotationForm;
    }
  }
  if (suppression.problem.empty()) ReadReason(entry.text.substr(names_end), suppression);
}

}  // namespace

std::optional<SuppressionText> ReadSuppressionComment(std::string_view comment) {
  const size_t mark = FindMark(comment);
  if (mark == std::string_view::npos) return std::nullopt;
  SuppressionText suppression;
  suppression.begin = static_cast<uint32_t>(comment.substr(0, mark).rfind('#'));
  suppression.end = static_cast<uint32_t>(base::TrimAscii(comment).size());
  const Part whole{.text = comment.substr(0, suppression.end), .begin = 0};
  const Part behind = whole.Sub(mark + kSuppressionMark.size());
  const bool has_colon = behind.text.starts_with(':');
  const size_t separators =
      std::min(behind.text.find_first_not_of(has_colon ? ": \t" : " \t-_"), behind.text.size());
  const Part directive = behind.Sub(separators);
  const std::string_view word = FirstWord(directive.text);
  if (has_colon && word == kIgnore) {
    ReadIgnore(directive.Sub(word.size()), suppression);
  } else if (has_colon && ResemblesIgnore(word)) {
    suppression.problem = fmt::format("\"{}\" is unknown: {}", word, kCommentForm);
  } else if (separators > 0 && word == kIgnore) {
    suppression.problem = kCommentForm;
  } else {
    return std::nullopt;  // prose that begins with our name
  }
  return suppression;
}

std::vector<SuppressionText> ReadSuppressionAnnotation(std::string_view value) {
  std::vector<SuppressionText> suppressions;
  if (value.size() > kMaxAnnotationBytes) {
    SuppressionText& suppression = suppressions.emplace_back();
    suppression.problem =
        fmt::format("an annotation of more than {} KiB is refused", kMaxAnnotationBytes >> 10);
    return suppressions;
  }
  const Part whole{.text = value, .begin = 0};
  size_t at = 0;
  while (at < value.size()) {
    const size_t end = std::min(value.find_first_of(";\n", at), value.size());
    const Part entry = whole.Sub(at, end - at).Trimmed();
    at = end + 1;
    if (entry.text.empty()) continue;
    SuppressionText& suppression = suppressions.emplace_back();
    suppression.begin = entry.begin;
    suppression.end = entry.end();
    if (suppressions.size() == kMaxSuppressionsOfAnnotation) {
      suppression.problem = fmt::format("only the first {} suppressions of an annotation are read",
                                        kMaxSuppressionsOfAnnotation - 1);
      break;
    }
    ReadEntry(entry, suppression);
  }
  if (suppressions.empty()) {
    SuppressionText& suppression = suppressions.emplace_back();
    suppression.end = static_cast<uint32_t>(value.size());
    suppression.problem = fmt::format("it names no rule: {}", kAnnotationForm);
  }
  return suppressions;
}

}  // namespace irsalint::load
