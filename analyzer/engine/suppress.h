#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/base/date.h"
#include "analyzer/facts/facts.h"
#include "analyzer/rule/finding.h"
#include "analyzer/rule/judged_suppression.h"
#include "analyzer/rule/report.h"
#include "analyzer/rule/rule.h"

namespace irsalint::engine {

// What suppressions are judged by.
struct SuppressionTerms {
  std::span<const rule::Rule* const> catalogue;  // every rule that there is
  std::span<const rule::Rule* const> completed;  // those that ran to their end
  std::optional<base::Date> today;               // nothing: no suppression has expired
};

// The suppressions of the input, matched with findings (docs/suppressions.md).
class Suppressions {
 public:
  // Those of all units, each once. The facts must outlive it.
  Suppressions(std::span<const facts::Facts> units, const SuppressionTerms& terms);

  // Whether any suppression stands in this file.
  bool AreIn(source::SourceId source) const { return sources_.contains(source); }

  // The suppression that silences a finding, null for none. Every suppression that fits the finding
  // counts it as its own, an expired one too.
  const facts::Suppression* Match(const rule::Finding& finding,
                                  const rule::LocatedFinding& located);

  // In the order of the files.
  std::span<const rule::JudgedSuppression> judged() const { return judged_; }

 private:
  using LineKey = std::pair<source::SourceId, uint32_t>;
  // A document and the steps of a route, without the texts of keys.
  using ObjectKey = std::pair<syntax::DocumentId, std::vector<uint32_t>>;

  void Add(const facts::Suppression& suppression, const SuppressionTerms& terms, bool read_in_full);
  std::vector<size_t> Covering(const rule::Finding& finding,
                               const rule::LocatedFinding& located) const;

  bool all_have_run_ = false;  // every rule of the catalogue
  std::vector<rule::JudgedSuppression> judged_;
  std::set<source::SourceId> sources_;
  std::map<LineKey, std::vector<size_t>> by_line_;
  std::map<ObjectKey, std::vector<size_t>> by_object_;
};

}  // namespace irsalint::engine
