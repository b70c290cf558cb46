#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

#include "analyzer/base/date.h"
#include "analyzer/engine/check.h"
#include "analyzer/engine/config.h"
#include "analyzer/engine/ignore_entries.h"
#include "analyzer/engine/locate.h"
#include "analyzer/engine/suppress.h"
#include "analyzer/graph/identity_graph.h"
#include "analyzer/rule/report.h"
#include "analyzer/rule/rule.h"

namespace irsalint::engine {

struct FindingTerms {
  std::span<const rule::Rule* const> rules;      // those that run
  std::span<const rule::Rule* const> catalogue;  // every rule that there is
  const Config& config;
  source::SourceId config_source;  // the file of its places
  LintedFiles linted;
  rule::SuppressionUse suppression_use = rule::SuppressionUse::kApplied;
  rule::Persona persona = rule::Persona::kRegular;
  std::optional<base::Date> today;
  size_t threads = 1;
};

// From a linked graph to located findings: the rules run, what they report is located and matched
// with the suppressions of the input and of the configuration, and what there is to say of these is
// reported in its turn.
class FindingStage {
 public:
  // All that is given must outlive it.
  FindingStage(const graph::IdentityGraph& graph, std::span<const facts::Facts> units,
               const FindingTerms& terms, std::stop_token stop);

  // Runs all rules but those that judge suppressions. Called once, before Locate.
  void Check();

  // Fills in findings, suppressed findings, notifications, faults and counts. Notifications tell
  // what of the input was not read, unless a finding that is shown does.
  void Locate(const LocateInput& input, rule::Report& report);

 private:
  rule::Persona LastPersonaNeeded() const;
  const rule::JudgedSuppression* Match(const rule::Finding& finding,
                                       const rule::LocatedFinding& located);
  void Distribute(std::vector<rule::LocatedFinding> located, rule::Report& report);
  Checked Judge();

  const graph::IdentityGraph& graph_;
  std::span<const facts::Facts> units_;
  std::span<const facts::Facts> suppressing_;  // units whose suppressions are heeded
  const FindingTerms& terms_;
  std::stop_token stop_;
  Checked checked_;
  std::optional<Suppressions> suppressions_;
  std::optional<IgnoreEntries> ignores_;
  std::vector<const rule::Finding*> shown_;  // of `checked_`
  uint64_t hidden_ = 0;
};

}  // namespace irsalint::engine
