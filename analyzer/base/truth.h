#pragma once

#include <cstdint>
#include <string_view>

namespace irsalint::base {

// Kleene's three-valued logic. The values are ordered: And is the minimum, Or the maximum.
enum class Truth : uint8_t { kNo, kMaybe, kYes };

[[nodiscard]] constexpr Truth FromBool(bool value) { return value ? Truth::kYes : Truth::kNo; }

[[nodiscard]] constexpr Truth Not(Truth value) {
  return static_cast<Truth>(static_cast<uint8_t>(Truth::kYes) - static_cast<uint8_t>(value));
}

[[nodiscard]] constexpr Truth And(Truth left, Truth right) { return left < right ? left : right; }

[[nodiscard]] constexpr Truth Or(Truth left, Truth right) { return left < right ? right : left; }

// "no", "maybe" or "yes".
[[nodiscard]] constexpr std::string_view ToString(Truth value) {
  switch (value) {
    case Truth::kNo:
      return "no";
    case Truth::kMaybe:
      return "maybe";
    case Truth::kYes:
      return "yes";
  }
  return "";
}

}  // namespace irsalint::base
