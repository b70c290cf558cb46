#include "analyzer/engine/suppression_terms.h"

#include <algorithm>

#include "analyzer/engine/check.h"

namespace irsalint::engine {
namespace {

using facts::OpenReason;

bool HasRun(const rule::Rule& rule, const SuppressionTerms& terms) {
  return JudgesSuppressions(rule) || FindRule(terms.completed, rule.meta.id) != nullptr;
}

}  // namespace

const rule::Rule* FindRule(std::span<const rule::Rule* const> rules, std::string_view id) {
  const auto found =
      std::ranges::find_if(rules, [id](const rule::Rule* rule) { return rule->meta.id == id; });
  return found == rules.end() ? nullptr : *found;
}

bool HaveRun(const std::vector<std::string>& ids, const SuppressionTerms& terms) {
  if (ids.empty()) {
    return std::ranges::all_of(terms.catalogue,
                               [&terms](const rule::Rule* rule) { return HasRun(*rule, terms); });
  }
  return std::ranges::all_of(ids, [&terms](const std::string& id) {
    const rule::Rule* rule = FindRule(terms.catalogue, id);
    return rule == nullptr || HasRun(*rule, terms);
  });
}

bool IsExpired(std::string_view expires, const SuppressionTerms& terms) {
  const std::optional<base::Date> last = base::ParseDate(expires);
  return last.has_value() && terms.today.has_value() && *last < *terms.today;
}

bool Names(const rule::JudgedSuppression& suppression, std::string_view rule) {
  return suppression.rules.empty() ||
         std::ranges::find(suppression.rules, rule) != suppression.rules.end();
}

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

}  // namespace irsalint::engine
