#include "analyzer/render/summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "analyzer/base/utf8.h"
#include "analyzer/render/count.h"
#include "analyzer/render/grouping.h"

namespace irsalint::render {
namespace {

using rule::Severity;
using rule::Silencer;
using rule::SkippedKind;

// Fewer findings are seen at a glance.
constexpr size_t kManyFindings = 10;

std::string_view SeverityPlural(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return "errors";
    case Severity::kWarning:
      return "warnings";
    case Severity::kNote:
      return "notes";
  }
  return "";
}

std::string FindingsBySeverity(const rule::Report& report, Color color) {
  std::vector<std::string> parts;
  for (const Severity severity : {Severity::kError, Severity::kWarning, Severity::kNote}) {
    const auto count = static_cast<uint64_t>(
        std::ranges::count(report.findings, severity, &rule::LocatedFinding::severity));
    if (count == 0) continue;
    const std::string text = Count(count, rule::ToString(severity), SeverityPlural(severity));
    parts.push_back(Paint(text, StyleOf(severity), color));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

// What many findings are made of, a line for each rule and severity: by now the first of them have
// left the screen. "" for few, or for those of one rule.
std::string FindingsByRule(const rule::Report& report, Color color) {
  const std::vector<FindingGroup> groups = GroupFindings(report.findings);
  if (report.findings.size() <= kManyFindings || groups.size() == 1) return "";
  size_t largest = 0;
  for (const FindingGroup& group : groups) largest = std::max(largest, group.size());
  const size_t width = std::to_string(largest).size();
  std::string text;
  for (const FindingGroup& group : groups) {
    const rule::LocatedFinding& first = *group.front();
    const std::string name = fmt::format("{}[{}]", rule::ToString(first.severity), first.rule);
    text += fmt::format("  {:>{}} {}\n", group.size(), width,
                        Paint(name, StyleOf(first.severity), color));
  }
  return text;
}

// Findings that are there and not shown, by what keeps them back.
std::string NotShown(const rule::Report& report) {
  const auto silenced_by = [&report](Silencer silencer) {
    return static_cast<uint64_t>(
        std::ranges::count(report.suppressed, silencer, &rule::SuppressedFinding::silencer));
  };
  std::vector<std::string> parts;
  if (const uint64_t count = silenced_by(Silencer::kInput); count > 0) {
    parts.push_back(fmt::format("{} suppressed in the files", count));
  }
  if (const uint64_t count = silenced_by(Silencer::kConfig); count > 0) {
    parts.push_back(fmt::format("{} suppressed by the configuration", count));
  }
  if (const uint64_t count = silenced_by(Silencer::kBaseline); count > 0) {
    const std::string path =
        report.baseline.has_value() ? " " + base::EscapeForDisplay(report.baseline->path) : "";
    parts.push_back(fmt::format("{} in the baseline{}", count, path));
  }
  if (const uint64_t count = silenced_by(Silencer::kRevision); count > 0) {
    parts.push_back(
        fmt::format("{} that {} there at {} (--all shows {})", count, count == 1 ? "was" : "were",
                    base::EscapeForDisplay(report.since->name), count == 1 ? "it" : "them"));
  }
  if (const uint64_t count = report.stats.elsewhere; count > 0) {
    parts.push_back(fmt::format("{} about other files", count));
  }
  if (const uint64_t count = report.stats.hidden_by_persona; count > 0) {
    parts.push_back(fmt::format("{} for stricter personas (--persona auditor)", count));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

// How a kind of input that was not looked into is told.
struct SkippedWords {
  SkippedKind kind;
  std::string_view one;
  std::string_view many;
};

constexpr std::array kNotRead = {
    SkippedWords{SkippedKind::kUnreadablePath, "unreadable path", "unreadable paths"},
    SkippedWords{SkippedKind::kBrokenDocument, "broken document", "broken documents"},
    SkippedWords{SkippedKind::kTemplate, "unrendered template", "unrendered templates"},
    SkippedWords{SkippedKind::kTerraformFile, "Terraform file", "Terraform files"},
    SkippedWords{SkippedKind::kRemoteBase, "remote base", "remote bases"},
};

constexpr std::array kNotApplied = {
    SkippedWords{SkippedKind::kPatch, "patch", "patches"},
    SkippedWords{SkippedKind::kGenerator, "generator", "generators"},
};

std::string Skipped(const rule::Report& report, std::span<const SkippedWords> kinds) {
  std::vector<std::string> parts;
  for (const SkippedWords& words : kinds) {
    const auto input = std::ranges::find(report.skipped, words.kind, &rule::SkippedInput::kind);
    if (input != report.skipped.end()) parts.push_back(Count(input->count, words.one, words.many));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

void AddLine(std::string_view label, const std::string& what, std::string* text) {
  if (!what.empty()) *text += fmt::format("{}: {}\n", label, what);
}

}  // namespace

std::string DescribeOutcome(const rule::Report& report, Color color) {
  const rule::Stats& stats = report.stats;
  if (stats.files == 0) return "nothing was checked";
  const std::string files = Count(stats.files, "file", "files");
  if (!report.findings.empty()) {
    return fmt::format("{} in {}", FindingsBySeverity(report, color), files);
  }
  if (stats.units == 0) return fmt::format("nothing about identities on EKS in {}", files);
  return fmt::format("no findings in {}", files);
}

std::string RenderSummaryText(const rule::Report& report, Color color) {
  std::string text = DescribeOutcome(report, color);
  if (report.config.has_value()) text += fmt::format(" ({})", DescribeConfig(*report.config));
  text += '\n';
  text += FindingsByRule(report, color);
  AddLine("not shown", NotShown(report), &text);
  if (report.suppression_use == rule::SuppressionUse::kOff) AddLine("suppressions", "off", &text);
  AddLine("not read", Skipped(report, kNotRead), &text);
  AddLine("not applied", Skipped(report, kNotApplied), &text);
  return text;
}

std::string DescribeConfig(const rule::ConfigUse& config) {
  std::string text = "config " + base::EscapeForDisplay(config.path);
  const size_t off = config.rules_off.size();
  if (off > 0) text += fmt::format(": {} off", Count(off, "rule", "rules"));
  return text;
}

}  // namespace irsalint::render
