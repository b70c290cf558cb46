#include "analyzer/render/github.h"

#include <fmt/format.h>

#include <array>
#include <string_view>

#include "analyzer/render/command_text.h"
#include "analyzer/render/full_message.h"
#include "analyzer/render/summary.h"

namespace irsalint::render {
namespace {

constexpr size_t kMaxOfLevel = 10;

std::string_view CommandOf(rule::Severity severity) {
  return severity == rule::Severity::kNote ? "notice" : rule::ToString(severity);
}

// `%` first, so that nothing is escaped twice.
constexpr Escape kData[] = {{'%', "%25"}, {'\r', "%0D"}, {'\n', "%0A"}};
constexpr Escape kProperty[] = {
    {'%', "%25"}, {'\r', "%0D"}, {'\n', "%0A"}, {':', "%3A"}, {',', "%2C"}};

// Columns count on one line only.
std::string PlaceOf(const rule::LocatedPlace& place) {
  std::string text = fmt::format("file={}", CommandText(place.path, kProperty));
  if (place.line == 0) return text;
  text += fmt::format(",line={},endLine={}", place.line, place.end_line);
  if (place.line == place.end_line) {
    text += fmt::format(",col={},endColumn={}", place.column, place.end_column);
  }
  return text;
}

std::string Annotation(const rule::LocatedFinding& finding) {
  return fmt::format("::{} title={},{}::{}\n", CommandOf(finding.severity),
                     CommandText(finding.rule, kProperty), PlaceOf(finding.primary),
                     CommandText(FullMessage(finding), kData));
}

}  // namespace

std::string RenderGithub(const rule::Report& report) {
  std::string text;
  std::array<size_t, 3> shown = {};
  size_t left_out = 0;
  for (const rule::LocatedFinding& finding : report.findings) {
    size_t& of_level = shown[static_cast<size_t>(finding.severity)];
    if (of_level == kMaxOfLevel) {
      ++left_out;
      continue;
    }
    ++of_level;
    text += Annotation(finding);
  }
  text += "irsalint: " + DescribeOutcome(report, Color::kNever);
  if (left_out > 0) {
    text += fmt::format("; {} without an annotation, GitHub shows {} of each level", left_out,
                        kMaxOfLevel);
  }
  return text + "\n";
}

}  // namespace irsalint::render
