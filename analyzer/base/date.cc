#include "analyzer/base/date.h"

#include "analyzer/base/strings.h"

namespace irsalint::base {
namespace {

bool IsLeapYear(unsigned year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

unsigned DaysOf(unsigned year, unsigned month) {
  switch (month) {
    case 2:
      return IsLeapYear(year) ? 29 : 28;
    case 4:
    case 6:
    case 9:
    case 11:
      return 30;
    default:
      return 31;
  }
}

// The number that `digits` writes; nothing where one is no digit.
std::optional<unsigned> NumberOf(std::string_view digits) {
  unsigned number = 0;
  for (const char c : digits) {
    if (!IsAsciiDigit(c)) return std::nullopt;
    number = number * 10 + static_cast<unsigned>(c - '0');
  }
  return number;
}

}  // namespace

std::optional<Date> ParseDate(std::string_view text) {
  constexpr size_t kLength = std::string_view("YYYY-MM-DD").size();
  if (text.size() != kLength || text[4] != '-' || text[7] != '-') return std::nullopt;
  const std::optional<unsigned> year = NumberOf(text.substr(0, 4));
  const std::optional<unsigned> month = NumberOf(text.substr(5, 2));
  const std::optional<unsigned> day = NumberOf(text.substr(8, 2));
  if (!year.has_value() || !month.has_value() || !day.has_value()) return std::nullopt;
  if (*month < 1 || *month > 12 || *day < 1 || *day > DaysOf(*year, *month)) return std::nullopt;
  return Date{.year = static_cast<uint16_t>(*year),
              .month = static_cast<uint8_t>(*month),
              .day = static_cast<uint8_t>(*day)};
}

}  // namespace irsalint::base
