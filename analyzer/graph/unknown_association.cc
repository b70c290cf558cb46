#include "analyzer/graph/unknown_association.h"

#include <span>

#include "analyzer/graph/association_cluster.h"
#include "analyzer/graph/near_miss.h"

namespace irsalint::graph {
namespace {

using base::Truth;
using syntax::Text;

struct AccountName {
  std::string_view namespace_name;
  std::string_view name;
};

// One of the two parts is a slip for the other's, or the two are swapped.
bool IsNearly(AccountName found, AccountName meant) {
  if (found.namespace_name == meant.namespace_name) return IsNearMiss(found.name, meant.name);
  if (found.name == meant.name) return IsNearMiss(found.namespace_name, meant.namespace_name);
  return found.namespace_name == meant.name && found.name == meant.namespace_name;
}

// Whether two definitions are of one account.
bool IsSameName(const Account& a, const Account& b) {
  return Equal(a.namespace_name, b.namespace_name) == Truth::kYes &&
         Equal(*a.object->meta.name, *b.object->meta.name) == Truth::kYes;
}

}  // namespace

UnknownAssociations::UnknownAssociations(const IdentityGraph& graph) : graph_(graph), made_(graph) {
  for (uint32_t a = 0; a < graph.accounts().size(); ++a) {
    const Text& namespace_name = graph[AccountId{a}].namespace_name;
    if (namespace_name.IsLiteral()) {
      by_namespace_[std::string(namespace_name.literal())].push_back(AccountId{a});
    }
  }
}

// The accounts that may differ from this one in one part, or have the two swapped.
std::vector<AccountId> UnknownAssociations::Neighbours(std::string_view namespace_name,
                                                       std::string_view name) const {
  std::vector<AccountId> neighbours;
  const auto beside = by_namespace_.find(namespace_name);
  if (beside != by_namespace_.end()) neighbours = beside->second;
  for (const std::string_view part : {name, namespace_name}) {
    const std::span<const AccountId> named = graph_.AccountsNamed(part);
    neighbours.insert(neighbours.end(), named.begin(), named.end());
  }
  return neighbours;
}

std::optional<AccountId> UnknownAssociations::OnlyNearMiss(
    const facts::PodIdentityAssociation& association) const {
  const AccountName found = {.namespace_name = association.namespace_name->literal(),
                             .name = association.service_account->literal()};
  std::optional<AccountId> only;
  for (const AccountId id : Neighbours(found.namespace_name, found.name)) {
    const Account& account = graph_[id];
    const bool free = account.associations.empty() && account.claims.empty();
    const AccountName meant = {.namespace_name = account.namespace_name.literal(),
                               .name = account.object->meta.name->literal()};
    const bool known = !meant.namespace_name.empty() && !meant.name.empty();
    if (!free || !known || !IsNearly(found, meant)) continue;
    if (only.has_value() && !IsSameName(account, graph_[*only])) return std::nullopt;
    if (!only.has_value()) only = id;
  }
  return only;
}

std::optional<UnknownAssociation> UnknownAssociations::Of(AssociationId id) const {
  const Association& association = graph_[id];
  const facts::PodIdentityAssociation& object = *association.object;
  const bool known = object.namespace_name.HasValue() && object.service_account.HasValue() &&
                     object.namespace_name->IsLiteral() && object.service_account->IsLiteral();
  if (!known || !association.accounts.empty() || graph_.accounts().empty()) return std::nullopt;
  if (made_.Holds(*object.namespace_name, *object.service_account) != Truth::kNo) {
    return std::nullopt;
  }
  UnknownAssociation unknown{.near_miss = OnlyNearMiss(object)};
  if (!unknown.near_miss.has_value()) return unknown;
  const UnitId unit = graph_[*unknown.near_miss].unit;
  unknown.is_beside = unit == association.unit || RunsOnClusterOf(graph_, id, unit) == Truth::kYes;
  return unknown;
}

}  // namespace irsalint::graph
