#include "analyzer/engine/revision.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/engine/fingerprint.h"
#include "analyzer/engine/showing_order.h"

namespace irsalint::engine {

void HideExisting(const rule::Report& before, const std::string& revision, rule::Report& report) {
  // What somebody silenced then may be silenced no more: it was there all the same.
  std::map<std::string_view, size_t> there;
  for (const rule::LocatedFinding& finding : before.findings) {
    ++there[WithoutOrdinal(finding.fingerprint)];
  }
  for (const rule::SuppressedFinding& suppressed : before.suppressed) {
    ++there[WithoutOrdinal(suppressed.finding.fingerprint)];
  }
  report.since = rule::RevisionUse{.name = revision};
  std::vector<rule::LocatedFinding> found = std::exchange(report.findings, {});
  for (rule::LocatedFinding& finding : found) {
    const auto existing = there.find(WithoutOrdinal(finding.fingerprint));
    if (existing == there.end() || existing->second == 0) {
      report.findings.push_back(std::move(finding));
      continue;
    }
    --existing->second;
    ++report.since->existing;
    report.suppressed.push_back(
        {.finding = std::move(finding), .silencer = rule::Silencer::kRevision, .reason = ""});
  }
}

void ShowExisting(rule::Report& report) {
  if (!report.since.has_value()) return;
  std::erase_if(report.suppressed, [&report](rule::SuppressedFinding& suppressed) {
    if (suppressed.silencer != rule::Silencer::kRevision) return false;
    rule::LocatedFinding finding = std::move(suppressed.finding);
    finding.notes.push_back(fmt::format("this was there at {}", report.since->name));
    report.findings.push_back(std::move(finding));
    return true;
  });
  SortForShowing(report.findings);
}

}  // namespace irsalint::engine
