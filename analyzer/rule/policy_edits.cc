#include "analyzer/rule/policy_edits.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "analyzer/base/arn.h"
#include "analyzer/base/issuer.h"
#include "analyzer/base/partition.h"
#include "analyzer/base/strings.h"
#include "analyzer/iam/key_fault.h"

namespace irsalint::rule {
namespace {

using iam::Condition;
using iam::Statement;
using syntax::NewValue;

constexpr std::string_view kProviderMark = ":oidc-provider/";

NewValue TextOrList(std::span<const std::string> texts) {
  if (texts.size() == 1) return NewValue::String(texts.front());
  std::vector<NewValue> items;
  for (const std::string& text : texts) items.push_back(NewValue::String(text));
  return NewValue::List(std::move(items));
}

std::vector<std::string> ValuesOf(const Condition& condition) {
  std::vector<std::string> texts;
  for (const iam::Value& value : condition.values) texts.push_back(value.text.Written());
  return texts;
}

bool IsList(const Condition& condition) {
  return condition.values.empty() ||
         condition.values.front().place.route.size() > condition.place.route.size();
}

bool IsSameOperator(const std::optional<iam::Operator>& a, const std::optional<iam::Operator>& b) {
  return a.has_value() && b.has_value() && a->base == b->base && a->prefix == b->prefix &&
         a->if_exists == b->if_exists;
}

// A condition below the operator, null where it is not there.
const Condition* FindOperator(const Statement& statement, const std::optional<iam::Operator>& op) {
  const auto found = std::ranges::find_if(statement.conditions, [&](const Condition& condition) {
    return IsSameOperator(condition.op, op);
  });
  return found == statement.conditions.end() ? nullptr : &*found;
}

// Key names are compared without case (docs/reference/iam.md §2.4).
bool HoldsKey(const Statement& statement, const std::optional<iam::Operator>& op,
              std::string_view key) {
  return std::ranges::any_of(statement.conditions, [&](const Condition& condition) {
    return IsSameOperator(condition.op, op) &&
           base::EqualsIgnoreAsciiCase(condition.key.text.Written(), key);
  });
}

bool HasConditions(const Statement& statement) {
  return statement.condition_place != statement.place;
}

bool IsSameMap(const Condition& a, const Condition& b) {
  return a.operator_name.place == b.operator_name.place;
}

// How many conditions stand below the operator of one.
size_t CountSiblings(const Statement& statement, const Condition& condition) {
  return static_cast<size_t>(std::ranges::count_if(
      statement.conditions, [&](const Condition& other) { return IsSameMap(other, condition); }));
}

// The literal ARN of a provider in two: all before its issuer, and the issuer; empty for others.
struct ProviderArn {
  std::string_view before;
  std::string_view issuer;
};

ProviderArn SplitArn(const iam::Principal& principal) {
  const std::string_view arn = principal.value.text.literal();
  const size_t mark = arn.find(kProviderMark);
  if (principal.kind != iam::PrincipalKind::kFederated || mark == arn.npos) return {};
  const size_t begin = mark + kProviderMark.size();
  return {.before = arn.substr(0, begin), .issuer = arn.substr(begin)};
}

bool IsOfPartition(std::string_view arn_start, std::string_view issuer) {
  const auto eks = base::ParseEksIssuer(issuer);
  if (!eks.has_value()) return true;
  const base::Partition* partition = base::PartitionOfRegion(eks->region);
  const auto arn = base::ParseArn(arn_start);
  return partition == nullptr || (arn.has_value() && arn->partition == partition->name);
}

}  // namespace

std::optional<Fix> PolicyFix(std::string title, Applicability applicability,
                             const std::optional<Edits>& edits) {
  if (!edits.has_value() || edits->empty()) return std::nullopt;
  return Fix{.title = std::move(title),
             .applicability = applicability,
             .side = FixSide::kPolicy,
             .edits = *edits};
}

Edits ReplaceValue(const Condition& condition, size_t value, std::span<const std::string> texts) {
  const syntax::Place& place = condition.values[value].place;
  if (!IsList(condition)) return {syntax::SetValue{.place = place, .value = TextOrList(texts)}};
  Edits edits = {syntax::SetValue{.place = place, .value = NewValue::String(texts.front())}};
  std::ranges::move(AddValues(condition, texts.subspan(1)), std::back_inserter(edits));
  return edits;
}

Edits AddValues(const Condition& condition, std::span<const std::string> texts) {
  if (!IsList(condition)) {
    std::vector<std::string> all = ValuesOf(condition);
    all.insert(all.end(), texts.begin(), texts.end());
    return {syntax::SetValue{.place = condition.place, .value = TextOrList(all)}};
  }
  Edits edits;
  for (const std::string& text : texts) {
    edits.emplace_back(
        syntax::InsertItem{.list = condition.place, .value = NewValue::String(text)});
  }
  return edits;
}

std::optional<Edits> AddCondition(const Statement& statement, iam::BaseOperator op,
                                  std::string_view key, std::span<const std::string> texts) {
  const std::optional<iam::Operator> wanted = iam::Operator{.base = op};
  if (HoldsKey(statement, wanted, key)) return std::nullopt;
  if (const Condition* same = FindOperator(statement, wanted); same != nullptr) {
    return Edits{syntax::InsertPair{
        .map = same->operator_name.place, .key = std::string(key), .value = TextOrList(texts)}};
  }
  NewValue keys = NewValue::Map({{.key = std::string(key), .value = TextOrList(texts)}});
  const std::string name(iam::ToString(op));
  if (HasConditions(statement)) {
    return Edits{syntax::InsertPair{
        .map = statement.condition_place, .key = name, .value = std::move(keys)}};
  }
  return Edits{syntax::InsertPair{.map = statement.place,
                                  .key = "Condition",
                                  .value = NewValue::Map({{name, std::move(keys)}})}};
}

std::optional<Edits> AddConditions(const Statement& statement, iam::BaseOperator op,
                                   std::vector<syntax::NewPair> keys) {
  if (HasConditions(statement) || keys.empty()) return std::nullopt;
  NewValue below =
      NewValue::Map({{std::string(iam::ToString(op)), NewValue::Map(std::move(keys))}});
  return Edits{
      syntax::InsertPair{.map = statement.place, .key = "Condition", .value = std::move(below)}};
}

Edits RemoveCondition(const Statement& statement, size_t condition) {
  const Condition& removed = statement.conditions[condition];
  const bool alone = CountSiblings(statement, removed) == 1;
  return {syntax::Remove{.place = alone ? removed.operator_name.place : removed.place}};
}

std::optional<Edits> RenameKeys(const Statement& statement,
                                std::span<const RenamedCondition> renamed) {
  Edits edits;
  for (const RenamedCondition& wanted : renamed) {
    const Condition& condition = statement.conditions[wanted.condition];
    const bool taken = std::ranges::any_of(statement.conditions, [&](const Condition& other) {
      return &other != &condition && IsSameMap(other, condition) &&
             base::EqualsIgnoreAsciiCase(other.key.text.Written(), wanted.key);
    });
    if (taken) return std::nullopt;
    edits.emplace_back(syntax::RenameKey{.pair = condition.place, .key = wanted.key});
  }
  return edits;
}

std::optional<Edits> MoveConditions(const Statement& statement,
                                    std::span<const RenamedCondition> moved,
                                    std::string_view operator_name) {
  const std::optional<iam::Operator> wanted = iam::ParseOperator(operator_name);
  for (const RenamedCondition& condition : moved) {
    if (HoldsKey(statement, wanted, condition.key)) return std::nullopt;
  }
  const Condition& first = statement.conditions[moved.front().condition];
  const bool all = CountSiblings(statement, first) == moved.size();
  const Condition* target = FindOperator(statement, wanted);
  if (all && target == nullptr) {
    Edits edits = {
        syntax::RenameKey{.pair = first.operator_name.place, .key = std::string(operator_name)}};
    for (const RenamedCondition& condition : moved) {
      const Condition& old = statement.conditions[condition.condition];
      if (old.key.text.Written() == condition.key) continue;
      edits.emplace_back(syntax::RenameKey{.pair = old.place, .key = condition.key});
    }
    return edits;
  }
  Edits edits;
  if (all) edits.emplace_back(syntax::Remove{.place = first.operator_name.place});
  std::vector<syntax::NewPair> pairs;
  for (const RenamedCondition& condition : moved) {
    const Condition& old = statement.conditions[condition.condition];
    if (!all) edits.emplace_back(syntax::Remove{.place = old.place});
    pairs.push_back({.key = condition.key, .value = TextOrList(ValuesOf(old))});
  }
  if (target == nullptr) {
    edits.emplace_back(syntax::InsertPair{.map = statement.condition_place,
                                          .key = std::string(operator_name),
                                          .value = NewValue::Map(std::move(pairs)),
                                          .after = first.operator_name.text.Written()});
    return edits;
  }
  for (syntax::NewPair& pair : pairs) {
    edits.emplace_back(syntax::InsertPair{.map = target->operator_name.place,
                                          .key = std::move(pair.key),
                                          .value = std::move(pair.value)});
  }
  return edits;
}

std::optional<Edits> AddAction(const Statement& statement, std::string_view action) {
  if (statement.not_action || statement.actions.empty()) return std::nullopt;
  const iam::Value& last = statement.actions.back();
  if (last.place.route.size() > statement.action_place.route.size()) {
    return Edits{
        syntax::InsertItem{.list = statement.action_place, .value = NewValue::String(action)}};
  }
  const std::vector<std::string> both = {last.text.Written(), std::string(action)};
  return Edits{syntax::SetValue{.place = statement.action_place, .value = TextOrList(both)}};
}

std::optional<Edits> AddStatement(const iam::PolicyDocument& policy, NewValue statement) {
  if (policy.statements.empty()) return std::nullopt;
  syntax::Place list = policy.statements.front().place;
  if (list.route.empty() || list.route.back().kind != syntax::Step::Kind::kItem) {
    return std::nullopt;
  }
  list.route.pop_back();
  return Edits{syntax::InsertItem{.list = std::move(list), .value = std::move(statement)}};
}

std::vector<RenamedCondition> KeysOfIssuer(const Statement& statement,
                                           std::span<const size_t> conditions,
                                           std::string_view issuer) {
  std::vector<RenamedCondition> renamed;
  for (const size_t condition : conditions) {
    const std::string key = statement.conditions[condition].key.text.Written();
    renamed.push_back({.condition = condition,
                       .key = fmt::format("{}:{}", issuer, key.substr(key.rfind(':') + 1))});
  }
  return renamed;
}

syntax::Edit SetIssuer(const iam::Principal& principal, std::string_view issuer) {
  return syntax::SetValue{
      .place = principal.value.place,
      .value = NewValue::String(fmt::format("{}{}", SplitArn(principal).before, issuer))};
}

std::optional<Edits> ReplaceIssuer(const iam::PolicyDocument& policy, std::string_view issuer,
                                   std::string_view replacement) {
  Edits edits;
  for (const Statement& statement : policy.statements) {
    for (const iam::Principal& principal : statement.principals) {
      const ProviderArn arn = SplitArn(principal);
      if (arn.issuer == replacement) return std::nullopt;
      if (arn.issuer.empty() || arn.issuer != issuer) continue;
      if (!IsOfPartition(arn.before, replacement)) return std::nullopt;
      edits.push_back(SetIssuer(principal, replacement));
    }
    std::vector<size_t> conditions;
    for (size_t c = 0; c < statement.conditions.size(); ++c) {
      const auto key = iam::ParseProviderKey(statement.conditions[c].key.text);
      if (!key.has_value() || !base::EqualsIgnoreAsciiCase(key->issuer.literal(), issuer)) continue;
      conditions.push_back(c);
    }
    const std::optional<Edits> keys =
        RenameKeys(statement, KeysOfIssuer(statement, conditions, replacement));
    if (!keys.has_value()) return std::nullopt;
    edits.insert(edits.end(), keys->begin(), keys->end());
  }
  return edits;
}

}  // namespace irsalint::rule
