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

using facts::OpenReason;
using facts::Suppression;
using rule::JudgedSuppression;

// Puts a step of a route behind `steps`.
void AppendStep(const syntax::Step& step, std::vector<uint32_t>& steps) {
  steps.push_back(static_cast<uint32_t>(step.kind));
  steps.push_back(step.kind == syntax::Step::Kind::kEmbed ? static_cast<uint32_t>(step.embed)
                                                          : step.index);
}

std::vector<uint32_t> StepsOf(const syntax::Route& route) {
  std::vector<uint32_t> steps;
  for (const syntax::Step& step : route) AppendStep(step, steps);
  return steps;
}

// What tells one suppression from another, in the order of the files.
using PlaceKey = std::tuple<source::SourceId, uint32_t, std::vector<uint32_t>, syntax::TextRange>;

PlaceKey KeyOf(const syntax::Place& place) {
  return {place.document.source, place.document.begin, StepsOf(place.route),
          place.range.value_or(syntax::TextRange{})};
}

// Files of which a part was not read: what is missing there proves nothing.
std::set<source::SourceId> FilesReadInPart(std::span<const facts::Facts> units) {
  std::set<source::SourceId> sources;
  for (const facts::Facts& unit : units) {
    for (const OpenReason& reason : unit.open_reasons) {
      const bool in_part = reason.kind == OpenReason::Kind::kParseError ||
                           reason.kind == OpenReason::Kind::kTemplate ||
                           reason.kind == OpenReason::Kind::kUnreadable;
      if (in_part) sources.insert(reason.place.document.source);
    }
  }
  return sources;
}

const rule::Rule* FindRule(std::span<const rule::Rule* const> rules, std::string_view id) {
  const auto found =
      std::ranges::find_if(rules, [id](const rule::Rule* rule) { return rule->meta.id == id; });
  return found == rules.end() ? nullptr : *found;
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
bool MeansSomething(const JudgedSuppression& judged) {
  const Suppression& suppression = judged.object;
  if (!suppression.problem.empty()) return false;
  return suppression.rules.empty() ? judged.faults.empty()
                                   : judged.faults.size() < suppression.rules.size();
}

bool IsExpired(const Suppression& suppression, const SuppressionTerms& terms) {
  const std::optional<base::Date> last = base::ParseDate(suppression.expires);
  return last.has_value() && terms.today.has_value() && *last < *terms.today;
}

// Whether a rule has run. What cannot be suppressed need not.
bool HasRun(std::string_view id, const SuppressionTerms& terms) {
  const rule::Rule* rule = FindRule(terms.catalogue, id);
  return rule == nullptr || JudgesSuppressions(*rule) || FindRule(terms.completed, id) != nullptr;
}

bool AllHaveRun(const SuppressionTerms& terms) {
  return std::ranges::all_of(
      terms.catalogue, [&terms](const rule::Rule* rule) { return HasRun(rule->meta.id, terms); });
}

bool AllNamedHaveRun(const Suppression& suppression, const SuppressionTerms& terms) {
  return std::ranges::all_of(suppression.rules, [&terms](const facts::SuppressedRule& name) {
    return HasRun(name.id, terms);
  });
}

bool Names(const Suppression& suppression, std::string_view rule) {
  return suppression.rules.empty() ||
         std::ranges::find(suppression.rules, rule, &facts::SuppressedRule::id) !=
             suppression.rules.end();
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
  all_have_run_ = AllHaveRun(terms);
  const std::set<source::SourceId> in_part = FilesReadInPart(units);
  for (const auto& [place, suppression] : by_place) {
    Add(*suppression, terms, !in_part.contains(std::get<source::SourceId>(place)));
  }
}

void Suppressions::Add(const Suppression& suppression, const SuppressionTerms& terms,
                       bool read_in_full) {
  const size_t index = judged_.size();
  JudgedSuppression& judged =
      judged_.emplace_back(JudgedSuppression{.object = suppression,
                                             .faults = FaultsOf(suppression, terms),
                                             .matches = 0,
                                             .expired = IsExpired(suppression, terms),
                                             .decided = false});
  const bool have_run =
      suppression.rules.empty() ? all_have_run_ : AllNamedHaveRun(suppression, terms);
  judged.decided = read_in_full && have_run && MeansSomething(judged);
  if (!MeansSomething(judged)) return;
  sources_.insert(suppression.place.document.source);
  if (suppression.form == Suppression::Form::kLine) {
    by_line_[{suppression.place.document.source, suppression.line}].push_back(index);
  } else {
    by_object_[{suppression.covers.document, StepsOf(suppression.covers.route)}].push_back(index);
  }
}

const Suppression* Suppressions::Match(const rule::Finding& finding,
                                       const rule::LocatedFinding& located) {
  const Suppression* silencing = nullptr;
  for (const size_t index : Covering(finding, located)) {
    JudgedSuppression& judged = judged_[index];
    if (!Names(judged.object, finding.rule)) continue;
    ++judged.matches;
    if (silencing == nullptr && !judged.expired) silencing = &judged.object;
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
    AppendStep(step, object.second);
    add(by_object_, object);
  }
  return covering;
}

}  // namespace irsalint::engine
