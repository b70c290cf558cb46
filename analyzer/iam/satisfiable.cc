#include "analyzer/iam/satisfiable.h"

#include <algorithm>
#include <string>
#include <utility>

#include "analyzer/base/automaton.h"
#include "analyzer/base/strings.h"
#include "analyzer/iam/compare.h"
#include "analyzer/iam/key_fault.h"
#include "analyzer/iam/missing_key.h"
#include "analyzer/iam/request.h"
#include "analyzer/iam/subject_set.h"

namespace irsalint::iam {
namespace {

using base::Language;
using base::Truth;
using syntax::Text;

constexpr size_t kMaxOperators =
    8;  // on one key; more are nobody's policy, and each pair is a question

// What a condition lets pass of the values of its key.
struct Restriction {
  size_t condition = 0;
  bool demands_presence = false;
  bool demands_absence = false;  // Null: true
  Language values = Language::Everything();
};

bool IsEmptyForSure(const Language& language) {
  return language.IsTriviallyEmpty() || IsEmpty(language).truth == Truth::kYes;
}

// The values that a String operator lets pass, rounded up; nothing where that cannot be said.
std::optional<Language> ValuesOf(const Condition& condition, Variables variables) {
  const bool negated = IsNegated(condition.op->base);
  std::vector<base::Pattern> patterns;
  for (const Value& value : condition.values) {
    if (base::Contains(value.text.literal(), "${")) return std::nullopt;
    // What a placeholder excludes is not known.
    if (negated && !value.text.IsLiteral()) continue;
    auto pattern = SubjectPattern(condition.op->base, value.text, Request{}, variables);
    if (!pattern.has_value()) return std::nullopt;
    patterns.push_back(*std::move(pattern));
  }
  const Language named = Language::UnionOf(patterns);
  return negated ? Complement(named) : named;
}

class Reader {
 public:
  Reader(const PolicyDocument& policy, const Statement& statement,
         std::span<const Text> subjects_of)
      : statement_(statement), subjects_of_(subjects_of), variables_(VariablesOf(policy)) {}

  std::optional<Conflict> TwoIssuers() const;
  std::optional<Conflict> OneKey() const;

 private:
  Language PossibleValues(const Condition& condition) const;
  std::optional<Restriction> RestrictionOf(size_t index) const;
  std::optional<Conflict> ConflictOf(const std::vector<Restriction>& restrictions,
                                     const Language& possible) const;

