#include "analyzer/graph/link_associations.h"

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

}  // namespace

void LinkAssociations(GraphData& data) {
  for (uint32_t u = 0; u < data.units.size(); ++u) {
    for (const facts::PodIdentityAssociation& object :
         data.units[u].facts->pod_identity_associations) {
      const AssociationId id{static_cast<uint32_t>(data.associations.size())};
      Association association{.unit = UnitId{u}, .object = &object, .accounts = {}};
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

}  // namespace irsalint::graph
