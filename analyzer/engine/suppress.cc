#include "analyzer/engine/suppress.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <tuple>

#include "analyzer/base/strings.h"
#include "analyzer/base/utf8.h"
#include "analyzer/engine/check.h"
#include "analyzer/engine/selection.h"

namespace irsalint::engine {
namespace {

using facts::Suppression;
using rule::JudgedSuppression;

// What tells one suppression from another, in the order of the files.
using PlaceKey = std::tuple<source::SourceId, uint32_t, syntax::RouteNumbers, syntax::TextRange>;

PlaceKey KeyOf(const syntax::Place& place) {
  return {place.document.source, place.document.begin, syntax::NumbersOf(place.route),
          place.range.value_or(syntax::TextRange{})};
}

// Why a name in the list of a suppression means nothing; "" if it does mean a rule.
std::string FaultOfName(std::string_view name, const SuppressionTerms& terms) {
  const rule::Rule* rule = FindRule(terms.catalogue, name);
  if (rule == nullptr) {
    std::vector<std::string_view> ids;
    for (const rule::Rule* known : terms.catalogue) {
      if (!JudgesSuppressions(*known)) ids.push_back(known->meta.id);
    }
    return fmt::format("no rule is called \"{}\"{}", base::EscapeForDisplay(name),
                       NearestNameHint(name, ids));
  }
  if (!JudgesSuppressions(*rule)) return "";
  return fmt::format("what {} says of suppressions cannot be suppressed", name);
}

// `ignore sub-mismatch …` would suppress every rule, which nobody means who names one.
std::string FaultOfReason(const Suppression& suppression, const SuppressionTerms& terms) {
  const bool is_comment_for_all =
      suppression.form == Suppression::Form::kLine && suppression.rules.empty();
  if (!is_comment_for_all) return "";
  const std::string_view reason = suppression.reason;
  const std::string_view word = reason.substr(0, reason.find_first_of(" ,:;"));
  if (FindRule(terms.catalogue, word) == nullptr) return "";
  return fmt::format("a rule stands in brackets: `ignore[{}]`", word);
}

std::vector<rule::SuppressionFault> FaultsOf(const Suppression& suppression,
                                             const SuppressionTerms& terms) {
  if (!suppression.problem.empty()) {
    return {{.place = suppression.place, .message = suppression.problem}};
  }
  std::vector<rule::SuppressionFault> faults;
  if (std::string fault = FaultOfReason(suppression, terms); !fault.empty()) {
    faults.push_back({.place = suppression.place, .message = std::move(fault)});
  }
  for (const facts::SuppressedRule& name : suppression.rules) {
    if (std::string fault = FaultOfName(name.id, terms); !fault.empty()) {
      faults.push_back({.place = name.place, .message = std::move(fault)});
    }
  }
  return faults;
}

// Whether a suppression can fit any finding.
bool MeansSomething(const Suppression& suppression, const JudgedSuppression& judged) {
  if (!suppression.problem.empty()) return false;
  return suppression.rules.empty() ? judged.faults.empty()
                                   : judged.faults.size() < suppression.rules.size();
}

// Where a suppression applies.
std::string ScopeOf(const Suppression& suppression) {
  if (suppression.form == Suppression::Form::kObject) {
    return suppression.covers.route.empty()
               ? "in this object"
               : fmt::format("in {}", ToString(suppression.covers.route));
  }
  return suppression.line == 0 ? "behind the end of the file"
                               : fmt::format("on line {}", suppression.line);
}

JudgedSuppression Judge(const Suppression& suppression, const SuppressionTerms& terms) {
  JudgedSuppression judged;
  judged.form = suppression.form == Suppression::Form::kLine ? JudgedSuppression::Form::kComment
                                                             : JudgedSuppression::Form::kAnnotation;
  for (const facts::SuppressedRule& name : suppression.rules) judged.rules.push_back(name.id);
  judged.reason = suppression.reason;
  judged.expires = suppression.expires;
  judged.scope = ScopeOf(suppression);
  judged.place = suppression.place;
  judged.faults = FaultsOf(suppression, terms);
  judged.expired = IsExpired(suppression.expires, terms);
  return judged;
}

}  // namespace

Suppressions::Suppressions(std::span<const facts::Facts> units, const SuppressionTerms& terms) {
  std::map<PlaceKey, const Suppression*> by_place;
  for (const facts::Facts& unit : units) {
    for (const Suppression& suppression : unit.suppressions) {
      by_place.emplace(KeyOf(suppression.place), &suppression);
    }
  }
  if (by_place.empty()) return;
  const std::set<source::SourceId> in_part = FilesReadInPart(units);
  for (const auto& [place, suppression] : by_place) {
    Add(*suppression, terms, !in_part.contains(std::get<source::SourceId>(place)));
  }
}

void Suppressions::Add(const Suppression& suppression, const SuppressionTerms& terms,
                       bool read_in_full) {
  const size_t index = judged_.size();
  JudgedSuppression& judged = judged_.emplace_back(Judge(suppression, terms));
  if (!MeansSomething(suppression, judged)) return;
  judged.decided = read_in_full && HaveRun(judged.rules, terms);
  sources_.insert(suppression.place.document.source);
  if (suppression.form == Suppression::Form::kLine) {
    by_line_[{suppression.place.document.source, suppression.line}].push_back(index);
  } else {
    by_object_[{suppression.covers.document, syntax::NumbersOf(suppression.covers.route)}]
        .push_back(index);
  }
}

const JudgedSuppression* Suppressions::Match(const rule::Finding& finding,
                                             const rule::LocatedFinding& located) {
  const JudgedSuppression* silencing = nullptr;
  for (const size_t index : Covering(finding, located)) {
    JudgedSuppression& judged = judged_[index];
    if (!Names(judged, finding.rule)) continue;
    ++judged.matches;
    if (silencing == nullptr && !judged.expired) silencing = &judged;
  }
  return silencing;
}

// Those of the finding's line, then those of the objects around it, the innermost last.
std::vector<size_t> Suppressions::Covering(const rule::Finding& finding,
                                           const rule::LocatedFinding& located) const {
  const syntax::Place& place = finding.primary.place;
  std::vector<size_t> covering;
  if (place.external.has_value() || !AreIn(place.document.source)) return covering;
  const auto add = [&covering](const auto& index, const auto& key) {
    const auto found = index.find(key);
    if (found == index.end()) return;
    covering.insert(covering.end(), found->second.begin(), found->second.end());
  };
  // A file that changed meanwhile has no lines.
  if (located.primary.line > 0) add(by_line_, LineKey{place.document.source, located.primary.line});
  ObjectKey object = {place.document, {}};
  add(by_object_, object);
  for (const syntax::Step& step : place.route) {
    syntax::Append(step, object.second);
    add(by_object_, object);
  }
  return covering;
}

}  // namespace irsalint::engine
