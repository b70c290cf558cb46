#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "analyzer/rule/finding.h"

namespace irsalint::render {

enum class Color : uint8_t { kNever, kAlways };

enum class Style : uint8_t { kBold, kError, kWarning, kNote, kFrame };

[[nodiscard]] Style StyleOf(rule::Severity severity);

// `text` between the escape sequences of its style; as it is without colour.
[[nodiscard]] std::string Paint(std::string_view text, Style style, Color color);

}  // namespace irsalint::render
