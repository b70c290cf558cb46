#include "analyzer/syntax/scalar_type.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <system_error>

#include "analyzer/base/strings.h"

namespace irsalint::syntax {
namespace {

using base::IsAsciiDigit;

constexpr std::array<std::string_view, 11> kTrue = {"y",    "Y",    "yes", "Yes", "YES", "true",
                                                    "True", "TRUE", "on",  "On",  "ON"};
constexpr std::array<std::string_view, 11> kFalse = {"n",     "N",     "no",  "No",  "NO", "false",
                                                     "False", "FALSE", "off", "Off", "OFF"};
constexpr std::array<std::string_view, 12> kSpecialFloats = {".nan",  ".NaN",  ".NAN",  ".inf",
                                                             ".Inf",  ".INF",  "+.inf", "+.Inf",
                                                             "+.INF", "-.inf", "-.Inf", "-.INF"};
constexpr size_t kLongestWord = 5;  // of the booleans, nulls and special floats

template <size_t N>
bool IsOneOf(std::string_view text, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

int DigitValue(char c) {
  if (IsAsciiDigit(c)) return c - '0';
  const char lower = base::ToAsciiLower(c);
  return base::IsAsciiLower(lower) ? lower - 'a' + 10 : 99;
}

// Digits of a base that fit into 64 bits; more of them are no integer (and, being prefixed, no
// float).
bool IsPrefixedInteger(std::string_view digits, int radix, int bits_per_digit) {
  if (digits.empty()) return false;
  if (!std::all_of(digits.begin(), digits.end(),
                   [radix](char c) { return DigitValue(c) < radix; })) {
    return false;
  }
  const size_t significant = digits.find_first_not_of('0');
  if (significant == std::string_view::npos) return true;
  int bits_of_first = 0;
  for (int value = DigitValue(digits[significant]); value > 0; value /= 2) ++bits_of_first;
  return (digits.size() - significant - 1) * static_cast<size_t>(bits_per_digit) +
             static_cast<size_t>(bits_of_first) <=
         64;
}

size_t CountDigits(std::string_view text, size_t from) {
  size_t at = from;
  while (at < text.size() && IsAsciiDigit(text[at])) ++at;
  return at - from;
}

// [-+]? ( \.[0-9]+ | [0-9]+ (\.[0-9]*)? ) ( [eE] [-+]? [0-9]+ )?   Every decimal integer is one.
bool IsDecimal(std::string_view text) {
  size_t at = 0;
  if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
  const size_t whole = CountDigits(text, at);
  at += whole;
  if (at < text.size() && text[at] == '.') {
    const size_t fraction = CountDigits(text, at + 1);
    if (whole == 0 && fraction == 0) return false;
    at += 1 + fraction;
  } else if (whole == 0) {
    return false;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    const size_t exponent = CountDigits(text, at);
    if (exponent == 0) return false;
    at += exponent;
  }
  return at == text.size();
}

bool IsNumber(std::string_view text) {
  std::string without_underscores;
  if (text.front() != '.' && text.find('_') != std::string_view::npos) {
    std::copy_if(text.begin(), text.end(), std::back_inserter(without_underscores),
                 [](char c) { return c != '_'; });
    text = without_underscores;
  }
  std::string_view digits = text;
  if (!digits.empty() && (digits[0] == '+' || digits[0] == '-')) digits.remove_prefix(1);
  if (digits.size() > 2 && digits[0] == '0') {
    switch (digits[1]) {
      case 'x':
      case 'X':
        return IsPrefixedInteger(digits.substr(2), 16, 4);
      case 'o':
      case 'O':
        return IsPrefixedInteger(digits.substr(2), 8, 3);
      case 'b':
      case 'B':
        return IsPrefixedInteger(digits.substr(2), 2, 1);
      default:
        break;
    }
  }
  return IsDecimal(text);
}

// Takes the prefix that names a base off the digits of a number. As in Go, a leading zero alone
// makes it octal, unless a digit says otherwise.
int TakeBase(std::string& digits) {
  constexpr int kDecimal = 10;
  if (digits.size() < 2 || digits[0] != '0') return kDecimal;
  const char mark = base::ToAsciiLower(digits[1]);
  if (mark == 'x' || mark == 'o' || mark == 'b') {
    digits.erase(0, 2);
    if (mark == 'x') return 16;
    return mark == 'o' ? 8 : 2;
  }
  return digits.find_first_of("89") == std::string::npos ? 8 : kDecimal;
}

}  // namespace

std::optional<bool> BoolOfPlain(std::string_view text) {
  if (text.empty() || text.size() > kLongestWord) return std::nullopt;
  if (IsOneOf(text, kTrue)) return true;
  if (IsOneOf(text, kFalse)) return false;
  return std::nullopt;
}

NodeKind KindOfPlain(std::string_view text) {
  if (text.empty()) return NodeKind::kNull;
  const char first = text.front();
  if (IsAsciiDigit(first) || first == '+' || first == '-' || first == '.') {
    return IsOneOf(text, kSpecialFloats) || IsNumber(text) ? NodeKind::kNumber : NodeKind::kString;
  }
  if (text.size() > kLongestWord) return NodeKind::kString;
  if (text == "~" || text == "null" || text == "Null" || text == "NULL") return NodeKind::kNull;
  switch (first) {
    case 'y':
    case 'Y':
    case 't':
    case 'T':
    case 'o':
    case 'O':
    case 'n':
    case 'N':
    case 'f':
    case 'F':
      return BoolOfPlain(text) ? NodeKind::kBool : NodeKind::kString;
    default:
      return NodeKind::kString;
  }
}

std::optional<int64_t> IntOf(const Node* node) {
  if (node == nullptr || node->kind != NodeKind::kNumber) return std::nullopt;
  std::string digits;
  std::copy_if(node->text.begin(), node->text.end(), std::back_inserter(digits),
               [](char c) { return c != '_'; });
  const bool is_negative = digits.starts_with('-');
  if (is_negative || digits.starts_with('+')) digits.erase(0, 1);
  const int base = TakeBase(digits);
  if (is_negative) digits.insert(0, "-");
  int64_t number = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, number, base);
  if (error != std::errc() || stop != end) return std::nullopt;
  return number;
}

}  // namespace irsalint::syntax
