#include "analyzer/syntax/holes.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/base/strings.h"

namespace irsalint::syntax {
namespace {

using base::IsAsciiAlnum;
using base::IsAsciiAlpha;
using base::IsAsciiDigit;

// A hole that starts at the first byte of the text it was looked for in.
struct Found {
  HoleSyntax syntax = HoleSyntax::kDollarBrace;
  size_t length = 0;
};

// No expression is longer; so hostile text is searched in linear time.
constexpr size_t kLongestExpression = 256;

// The length of the text from its opening bracket to the one that matches it; 0 if none does.
size_t BalancedLength(std::string_view text, char open, char close) {
  size_t depth = 0;
  for (size_t at = 0; at < std::min(text.size(), kLongestExpression); ++at) {
    if (text[at] == open) ++depth;
    if (text[at] == close && --depth == 0) return at + 1;
  }
  return 0;
}

bool IsWordByte(char c) { return IsAsciiAlnum(c) || c == '_'; }

// IAM's own variables: `${aws:username}`, `${saml:sub, 'none'}` and the escapes `${*}`, `${?}`,
// `${$}`. Not `${AWS::Region}` (CloudFormation) and not the shell's `${x:-y}`.
bool IsPolicyVariable(std::string_view inside) {
  if (inside == "*" || inside == "?" || inside == "$") return true;
  const size_t colon = inside.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 >= inside.size()) return false;
  const bool has_plain_name = std::all_of(
      inside.begin(), inside.begin() + static_cast<std::ptrdiff_t>(colon),
      [](char c) { return IsAsciiAlnum(c) || c == '-' || c == '.' || c == '_' || c == '/'; });
  return has_plain_name && IsAsciiAlpha(inside[colon + 1]);
}

// `${x}`, `$(x)`, `$x`.
std::optional<Found> FindDollar(std::string_view text, Field field) {
  if (text.size() < 2) return std::nullopt;
  const std::string_view behind = text.substr(1);
  if (behind.front() == '{') {
    const size_t length = BalancedLength(behind, '{', '}');
    if (length <= 2) return std::nullopt;
    if (field == Field::kConditionValue && IsPolicyVariable(behind.substr(1, length - 2))) {
      return std::nullopt;
    }
    return Found{HoleSyntax::kDollarBrace, 1 + length};
  }
  if (behind.front() == '(') {
    const size_t length = BalancedLength(behind, '(', ')');
    if (length <= 2 || field == Field::kEnvValue) return std::nullopt;
    return Found{HoleSyntax::kDollarParen, 1 + length};
  }
  if (!IsAsciiAlpha(behind.front()) && behind.front() != '_') return std::nullopt;
  const auto end = std::find_if_not(behind.begin(), behind.end(), IsWordByte);
  return Found{HoleSyntax::kDollarName, 1 + static_cast<size_t>(end - behind.begin())};
}

// `{{ x }}`.
std::optional<Found> FindMustache(std::string_view text) {
  if (!text.starts_with("{{")) return std::nullopt;
  const size_t end = text.substr(0, kLongestExpression).find("}}", 2);
  if (end == std::string_view::npos) return std::nullopt;
  return Found{HoleSyntax::kMustache, end + 2};
}

// `<x>` or `<<x>>`; inside it anything that is no bracket and no control character.
std::optional<Found> FindAngle(std::string_view text) {
  const size_t opening = text.starts_with("<<") ? 2 : 1;
  const size_t close = text.substr(0, kLongestExpression).find('>', opening);
  if (close == std::string_view::npos || close == opening) return std::nullopt;
  const std::string_view inside = text.substr(opening, close - opening);
  const bool is_name = std::all_of(inside.begin(), inside.end(), [](char c) {
    return c != '<' && static_cast<unsigned char>(c) >= 0x20;
  });
  const bool is_closed = opening == 1 || text.substr(close, 2) == ">>";
  if (!is_name || !is_closed) return std::nullopt;
  return Found{HoleSyntax::kAngle, close + opening};
}

// `%s` and `%d`, unless it is a percent-encoded byte.
std::optional<Found> FindPercent(std::string_view text) {
  if (text.starts_with("%s")) return Found{HoleSyntax::kPercent, 2};
  if (!text.starts_with("%d")) return std::nullopt;
  const char next = text.size() > 2 ? base::ToAsciiLower(text[2]) : '\0';
  const bool is_encoded = IsAsciiDigit(next) || (next >= 'a' && next <= 'f');
  if (is_encoded) return std::nullopt;
  return Found{HoleSyntax::kPercent, 2};
}

// Four or more x that are a whole component of a name.
std::optional<Found> FindMask(std::string_view text, char before) {
  constexpr size_t kShortest = 4;
  if (IsAsciiAlnum(before)) return std::nullopt;
  const size_t length = std::min(text.find_first_not_of("xX"), text.size());
  if (length < kShortest) return std::nullopt;
  if (length < text.size() && IsAsciiAlnum(text[length])) return std::nullopt;
  return Found{HoleSyntax::kMask, length};
}

std::optional<Found> FindHole(std::string_view text, char before, Field field) {
  switch (text.front()) {
    case '$':
      return FindDollar(text, field);
    case '{':
      return FindMustache(text);
    case '<':
      return FindAngle(text);
    case '%':
      return FindPercent(text);
    case 'x':
    case 'X':
      return FindMask(text, before);
    default:
      return std::nullopt;
  }
}

// The length of a bracketed piece that stays literal but must not be searched for holes: a policy
// variable, or `$(X)` in the environment.
size_t LiteralBracket(std::string_view text, Field field) {
  if (field == Field::kConditionValue && text.starts_with("${")) {
    return 1 + BalancedLength(text.substr(1), '{', '}');
  }
  if (field == Field::kEnvValue && text.starts_with("$(")) {
    return 1 + BalancedLength(text.substr(1), '(', ')');
  }
  return 1;
}

bool HasWholeWord(std::string_view text, std::string_view word) {
  for (size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const char before = at > 0 ? text[at - 1] : ' ';
    const char after = at + word.size() < text.size() ? text[at + word.size()] : ' ';
    if (!IsWordByte(before) && !IsWordByte(after)) return true;
  }
  return false;
}

// A run of at least `shortest` x inside a word, as in F2DXXXXXXXX.
bool HasRunOfX(std::string_view text, size_t shortest) {
  size_t run = 0;
  for (const char c : text) {
    run = c == 'x' || c == 'X' ? run + 1 : 0;
    if (run >= shortest) return true;
  }
  return false;
}

// Digits that AWS's documentation and people use for an account that does not exist.
constexpr std::array<std::string_view, 8> kDummyDigits = {
    "111122223333", "123456789012", "000000000000",  "111111111111",
    "999999999999", "12345678912",  "0000000000000", "123456789"};

// Bare words that stand for a value, alone or as the end of a longer one (MY_ACCOUNT_ID).
constexpr std::array<std::string_view, 16> kDummyWords = {
    "ACCOUNT",    "ACCOUNT_ID",     "ACCOUNT-ID", "AWS_ACCOUNT_ID", "AWS-ACCOUNT-ID", "account-id",
    "account_id", "aws_account_id", "REGION",     "region-code",    "OIDC_ID",        "PROVIDER_ID",
    "ROLE-ARN",   "ROLE_ARN",       "XXX",        "CLUSTER_ID"};

constexpr std::array<std::string_view, 3> kDummySuffixes = {"_ACCOUNT_ID", "_OIDC_ID",
                                                            "_PROVIDER_ID"};

bool HasWordWithSuffix(std::string_view text, std::string_view suffix) {
  for (size_t at = text.find(suffix); at != std::string_view::npos;
       at = text.find(suffix, at + 1)) {
    const size_t end = at + suffix.size();
    if (end == text.size() || !IsWordByte(text[end])) return true;
  }
  return false;
}

}  // namespace

