#include "analyzer/graph/link_associations.h"

#include <optional>
#include <string>

#include "analyzer/graph/association_cluster.h"

namespace irsalint::graph {
namespace {

using base::Truth;
using syntax::HoleRange;

Truth Names(const facts::PodIdentityAssociation& association, const Account& account) {
  if (!account.object->meta.name.HasValue()) return Truth::kNo;
  const Truth name =
      Equal(*association.service_account, *account.object->meta.name, HoleRange::kWithoutColon);
  if (name == Truth::kNo) return Truth::kNo;
  return And(name,
             Equal(*association.namespace_name, account.namespace_name, HoleRange::kWithoutColon));
}

std::optional<RoleId> FindRole(const GraphData& data, const facts::KnownText& arn) {
  if (!arn.HasValue() || !arn->IsLiteral()) return std::nullopt;
  const auto found = data.roles_by_arn.find(std::string(arn->literal()));
  return found == data.roles_by_arn.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

void LinkAssociations(GraphData& data) {
  for (uint32_t u = 0; u < data.units.size(); ++u) {
    for (const facts::PodIdentityAssociation& object :
         data.units[u].facts->pod_identity_associations) {
      const AssociationId id{static_cast<uint32_t>(data.associations.size())};
      Association association{.unit = UnitId{u}, .object = &object, .accounts = {}};
      association.cluster = FindCluster(data, ClusterNameOf(object), UnitId{u});
      for (uint32_t a = 0; a < data.accounts.size(); ++a) {
        const Truth truth = Names(object, data.accounts[a]);
        if (truth == Truth::kNo) continue;
        association.accounts.push_back({.account = AccountId{a}, .truth = truth});
        data.accounts[a].associations.push_back(id);
      }
      data.associations.push_back(std::move(association));
    }
  }
}

void LinkAssociatedRoles(GraphData& data) {
  for (uint32_t a = 0; a < data.associations.size(); ++a) {
    Association& association = data.associations[a];
    association.role = FindRole(data, association.object->role_arn);
    association.target_role = FindRole(data, association.object->target_role_arn);
    if (association.role.has_value()) {
      data.roles[association.role->value].associations.push_back(AssociationId{a});
    }
    if (association.target_role.has_value() && association.target_role != association.role) {
      data.roles[association.target_role->value].associations.push_back(AssociationId{a});
    }
  }
}

}  // namespace irsalint::graph
