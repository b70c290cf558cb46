#pragma once

#include <cstdint>
#include <string>

#include "analyzer/rule/report.h"

namespace irsalint::render {

enum class Color : uint8_t { kNever, kAlways };

struct TextOptions {
  Color color = Color::kNever;
};

// The findings as a person reads them, in the manner of rustc: severity, rule and message; a frame
// with the primary place underlined by `^`; related places underlined by `-`, in the same frame
// when they are near it, else in their own; then notes and helps. Ends with a line that counts.
// Safe for a terminal, whatever the input holds.
[[nodiscard]] std::string RenderText(const rule::Report& report, const TextOptions& options);

// The notifications alone, one line each (`warning: path:line:column: message`), for stderr; then
// the figures of `stats` only by RenderStatsText.
[[nodiscard]] std::string RenderNotificationsText(const rule::Report& report,
                                                  const TextOptions& options);

// The counts and the times of the phases, one line each.
[[nodiscard]] std::string RenderStatsText(const rule::Stats& stats);

// `config .irsalint.yaml: 2 rules off`: which configuration was used, and what it kept back.
[[nodiscard]] std::string DescribeConfig(const rule::ConfigUse& config);

}  // namespace irsalint::render
