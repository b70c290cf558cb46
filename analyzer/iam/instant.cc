#include "analyzer/iam/instant.h"

#include <charconv>
#include <chrono>
#include <cstddef>

#include "analyzer/base/strings.h"

namespace irsalint::iam {
namespace {

// Reads the parts of a date-time from left to right; any failure sticks.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  bool good() const { return good_; }
  bool AtEnd() const { return rest_.empty(); }

  bool Take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  void Expect(char c) { good_ &= Take(c); }

  int Digits(size_t count) {
    int value = 0;
    if (rest_.size() < count) {
      good_ = false;
      return 0;
    }
    for (size_t i = 0; i < count; ++i) {
      if (!base::IsAsciiDigit(rest_[i])) good_ = false;
      value = value * 10 + (rest_[i] - '0');
    }
    rest_.remove_prefix(count);
    return value;
  }

  double Fraction() {
    double value = 0;
    double scale = 0.1;
    while (!rest_.empty() && base::IsAsciiDigit(rest_.front())) {
      value += (rest_.front() - '0') * scale;
      scale /= 10;
      rest_.remove_prefix(1);
    }
    return value;
  }

 private:
  std::string_view rest_;
  bool good_ = true;
};

// `Z`, `+hh:mm` or `-hh:mm`, in seconds.
int Offset(Scanner& scanner) {
  if (scanner.AtEnd() || scanner.Take('Z')) return 0;
  const bool negative = scanner.Take('-');
  if (!negative) scanner.Expect('+');
  const int hours = scanner.Digits(2);
  scanner.Expect(':');
  const int seconds = hours * 3600 + scanner.Digits(2) * 60;
  return negative ? -seconds : seconds;
}

std::optional<double> ParseEpoch(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

std::optional<double> ParseInstant(std::string_view text) {
  // A year alone would be read as seconds; AWS does the same with bare numbers.
  if (const auto epoch = ParseEpoch(text); epoch.has_value()) return epoch;
  Scanner scanner(text);
  const int year = scanner.Digits(4);
  scanner.Expect('-');
  const int month = scanner.Digits(2);
  int day = 1;
  if (scanner.Take('-')) day = scanner.Digits(2);
  double seconds = 0;
  if (scanner.Take('T')) {
    seconds = scanner.Digits(2) * 3600;
    scanner.Expect(':');
    seconds += scanner.Digits(2) * 60;
    if (scanner.Take(':')) {
      seconds += scanner.Digits(2);
      if (scanner.Take('.')) seconds += scanner.Fraction();
    }
    seconds -= Offset(scanner);
  }
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!scanner.good() || !scanner.AtEnd() || !date.ok()) return std::nullopt;
  return static_cast<double>(std::chrono::sys_days(date).time_since_epoch().count()) * 86400 +
         seconds;
}

}  // namespace irsalint::iam