  const Statement& statement_;
  std::span<const Text> subjects_of_;
  Variables variables_;
};

bool IsSubjectKey(const Condition& condition) {
  const auto key = ParseProviderKey(condition.key.text);
  return key.has_value() && base::EqualsIgnoreAsciiCase(key->claim, "sub");
}

// All values that a key may have.
Language Reader::PossibleValues(const Condition& condition) const {
  const Text key = LowerKey(condition.key.text);
  const bool kubernetes = std::ranges::any_of(subjects_of_, [&](const Text& issuer) {
    return Equal(LowerKey(issuer).Append(":sub"), key) == Truth::kYes;
  });
  return kubernetes ? AllSubjects() : Language::Everything();
}

// Nothing for conditions that say nothing about single values, and for those that may reconcile
// themselves with any other: several values, an unknown operator.
std::optional<Restriction> Reader::RestrictionOf(size_t index) const {
  const Condition& condition = statement_.conditions[index];
  if (!condition.op.has_value() || condition.values.empty()) return std::nullopt;
  const Operator& op = *condition.op;
  // Only `sub` certainly has one value (docs/reference/iam.md §2.5).
  if (op.prefix != SetPrefix::kNone && !IsSubjectKey(condition)) return std::nullopt;
  Restriction restriction{.condition = index,
                          .demands_presence = HoldsWithoutKey(condition) == Truth::kNo};
  if (op.base == BaseOperator::kNull) {
    if (op.prefix != SetPrefix::kNone) return std::nullopt;
    const bool literal_true = std::ranges::all_of(condition.values, [](const Value& value) {
      return base::EqualsIgnoreAsciiCase(value.text.literal(), "true");
    });
    restriction.demands_absence = literal_true;
    return restriction;
  }
  if (!ComparesStrings(op.base)) return std::nullopt;
  auto values = ValuesOf(condition, variables_);
  if (!values.has_value()) return std::nullopt;
  restriction.values = *std::move(values);
  return restriction;
}

std::optional<Conflict> Reader::ConflictOf(const std::vector<Restriction>& restrictions,
                                           const Language& possible) const {
  for (size_t j = 1; j < restrictions.size(); ++j) {
    for (size_t i = 0; i < j; ++i) {
      const Restriction& a = restrictions[i];
      const Restriction& b = restrictions[j];
      if (!a.demands_presence && !b.demands_presence) continue;
      const bool absent = a.demands_absence || b.demands_absence;
      if (!absent && !IsEmptyForSure(Intersection(possible, Intersection(a.values, b.values)))) {
        continue;
      }
      return Conflict{.kind = Conflict::Kind::kOneKey,
                      .conditions = {a.condition, b.condition},
                      .first = a.condition,
                      .second = b.condition};
    }
  }
  Language all = possible;
  Conflict together{.kind = Conflict::Kind::kOneKey, .conditions = {}, .first = 0, .second = 0};
  bool demanded = false;
  for (const Restriction& restriction : restrictions) {
    all = Intersection(all, restriction.values);
    demanded |= restriction.demands_presence;
    together.conditions.push_back(restriction.condition);
  }
  if (restrictions.size() < 3 || !demanded || !IsEmptyForSure(all)) return std::nullopt;
  together.first = together.conditions.front();
  together.second = together.conditions.back();
  return together;
}

std::optional<Conflict> Reader::OneKey() const {
  std::vector<bool> seen(statement_.conditions.size());
  for (size_t first = 0; first < statement_.conditions.size(); ++first) {
    if (seen[first]) continue;
    const Text key = LowerKey(statement_.conditions[first].key.text);
    std::vector<size_t> same;
    for (size_t i = first; i < statement_.conditions.size(); ++i) {
      if (Equal(LowerKey(statement_.conditions[i].key.text), key) != Truth::kYes) continue;
      seen[i] = true;
      same.push_back(i);
    }
    if (same.size() < 2 || same.size() > kMaxOperators) continue;
    const Language possible = PossibleValues(statement_.conditions[first]);
    std::vector<Restriction> restrictions;
    for (const size_t i : same) {
      auto restriction = RestrictionOf(i);
      if (!restriction.has_value()) continue;
      if (IsEmptyForSure(Intersection(possible, restriction->values))) continue;
      restrictions.push_back(*std::move(restriction));
    }
    if (auto conflict = ConflictOf(restrictions, possible)) return conflict;
  }
  return std::nullopt;
}

std::optional<Conflict> Reader::TwoIssuers() const {
  std::string first_issuer;
  Conflict conflict{.kind = Conflict::Kind::kTwoIssuers, .conditions = {}, .first = 0, .second = 0};
  bool two = false;
  for (size_t i = 0; i < statement_.conditions.size(); ++i) {
    const Condition& condition = statement_.conditions[i];
    if (HoldsWithoutKey(condition) != Truth::kNo || condition.values.empty()) continue;
    if (FaultOfConditionKey(condition.key.text).has_value()) continue;
    const auto key = ParseProviderKey(condition.key.text);
    if (!key.has_value() || !key->issuer.IsLiteral()) continue;
    const std::string issuer = base::AsciiLower(key->issuer.literal());
    if (conflict.conditions.empty()) {
      first_issuer = issuer;
      conflict.first = i;
    } else if (!two && issuer != first_issuer) {
      two = true;
      conflict.second = i;
    }
    conflict.conditions.push_back(i);
  }
  return two ? std::optional(std::move(conflict)) : std::nullopt;
}

}  // namespace

std::optional<Conflict> FindConflict(const PolicyDocument& policy, const Statement& statement,
                                     std::span<const Text> subjects_of) {
  const Reader reader(policy, statement, subjects_of);
  if (auto conflict = reader.TwoIssuers()) return conflict;
  return reader.OneKey();
}

}  // namespace irsalint::iam
