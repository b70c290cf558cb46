#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

namespace irsalint::base {

// A day of the Gregorian calendar.
struct Date {
  uint16_t year = 0;
  uint8_t month = 0;
  uint8_t day = 0;

  friend constexpr auto operator<=>(const Date&, const Date&) = default;
};

// Reads `YYYY-MM-DD`; nothing for any other form and for days that do not exist.
[[nodiscard]] std::optional<Date> ParseDate(std::string_view text);

}  // namespace irsalint::base
