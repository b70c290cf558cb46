#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "analyzer/engine/suppression_terms.h"
#include "analyzer/facts/facts.h"
#include "analyzer/rule/finding.h"
#include "analyzer/rule/judged_suppression.h"
#include "analyzer/rule/report.h"

namespace irsalint::engine {

// The suppressions of the input, matched with findings (docs/suppressions.md).
class Suppressions {
 public:
  // Those of all units, each once.
  Suppressions(std::span<const facts::Facts> units, const SuppressionTerms& terms);

  // Whether any suppression stands in this file.
  bool AreIn(source::SourceId source) const { return sources_.contains(source); }

  // The suppression that silences a finding, null for none. Every suppression that fits the finding
  // counts it as its own, an expired one too.
  const rule::JudgedSuppression* Match(const rule::Finding& finding,
                                       const rule::LocatedFinding& located);

  // In the order of the files.
  std::span<const rule::JudgedSuppression> judged() const { return judged_; }

 private:
  using LineKey = std::pair<source::SourceId, uint32_t>;
  using ObjectKey = std::pair<syntax::DocumentId, syntax::RouteNumbers>;

  void Add(const facts::Suppression& suppression, const SuppressionTerms& terms, bool read_in_full);
  std::vector<size_t> Covering(const rule::Finding& finding,
                               const rule::LocatedFinding& located) const;

  std::vector<rule::JudgedSuppression> judged_;
  std::set<source::SourceId> sources_;
  std::map<LineKey, std::vector<size_t>> by_line_;
  std::map<ObjectKey, std::vector<size_t>> by_object_;
};

}  // namespace irsalint::engine
