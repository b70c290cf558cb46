#include "analyzer/graph/mentioned_accounts.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "analyzer/base/subject.h"
#include "analyzer/iam/compare.h"
#include "analyzer/kube/token_claims.h"

namespace irsalint::graph {
namespace {

using base::Truth;
using syntax::HoleRange;
using syntax::Text;

std::vector<const facts::Facts*> FactsOf(const IdentityGraph& graph) {
  std::vector<const facts::Facts*> facts;
  for (const Unit& unit : graph.units()) facts.push_back(unit.facts);
  return facts;
}

Truth IsCalled(const Text& namespace_name, const Text& name, const Text& other_namespace,
               const Text& other_name) {
  return And(Equal(name, other_name, HoleRange::kWithoutColon),
             Equal(namespace_name, other_namespace, HoleRange::kWithoutColon));
}

const iam::Condition& ConditionOf(const IdentityGraph& graph, const Mention& mention) {
  const iam::PolicyDocument& policy = graph[*mention.policy].object->document;
  return policy.statements[mention.statement].conditions[*mention.condition];
}

iam::BaseOperator OperatorOf(const IdentityGraph& graph, const Mention& mention) {
  const std::optional<iam::Operator>& op = ConditionOf(graph, mention).op;
  return op.has_value() ? op->base : iam::BaseOperator::kStringEquals;
}

void AddOnce(AccountId account, std::vector<AccountId>& accounts) {
  if (std::ranges::find(accounts, account) == accounts.end()) accounts.push_back(account);
}

}  // namespace

MentionedAccounts::MentionedAccounts(const IdentityGraph& graph)
    : graph_(graph), scopes_(FactsOf(graph), graph.options().clusters) {
  for (uint32_t u = 0; u < graph.units().size(); ++u) {
    for (const facts::MadeAccount& made : graph.units()[u].facts->made_accounts) {
      if (made.name.HasValue() && made.namespace_name.HasValue()) {
        made_.push_back({.unit = UnitId{u}, .made = &made});
      }
    }
  }
}

NamedAccounts MentionedAccounts::Of(const Mention& mention) const {
  NamedAccounts named;
  const auto add_edges = [&named](const std::vector<AccountEdge>& edges) {
    for (const AccountEdge& edge : edges) named.accounts.push_back(edge.account);
  };
  switch (mention.kind) {
    case MentionKind::kAccount:
      return {.accounts = {*mention.account}, .made = {}};
    case MentionKind::kMadeAccount:
      return {.accounts = {}, .made = {mention.made}};
    case MentionKind::kSubject:
      return OfSubject(mention);
    case MentionKind::kWorkloadAccount:
      add_edges(graph_[*mention.workload].accounts);
      break;
    case MentionKind::kAssociationAccount:
      add_edges(graph_[*mention.association].accounts);
      break;
    default:
      return {};
  }
  return named.accounts.empty() ? NearestMade(mention) : named;
}

Truth MentionedAccounts::MayMean(const Mention& mention, const Text& namespace_name,
                                 const Text& name) const {
  switch (mention.kind) {
    case MentionKind::kAccount: {
      const Account& account = graph_[*mention.account];
      return IsCalled(account.namespace_name, *account.object->meta.name, namespace_name, name);
    }
    case MentionKind::kMadeAccount:
      return mention.made->namespace_name.HasValue()
                 ? IsCalled(*mention.made->namespace_name, *mention.made->name, namespace_name,
                            name)
                 : Truth::kMaybe;
    case MentionKind::kWorkloadAccount: {
      const Workload& workload = graph_[*mention.workload];
      return IsCalled(workload.namespace_name, workload.account.name, namespace_name, name);
    }
    case MentionKind::kAssociationAccount: {
      const facts::PodIdentityAssociation& object = *graph_[*mention.association].object;
      return IsCalled(*object.namespace_name, *object.service_account, namespace_name, name);
    }
    case MentionKind::kSubject:
      return iam::Matches(OperatorOf(graph_, mention), kube::SubjectOf(namespace_name, name),
                          mention.text, {},
                          iam::VariablesOf(graph_[*mention.policy].object->document));
    default:
      return Truth::kNo;
  }
}

Truth MentionedAccounts::AreNamesakes(const Mention& mention, const Mention& other) const {
  switch (mention.kind) {
    case MentionKind::kWorkloadAccount: {
      const Workload& workload = graph_[*mention.workload];
      return MayMean(other, workload.namespace_name, workload.account.name);
    }
    case MentionKind::kAssociationAccount: {
      const facts::PodIdentityAssociation& object = *graph_[*mention.association].object;
      return MayMean(other, *object.namespace_name, *object.service_account);
    }
    case MentionKind::kSubject: {
      const auto parts = base::ParseSubject(mention.text.literal());
      if (!parts.has_value() || IsPattern(mention)) return Truth::kNo;
      return MayMean(other, Text::Literal(parts->namespace_name), Text::Literal(parts->name));
    }
    default:
      return Truth::kNo;
  }
}

std::vector<const Mention*> MentionedAccounts::Nearest(
    UnitId unit, const std::vector<const Mention*>& mentions) const {
  std::vector<size_t> units;
  for (const Mention* mention : mentions) units.push_back(mention->unit.value);
  const Scopes::Winners winners = scopes_.Resolve(unit.value, units);
  std::vector<const Mention*> nearest;
  if (winners.level == Level::kWholeInput) return nearest;
  for (const size_t i : winners.candidates) nearest.push_back(mentions[i]);
  return nearest;
}

// Those that claim the role of the policy are meant, whatever else is called so.
NamedAccounts MentionedAccounts::OfSubject(const Mention& mention) const {
  NamedAccounts named;
  for (const ClaimId id : graph_[*mention.policy].claims) {
    const Claim& claim = graph_[id];
    if (!claim.account.has_value()) continue;
    if (MayMean(mention, claim.namespace_name, claim.account_name) == Truth::kNo) continue;
    AddOnce(*claim.account, named.accounts);
  }
  const bool is_pattern = IsPattern(mention);
  if (!named.IsEmpty() && !is_pattern) return named;
  NamedAccounts nearest = NearestNamed(mention, Truth::kYes);
  if (nearest.IsEmpty() && !is_pattern) nearest = NearestNamed(mention, Truth::kMaybe);
  for (const AccountId account : nearest.accounts) AddOnce(account, named.accounts);
  named.made = std::move(nearest.made);
  std::ranges::sort(named.accounts);
  return named;
}

// What nothing but a name joins across the whole input is not meant.
NamedAccounts MentionedAccounts::NearestNamed(const Mention& mention, Truth least) const {
  const std::optional<base::SubjectParts> parts = base::ParseSubject(mention.text.literal());
  const bool by_name = parts.has_value() && !IsPattern(mention);
  NamedAccounts candidates;
  std::vector<size_t> units;
  const auto consider = [&](AccountId id) {
    const Account& account = graph_[id];
    if (!account.object->meta.name.HasValue()) return;
    if (MayMean(mention, account.namespace_name, *account.object->meta.name) < least) return;
    candidates.accounts.push_back(id);
    units.push_back(account.unit.value);
  };
  if (by_name) {
    for (const AccountId id : graph_.AccountsNamed(parts->name)) consider(id);
  } else if (least == Truth::kYes) {
    for (uint32_t a = 0; a < graph_.accounts().size(); ++a) consider(AccountId{a});
  }
  for (const MadeInUnit& made : made_) {
    if (MayMean(mention, *made.made->namespace_name, *made.made->name) != Truth::kYes) continue;
    candidates.made.push_back(made.made);
    units.push_back(made.unit.value);
  }
  const Scopes::Winners winners = scopes_.Resolve(mention.unit.value, units);
  if (winners.level == Level::kWholeInput) return {};
  NamedAccounts nearest;
  for (const size_t i : winners.candidates) {
    if (i < candidates.accounts.size()) {
      nearest.accounts.push_back(candidates.accounts[i]);
    } else {
      nearest.made.push_back(candidates.made[i - candidates.accounts.size()]);
    }
  }
  return nearest;
}

NamedAccounts MentionedAccounts::NearestMade(const Mention& mention) const {
  std::vector<const facts::MadeAccount*> candidates;
  std::vector<size_t> units;
  for (const MadeInUnit& made : made_) {
    if (MayMean(mention, *made.made->namespace_name, *made.made->name) != Truth::kYes) continue;
    candidates.push_back(made.made);
    units.push_back(made.unit.value);
  }
  const Scopes::Winners winners = scopes_.Resolve(mention.unit.value, units);
  NamedAccounts named;
  if (winners.level == Level::kWholeInput) return named;
  for (const size_t i : winners.candidates) named.made.push_back(candidates[i]);
  return named;
}

// Whether a subject may name more than one account: with wildcards that count.
bool MentionedAccounts::IsPattern(const Mention& mention) const {
  const std::optional<base::Pattern> pattern =
      iam::SubjectPattern(OperatorOf(graph_, mention), mention.text, {},
                          iam::VariablesOf(graph_[*mention.policy].object->document));
  return pattern.has_value() && !pattern->IsLiteral();
}

}  // namespace irsalint::graph
