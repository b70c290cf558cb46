#pragma once

#include <string>

#include "analyzer/rule/report.h"

namespace irsalint::render {

inline constexpr int kJsonVersion = 1;

// The report as one JSON object, keys in the documented order, ASCII only, with a newline at the
// end. Bytes of paths and values that are not UTF-8 become U+FFFD.
[[nodiscard]] std::string RenderJson(const rule::Report& report);

}  // namespace irsalint::render
