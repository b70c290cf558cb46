#include "analyzer/engine/baseline_match.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "analyzer/engine/fingerprint.h"
#include "analyzer/rule/input_rules.h"

namespace irsalint::engine {
namespace {

// Gives each finding to one entry at most. Findings are counted on from the shown to the suppressed
// ones.
class Matcher {
 public:
  explicit Matcher(const rule::Report& report) {
    for (const rule::LocatedFinding& finding : report.findings) Add(finding);
    for (const rule::SuppressedFinding& suppressed : report.suppressed) Add(suppressed.finding);
  }

  std::optional<size_t> TakeSame(const BaselineEntry& entry) {
    const auto found = same_.find(entry.fingerprint);
    if (found == same_.end() || taken_[found->second]) return std::nullopt;
    taken_[found->second] = true;
    return found->second;
  }

  std::optional<size_t> TakeEqual(const BaselineEntry& entry) {
    const auto found = equal_.find(WithoutOrdinal(entry.fingerprint));
    if (found == equal_.end()) return std::nullopt;
    for (size_t& next = found->second.next; next < found->second.findings.size(); ++next) {
      const size_t index = found->second.findings[next];
      if (taken_[index]) continue;
      taken_[index] = true;
      return index;
    }
    return std::nullopt;
  }

 private:
  struct Equal {
    std::vector<size_t> findings;
    size_t next = 0;  // all before it are taken
  };

  void Add(const rule::LocatedFinding& finding) {
    const size_t index = taken_.size();
    taken_.push_back(false);
    same_.emplace(finding.fingerprint, index);
    equal_[WithoutOrdinal(finding.fingerprint)].findings.push_back(index);
  }

  std::vector<bool> taken_;
  std::unordered_map<std::string_view, size_t> same_;
  std::unordered_map<std::string_view, Equal> equal_;
};

// A scanner failure never looks like a clean run, whoever knows of it.
void TellIfUnread(const rule::LocatedFinding& finding, rule::Report& report) {
  if (finding.rule != rule::kParseErrorRule && finding.rule != rule::kUnrenderedTemplateRule) {
    return;
  }
  report.notifications.push_back({.level = std::min(finding.severity, rule::Severity::kWarning),
                                  .message = finding.message,
                                  .path = finding.primary.path,
                                  .line = finding.primary.line,
                                  .column = finding.primary.column});
}

}  // namespace

BaselineMatch MatchBaseline(const Baseline& baseline, const BaselineScope& scope,
                            const rule::Report& report) {
  const std::span<const BaselineEntry> entries = baseline.entries();
  Matcher matcher(report);
  std::vector<std::optional<size_t>> findings(entries.size());
  for (size_t i = 0; i < entries.size(); ++i) findings[i] = matcher.TakeSame(entries[i]);
  for (size_t i = 0; i < entries.size(); ++i) {
    if (!findings[i].has_value()) findings[i] = matcher.TakeEqual(entries[i]);
  }

  const bool looks_at_all = scope.LooksAtAllOf(baseline);
  BaselineMatch match = {.fates = {}, .known = std::vector<bool>(report.findings.size())};
  for (size_t i = 0; i < entries.size(); ++i) {
    if (!findings[i].has_value()) {
      const bool gone = looks_at_all && scope.LooksFor(entries[i]);
      match.fates.push_back(gone ? EntryFate::kGone : EntryFate::kNotLookedFor);
    } else if (*findings[i] < match.known.size()) {
      match.known[*findings[i]] = true;
      match.fates.push_back(EntryFate::kShown);
    } else {
      match.fates.push_back(EntryFate::kSuppressed);
    }
  }
  return match;
}

void HideKnown(const Baseline& baseline, const std::string& path, const BaselineScope& scope,
               rule::Report& report) {
  const BaselineMatch match = MatchBaseline(baseline, scope, report);
  rule::BaselineUse use = {.path = path, .hidden = 0, .gone = {}};
  for (size_t i = 0; i < match.fates.size(); ++i) {
    if (match.fates[i] == EntryFate::kGone) use.gone.push_back(Describe(baseline.entries()[i]));
  }
  std::vector<rule::LocatedFinding> found = std::move(report.findings);
  report.findings.clear();
  for (size_t i = 0; i < found.size(); ++i) {
    if (!match.known[i]) {
      report.findings.push_back(std::move(found[i]));
      continue;
    }
    ++use.hidden;
    TellIfUnread(found[i], report);
    report.suppressed.push_back(
        {.finding = std::move(found[i]), .silencer = rule::Silencer::kBaseline, .reason = ""});
  }
  report.baseline = std::move(use);
}

Baseline Pruned(const Baseline& baseline, const BaselineMatch& match) {
  std::vector<BaselineEntry> kept;
  for (size_t i = 0; i < match.fates.size(); ++i) {
    if (match.fates[i] != EntryFate::kGone) kept.push_back(baseline.entries()[i]);
  }
  return Baseline(std::move(kept));
}

Baseline Updated(const Baseline& baseline, const BaselineMatch& match, const rule::Report& report) {
  const Baseline found = BaselineOf(report);
  std::vector<BaselineEntry> entries(found.entries().begin(), found.entries().end());
  for (size_t i = 0; i < match.fates.size(); ++i) {
    if (match.fates[i] == EntryFate::kNotLookedFor) entries.push_back(baseline.entries()[i]);
  }
  return Baseline(std::move(entries));
}

}  // namespace irsalint::engine
