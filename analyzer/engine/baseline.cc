#include "analyzer/engine/baseline.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "analyzer/rule/resource.h"

namespace irsalint::engine {
namespace {

auto OrderOf(const BaselineEntry& entry) {
  return std::tie(entry.path, entry.rule, entry.fingerprint, entry.resource, entry.persona);
}

}  // namespace

Baseline::Baseline(std::vector<BaselineEntry> entries) {
  std::ranges::sort(entries, [](const BaselineEntry& left, const BaselineEntry& right) {
    return OrderOf(left) < OrderOf(right);
  });
  std::set<std::string, std::less<>> seen;
  for (BaselineEntry& entry : entries) {
    if (seen.insert(entry.fingerprint).second) entries_.push_back(std::move(entry));
  }
}

Baseline BaselineOf(const rule::Report& report) {
  std::vector<BaselineEntry> entries;
  for (const rule::LocatedFinding& finding : report.findings) {
    entries.push_back({.path = finding.primary.path,
                       .rule = finding.rule,
                       .fingerprint = finding.fingerprint,
                       .resource = rule::ResourceOf(finding.subject),
                       .persona = finding.persona});
  }
  return Baseline(std::move(entries));
}

std::string Describe(const BaselineEntry& entry) {
  if (entry.resource.empty()) return fmt::format("{}: {}", entry.path, entry.rule);
  return fmt::format("{}: {} ({})", entry.path, entry.rule, entry.resource);
}

}  // namespace irsalint::engine
