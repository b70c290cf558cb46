#include "analyzer/graph/subject_mentions.h"

#include <algorithm>
#include <utility>

#include "analyzer/base/strings.h"
#include "analyzer/base/subject.h"
#include "analyzer/iam/demands_value.h"

namespace irsalint::graph {
namespace {

std::vector<const facts::Facts*> FactsOf(const IdentityGraph& graph) {
  std::vector<const facts::Facts*> facts;
  for (const Unit& unit : graph.units()) facts.push_back(unit.facts);
  return facts;
}

// Of so many policies that name one account none can be told to be the one that is meant.
constexpr size_t kMostMentions = 64;

std::string KeyOf(std::string_view namespace_name, std::string_view name) {
  return std::string(namespace_name) + "/" + std::string(name);
}

}  // namespace

std::vector<const iam::Value*> DemandedSubjects(const iam::PolicyDocument& policy) {
  std::vector<const iam::Value*> subjects;
  for (const iam::Statement& statement : policy.statements) {
    if (statement.effect != iam::Effect::kAllow) continue;
    for (const iam::Condition& condition : statement.conditions) {
      if (!iam::DemandsValue(condition)) continue;
      for (const iam::Value& value : condition.values) {
        if (value.text.Written().starts_with(base::kSubjectPrefix)) subjects.push_back(&value);
      }
    }
  }
  return subjects;
}

SubjectMentions::SubjectMentions(const IdentityGraph& graph) {
  for (uint32_t p = 0; p < graph.trust_policies().size(); ++p) {
    AddPolicy(PolicyId{p}, graph[PolicyId{p}]);
  }
  for (uint32_t a = 0; a < graph.associations().size(); ++a) {
    AddAssociation(AssociationId{a}, graph[AssociationId{a}]);
  }
  if (!by_account_.empty()) scopes_.emplace(FactsOf(graph), graph.options().clusters);
}

SubjectMentions::Nearest SubjectMentions::Of(UnitId unit, std::string_view namespace_name,
                                             std::string_view name) const {
  const auto found = by_account_.find(KeyOf(namespace_name, name));
  if (found == by_account_.end() || found->second.size() > kMostMentions) return {};
  std::vector<size_t> units;
  for (const SubjectMention& mention : found->second) units.push_back(mention.unit.value);
  const Scopes::Winners winners = scopes_->Resolve(unit.value, units);
  Nearest nearest{.level = winners.level, .mentions = {}};
  for (const size_t i : winners.candidates) nearest.mentions.push_back(&found->second[i]);
  const bool is_ambiguous =
      winners.level == Level::kNearestFolder &&
      std::ranges::any_of(nearest.mentions, [&nearest](const SubjectMention* mention) {
        return mention->unit != nearest.mentions.front()->unit;
      });
  if (winners.level == Level::kWholeInput || is_ambiguous) nearest.mentions.clear();
  return nearest;
}

void SubjectMentions::AddPolicy(PolicyId id, const TrustPolicy& policy) {
  for (const iam::Value* value : DemandedSubjects(policy.object->document)) {
    const std::string_view text = value->text.literal();
    // `*` and `?` may be wildcards, `${` a policy variable: such a value names no one account.
    if (!value->text.IsLiteral() || text.find_first_of("*?$") != text.npos) continue;
    const auto parts = base::ParseSubject(text);
    if (!parts.has_value()) continue;
    by_account_[KeyOf(parts->namespace_name, parts->name)].push_back(
        {.policy = id, .association = std::nullopt, .unit = policy.unit, .place = value->place});
  }
}

void SubjectMentions::AddAssociation(AssociationId id, const Association& association) {
  const facts::KnownText& namespace_name = association.object->namespace_name;
  const facts::KnownText& name = association.object->service_account;
  if (!namespace_name->IsLiteral() || !name->IsLiteral()) return;
  by_account_[KeyOf(namespace_name->literal(), name->literal())].push_back(
      {.policy = std::nullopt, .association = id, .unit = association.unit, .place = name.place()});
}

}  // namespace irsalint::graph
