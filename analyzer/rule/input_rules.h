#pragma once

#include <string_view>

namespace irsalint::rule {

// Rules that say what of the input was not read. What no finding of theirs shows, because they were
// not selected or are suppressed, the engine tells as a notification instead: a scanner failure
// never looks like a clean run.
inline constexpr std::string_view kParseErrorRule = "parse-error";
inline constexpr std::string_view kUnrenderedTemplateRule = "unrendered-template";

}  // namespace irsalint::rule
