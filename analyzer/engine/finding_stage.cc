#include "analyzer/engine/finding_stage.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "analyzer/engine/apply_config.h"
#include "analyzer/engine/chain_parts.h"
#include "analyzer/engine/notices.h"
#include "analyzer/engine/showing_order.h"

namespace irsalint::engine {
namespace {

// Adds `more` without what is there already: a file that changed is met each time it is read.
void AddNew(std::vector<rule::Notification> more, const std::vector<rule::Notification>& there,
            std::vector<rule::Notification>& notifications) {
  for (rule::Notification& notification : more) {
    if (std::ranges::find(there, notification) == there.end()) {
      notifications.push_back(std::move(notification));
    }
  }
}

rule::Silencer SilencerOf(const rule::JudgedSuppression& suppression) {
  return suppression.form == rule::JudgedSuppression::Form::kConfigEntry ? rule::Silencer::kConfig
                                                                         : rule::Silencer::kInput;
}

}  // namespace

FindingStage::FindingStage(const graph::IdentityGraph& graph, std::span<const facts::Facts> units,
                           const FindingTerms& terms, std::stop_token stop)
    : graph_(graph), units_(units), terms_(terms), stop_(std::move(stop)) {
  if (terms.suppression_use == rule::SuppressionUse::kApplied) suppressing_ = units;
}

// A suppression may be about a finding that is not shown, and is then not unused.
rule::Persona FindingStage::LastPersonaNeeded() const {
  const bool suppresses = std::ranges::any_of(
      suppressing_, [](const facts::Facts& unit) { return !unit.suppressions.empty(); });
  return suppresses || !terms_.config.ignore.empty() ? rule::Persona::kAuditor : terms_.persona;
}

void FindingStage::Check() {
  checked_ = engine::Check(graph_, terms_.rules, LastPersonaNeeded(), stop_,
                           ParametersOf(terms_.rules, terms_.config), terms_.threads);
  SetSeverities(terms_.rules, terms_.config, checked_.findings);
  const SuppressionTerms judging = {
      .catalogue = terms_.catalogue, .completed = checked_.completed, .today = terms_.today};
  suppressions_.emplace(suppressing_, judging);
  ignores_.emplace(terms_.config, terms_.config_source, terms_.linted, graph_, judging);
  // Of hidden findings only those are located that a suppression may be about.
  hidden_ = checked_.hidden;
  hidden_ += std::erase_if(checked_.findings, [this](const rule::Finding& finding) {
    return finding.persona > terms_.persona &&
           !suppressions_->AreIn(finding.primary.place.document.source) &&
           !ignores_->MayCover(finding);
  });
}

void FindingStage::Locate(const LocateInput& input, rule::Report& report) {
  Located located = engine::Locate(checked_.findings, {}, input, stop_, terms_.threads);
  MarkChainParts(units_, checked_.findings, located.findings);
  Distribute(std::move(located.findings), report);

  Checked judged = Judge();
  Located last =
      engine::Locate(judged.findings, NotReported(ParseErrors(units_), shown_), input, stop_);
  std::ranges::move(last.findings, std::back_inserter(report.findings));
  SortForShowing(report.findings);

  AddNew(std::move(last.notifications), located.notifications, report.notifications);
  std::ranges::move(located.notifications, std::back_inserter(report.notifications));
  std::ranges::move(NotFollowed(units_, shown_), std::back_inserter(report.notifications));
  report.faults = std::move(checked_.faults);
  std::ranges::move(judged.faults, std::back_inserter(report.faults));
  report.stats.suppressed = report.suppressed.size();
  report.stats.hidden_by_persona = hidden_;
}

// Puts each finding where it belongs: shown, suppressed, or only counted. `located` are those of
// `checked_`, in the same order.
void FindingStage::Distribute(std::vector<rule::LocatedFinding> located, rule::Report& report) {
  for (size_t i = 0; i < located.size(); ++i) {
    const rule::Finding& finding = checked_.findings[i];
    const rule::JudgedSuppression* suppression = Match(finding, located[i]);
    const bool hidden = finding.persona > terms_.persona;
    if (hidden && suppression == nullptr) {
      ++hidden_;
    } else if (suppression != nullptr && !hidden) {
      report.suppressed.push_back({.finding = std::move(located[i]),
                                   .silencer = SilencerOf(*suppression),
                                   .reason = suppression->reason});
    } else if (!hidden) {
      report.findings.push_back(std::move(located[i]));
      shown_.push_back(&finding);
    }
  }
}

// What silences a finding; null for nothing. All that fits is asked, so that it counts as used; the
// input wins, for it stands nearer to the finding.
const rule::JudgedSuppression* FindingStage::Match(const rule::Finding& finding,
                                                   const rule::LocatedFinding& located) {
  const rule::JudgedSuppression* of_input = suppressions_->Match(finding, located);
  const rule::JudgedSuppression* of_config = ignores_->Match(finding, located);
  return of_input != nullptr ? of_input : of_config;
}

// What the rules say of the suppressions, as far as it is to be shown.
Checked FindingStage::Judge() {
  std::vector<rule::JudgedSuppression> all(suppressions_->judged().begin(),
                                           suppressions_->judged().end());
  all.insert(all.end(), ignores_->judged().begin(), ignores_->judged().end());
  Checked judged = CheckSuppressions(graph_, terms_.rules, all, stop_);
  SetSeverities(terms_.rules, terms_.config, judged.findings);
  hidden_ += std::erase_if(judged.findings, [this](const rule::Finding& finding) {
    return finding.persona > terms_.persona;
  });
  return judged;
}

}  // namespace irsalint::engine
