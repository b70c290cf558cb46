#pragma once

#include <cstdint>
#include <string>

#include "analyzer/render/style.h"
#include "analyzer/rule/report.h"

namespace irsalint::render {

// How much is shown of findings that repeat each other.
enum class Extent : uint8_t {
  kFolded,  // of each rule and severity the first few in full, a line for some more, then a count
  kFull,    // every finding in full
};

struct TextOptions {
  Color color = Color::kNever;
  Extent extent = Extent::kFolded;
};

// The findings as a person reads them, in the manner of rustc: severity, rule and message; a frame
// with the primary place underlined by `^`; related places underlined by `-`, in the same frame
// when they are near it, else in their own; then notes and helps. The worst come first, those of
// one rule together. Safe for a terminal, whatever the input holds; "" without findings.
[[nodiscard]] std::string RenderFindingsText(const rule::Report& report,
                                             const TextOptions& options);

// The findings and the summary, as they stand together in a file.
[[nodiscard]] std::string RenderText(const rule::Report& report, const TextOptions& options);

// Which notifications are shown.
enum class NotificationScope : uint8_t {
  kAll,
  kProblems,  // without those that the summary counts
};

// The notifications, one line each (`warning: path:line:column: message`), for stderr.
[[nodiscard]] std::string RenderNotificationsText(const rule::Report& report,
                                                  NotificationScope scope,
                                                  const TextOptions& options);

// The counts and the times of the phases, one line each.
[[nodiscard]] std::string RenderStatsText(const rule::Stats& stats);

}  // namespace irsalint::render
