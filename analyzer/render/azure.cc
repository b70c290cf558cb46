#include "analyzer/render/azure.h"

#include <fmt/format.h>

#include "analyzer/base/utf8.h"
#include "analyzer/render/command_text.h"
#include "analyzer/render/display.h"
#include "analyzer/render/full_message.h"
#include "analyzer/render/summary.h"

namespace irsalint::render {
namespace {

constexpr Escape kData[] = {{'%', "%AZP25"}, {'\r', "%0D"}, {'\n', "%0A"}};
constexpr Escape kProperty[] = {
    {'%', "%AZP25"}, {'\r', "%0D"}, {'\n', "%0A"}, {']', "%5D"}, {';', "%3B"}};

std::string Command(const rule::LocatedFinding& finding) {
  const rule::LocatedPlace& place = finding.primary;
  std::string text =
      fmt::format("##vso[task.logissue type={};sourcepath={};", rule::ToString(finding.severity),
                  CommandText(place.path, kProperty));
  if (place.line > 0) {
    text += fmt::format("linenumber={};columnnumber={};", place.line, place.column);
  }
  return text + fmt::format("code={};]{}\n", CommandText(finding.rule, kProperty),
                            CommandText(FullMessage(finding), kData));
}

std::string PlainLine(const rule::LocatedFinding& finding) {
  const std::string line =
      fmt::format("note[{}]: {}: {}", finding.rule, PathAndLine(finding.primary), finding.message);
  return GuardWorkflowCommands(base::EscapeForDisplay(line)) + "\n";
}

}  // namespace

std::string RenderAzure(const rule::Report& report) {
  std::string text;
  for (const rule::LocatedFinding& finding : report.findings) {
    text += finding.severity == rule::Severity::kNote ? PlainLine(finding) : Command(finding);
  }
  return text + "irsalint: " + DescribeOutcome(report, Color::kNever) + "\n";
}

}  // namespace irsalint::render