Text ReadText(std::string_view text, Field field, std::string_view scope) {
  // Nearly every text: no byte that could start a hole.
  if (text.find_first_of("${<%xX") == std::string_view::npos) return Text::Literal(text);
  std::vector<Text::Piece> pieces;
  size_t literal_start = 0;
  size_t at = 0;
  const auto flush = [&](size_t end) {
    if (end == literal_start) return;
    pieces.push_back({.literal = std::string(text.substr(literal_start, end - literal_start)),
                      .hole = {},
                      .is_hole = false});
  };
  while (at < text.size()) {
    const std::string_view rest = text.substr(at);
    const std::optional<Found> found = FindHole(rest, at > 0 ? text[at - 1] : ' ', field);
    if (!found) {
      at += LiteralBracket(rest, field);
      continue;
    }
    flush(at);
    pieces.push_back({.literal = {},
                      .hole = {.syntax = found->syntax,
                               .expression = std::string(rest.substr(0, found->length)),
                               .scope = std::string(scope)},
                      .is_hole = true});
    at += found->length;
    literal_start = at;
  }
  if (pieces.empty()) return Text::Literal(text);
  flush(text.size());
  return Text::FromPieces(std::move(pieces));
}

bool HoldsDummy(std::string_view literal) {
  constexpr size_t kShortestRun = 4;
  const auto is_word = [literal](std::string_view word) { return HasWholeWord(literal, word); };
  const auto is_suffix = [literal](std::string_view s) { return HasWordWithSuffix(literal, s); };
  return literal.find("EXAMPLE") != std::string_view::npos || HasRunOfX(literal, kShortestRun) ||
         std::any_of(kDummyDigits.begin(), kDummyDigits.end(), is_word) ||
         std::any_of(kDummyWords.begin(), kDummyWords.end(), is_word) ||
         std::any_of(kDummySuffixes.begin(), kDummySuffixes.end(), is_suffix);
}

}  // namespace irsalint::syntax
