#include "analyzer/render/markdown.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "analyzer/base/strings.h"
#include "analyzer/base/utf8.h"
#include "analyzer/render/count.h"
#include "analyzer/render/full_message.h"
#include "analyzer/render/summary.h"

namespace irsalint::render {
namespace {

// GitHub takes 1 MiB of all steps of a job together; others want to say something too.
constexpr size_t kMaxBytes = size_t{256} << 10;
constexpr size_t kMaxNotifications = 20;

// Of the punctuation, all that can begin or end markup, also where it only does so next to other
// characters: `:` and `.` of addresses that become links by themselves.
bool IsMarkup(char c) {
  constexpr std::string_view kPlain = " \"'(),-/;=?%!{}+$";
  return static_cast<unsigned char>(c) < 0x80 && !base::IsAsciiAlnum(c) &&
         kPlain.find(c) == std::string_view::npos;
}

std::string Row(const rule::LocatedFinding& finding) {
  std::string text = MarkdownText(finding.message);
  for (const rule::LocatedPlace& place : finding.related) {
    if (place.message.empty()) continue;
    text +=
        fmt::format("<br>{}: {}", MarkdownText(PathAndLine(place)), MarkdownText(place.message));
  }
  for (const std::string& help : finding.helps) text += "<br>help: " + MarkdownText(help);
  return fmt::format("| {} | {} | {} | {} |\n", rule::ToString(finding.severity),
                     MarkdownText(finding.rule), MarkdownText(PathAndLine(finding.primary)), text);
}

std::string Findings(const rule::Report& report) {
  if (report.findings.empty()) return "";
  std::string text = "\n| severity | rule | place | finding |\n|---|---|---|---|\n";
  size_t shown = 0;
  for (const rule::LocatedFinding& finding : report.findings) {
    const std::string row = Row(finding);
    if (text.size() + row.size() > kMaxBytes) break;
    text += row;
    ++shown;
  }
  if (shown < report.findings.size()) {
    text += "\n" + Count(report.findings.size() - shown, "finding is", "findings are") +
            " left out here.\n";
  }
  return text;
}

std::string Notifications(const rule::Report& report) {
  std::string text;
  size_t count = 0;
  for (const rule::Notification& notification : report.notifications) {
    if (notification.counts.has_value()) continue;
    if (++count > kMaxNotifications) continue;
    const std::string place =
        notification.path.empty() ? "" : MarkdownText(notification.path) + ": ";
    text += fmt::format("- {}: {}{}\n", rule::ToString(notification.level), place,
                        MarkdownText(notification.message));
  }
  if (text.empty()) return "";
  if (count > kMaxNotifications) text += fmt::format("- and {} more\n", count - kMaxNotifications);
  return "\nAbout the run:\n\n" + text;
}

}  // namespace

std::string MarkdownText(std::string_view text) {
  std::string result;
  const std::string shown = base::EscapeForDisplay(text);
  for (const char c : shown) {
    if (IsMarkup(c)) {
      fmt::format_to(std::back_inserter(result), "&#{};", static_cast<int>(c));
    } else {
      result += c;
    }
  }
  return result;
}

std::string RenderMarkdown(const rule::Report& report) {
  return fmt::format("### irsalint: {}\n", DescribeOutcome(report, Color::kNever)) +
         Findings(report) + Notifications(report);
}

}  // namespace irsalint::render
