#include "analyzer/lsp/completion_context.h"

#include <algorithm>
#include <array>
#include <vector>

#include "analyzer/base/strings.h"

namespace irsalint::lsp {
namespace {

constexpr std::string_view kIgnoreComment = "irsalint: ignore[";
constexpr std::string_view kIgnoreAnnotation = "irsalint.dev/ignore";
constexpr size_t kMaxLinesAbove = 200;

// A line as far as it is typed, in YAML or JSON.
struct Line {
  size_t indent = 0;     // of its first character that is no blank
  std::string_view key;  // "" where there is none
  bool has_key = false;  // with its colon
  size_t value = 0;      // where the text of the value begins, behind its quote
  bool is_blank = false;
};

size_t SkipBlanks(std::string_view line, size_t at) {
  while (at < line.size() && (line[at] == ' ' || line[at] == '\t')) ++at;
  return at;
}

bool IsQuote(char c) { return c == '"' || c == '\''; }

// Behind `- `, `{` and `[`, which stand before what is typed.
size_t SkipOpenings(std::string_view line, size_t at) {
  while (at < line.size()) {
    const bool is_item = line[at] == '-' && at + 1 < line.size() && line[at + 1] == ' ';
    if (!is_item && line[at] != '{' && line[at] != '[') break;
    at = SkipBlanks(line, at + 1);
  }
  return at;
}

// Where the colon stands that ends a key which begins at `at`; npos for none.
size_t ColonOf(std::string_view line, size_t at) {
  if (at < line.size() && IsQuote(line[at])) {
    const size_t end = line.find(line[at], at + 1);
    if (end == std::string_view::npos) return end;
    const size_t colon = SkipBlanks(line, end + 1);
    return colon < line.size() && line[colon] == ':' ? colon : std::string_view::npos;
  }
  for (size_t colon = at; colon < line.size(); ++colon) {
    const bool ends = colon + 1 == line.size() || line[colon + 1] == ' ';
    if (line[colon] == ':' && ends) return colon;
  }
  return std::string_view::npos;
}

std::string_view Unquoted(std::string_view text) {
  text = base::TrimAscii(text);
  if (text.size() >= 2 && IsQuote(text.front()) && text.back() == text.front()) {
    text = text.substr(1, text.size() - 2);
  }
  return text;
}

Line ReadLine(std::string_view text) {
  Line line;
  line.indent = SkipBlanks(text, 0);
  line.is_blank = line.indent == text.size();
  size_t at = SkipOpenings(text, line.indent);
  const size_t colon = ColonOf(text, at);
  if (colon != std::string_view::npos) {
    line.has_key = true;
    line.key = Unquoted(text.substr(at, colon - at));
    at = SkipOpenings(text, SkipBlanks(text, colon + 1));
  }
  if (at < text.size() && IsQuote(text[at])) ++at;
  line.value = at;
  return line;
}

std::string_view LineAt(std::string_view text, size_t begin) {
  std::string_view line = text.substr(begin, text.find('\n', begin) - begin);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

size_t BeginOfLine(std::string_view text, size_t offset) {
  const size_t newline = offset == 0 ? std::string_view::npos : text.rfind('\n', offset - 1);
  return newline == std::string_view::npos ? 0 : newline + 1;
}

// The lines above one, the nearest first.
std::vector<std::string_view> LinesAbove(std::string_view text, size_t begin) {
  std::vector<std::string_view> lines;
  while (begin > 0 && lines.size() < kMaxLinesAbove) {
    begin = BeginOfLine(text, begin - 1);
    lines.push_back(LineAt(text, begin));
  }
  return lines;
}

// Behind the last of these characters that is typed, and blanks.
size_t BehindLast(std::string_view line, size_t begin, std::string_view separators) {
  const size_t last = line.find_last_of(separators);
  if (last != std::string_view::npos && last >= begin) begin = last + 1;
  return SkipBlanks(line, begin);
}

std::optional<Wanted> WantedBehind(std::string_view key) {
  constexpr std::array kAccountKeys = {std::string_view("serviceAccountName"),
                                       std::string_view("serviceAccount")};
  constexpr std::array kRoleKeys = {std::string_view("eks.amazonaws.com/role-arn"),
                                    std::string_view("roleArn"), std::string_view("roleARN"),
                                    std::string_view("attachRoleARN"), std::string_view("rolearn")};
  if (std::ranges::find(kAccountKeys, key) != kAccountKeys.end()) return Wanted::kServiceAccount;
  if (std::ranges::find(kRoleKeys, key) != kRoleKeys.end()) return Wanted::kRoleArn;
  if (key.ends_with(":sub")) return Wanted::kSubject;
  return std::nullopt;
}

// The key of the innermost line above that stands further left; "" for none.
std::string_view KeyAround(const std::vector<std::string_view>& above, size_t indent) {
  for (const std::string_view text : above) {
    const Line line = ReadLine(text);
    if (line.is_blank || line.indent >= indent) continue;
    return line.has_key ? line.key : std::string_view();
  }
  return "";
}

// The key of a list that an item stands in: behind items alone.
std::string_view KeyOfList(const std::vector<std::string_view>& above) {
  for (const std::string_view text : above) {
    const Line line = ReadLine(text);
    if (line.is_blank) continue;
    if (line.has_key) return line.key;
    if (base::TrimAscii(text).find_first_of("{}]") != std::string_view::npos) return "";
  }
  return "";
}

bool IsStringOperator(std::string_view key) {
  for (const std::string_view prefix : {"ForAnyValue:", "ForAllValues:"}) {
    if (key.starts_with(prefix)) key.remove_prefix(prefix.size());
  }
  return key.starts_with("String");
}

std::string NamespaceOf(std::string_view text, size_t offset) {
  constexpr std::string_view kEnd = "\n---";
  constexpr std::string_view kKey = "namespace";
  size_t begin = offset == 0 ? std::string_view::npos : text.rfind(kEnd, offset - 1);
  begin = begin == std::string_view::npos ? 0 : begin + 1;
  const size_t end = std::min(text.find(kEnd, offset), text.size());
  while (begin < end) {
    const std::string_view text_of_line = LineAt(text, begin);
    const Line line = ReadLine(text_of_line);
    if (line.has_key && line.key == kKey) {
      return std::string(Unquoted(text_of_line.substr(text_of_line.find(':') + 1)));
    }
    begin += text_of_line.size() + 1;
  }
  return "";
}

}  // namespace

std::optional<CompletionContext> CompletionContextAt(std::string_view text, size_t offset) {
  offset = std::min(offset, text.size());
  const size_t begin = BeginOfLine(text, offset);
  const std::string_view typed = text.substr(begin, offset - begin);
  const auto context = [&](Wanted wanted, size_t at) {
    return CompletionContext{
        .wanted = wanted, .begin = begin + at, .namespace_name = NamespaceOf(text, offset)};
  };

  const size_t comment = typed.rfind(kIgnoreComment);
  if (comment != std::string_view::npos && typed.substr(0, comment).find('#') != typed.npos) {
    const size_t list = comment + kIgnoreComment.size();
    if (typed.find(']', list) != std::string_view::npos) return std::nullopt;
    return context(Wanted::kRuleId, BehindLast(typed, list, ","));
  }
  const Line line = ReadLine(typed);
  if (line.has_key) {
    if (line.key == kIgnoreAnnotation) {
      return context(Wanted::kRuleId, BehindLast(typed, line.value, ";,"));
    }
    const std::optional<Wanted> wanted = WantedBehind(line.key);
    if (!wanted.has_value()) return std::nullopt;
    // Behind the quote that ends it there is nothing more to type.
    const bool is_closed = typed.find_first_of("\"'", line.value) != std::string_view::npos;
    const size_t at = is_closed ? BehindLast(typed, line.value, "\"'[, ") : line.value;
    return context(*wanted, at);
  }
  const std::vector<std::string_view> above = LinesAbove(text, begin);
  if (IsStringOperator(KeyAround(above, line.indent))) {
    return context(Wanted::kConditionKey, line.value);
  }
  if (KeyOfList(above).ends_with(":sub")) return context(Wanted::kSubject, line.value);
  return std::nullopt;
}

}  // namespace irsalint::lsp
