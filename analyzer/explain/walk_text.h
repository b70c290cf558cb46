#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "analyzer/explain/walk_report.h"

namespace irsalint::explain {

enum class WalkStyle : uint8_t { kHeading, kGood, kFault, kUnknown, kPlace };

// Gives a text its style; returns it as it is where there is no colour.
using Painter = std::function<std::string(std::string_view text, WalkStyle style)>;

// A walk for people: one step a paragraph, a `!` before what fails, a `?` before what is not known,
// the place behind what it says; then the result, and what would settle what is open. Safe for a
// terminal.
[[nodiscard]] std::string WalkText(const WalkReport& report, const PlaceLines& lines,
                                   const Painter& paint);

}  // namespace irsalint::explain
