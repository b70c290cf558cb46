#include "analyzer/graph/cni_identity.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "analyzer/graph/aws_identity.h"

namespace irsalint::graph {
namespace {

constexpr std::string_view kAccount = "aws-node";
constexpr std::string_view kNamespace = "kube-system";

bool IsCni(const facts::KnownText& namespace_name, const facts::KnownText& name) {
  return namespace_name->literal() == kNamespace && name->literal() == kAccount;
}

}  // namespace

std::optional<syntax::Place> CniIdentityOf(const IdentityGraph& graph, const NodeRole& role) {
  const std::vector<UnitId> units = NodeReach(graph).UnitsOf(role);
  for (const AccountId id : graph.AccountsNamed(kAccount)) {
    const Account& account = graph[id];
    if (account.namespace_name.literal() != kNamespace) continue;
    if (!std::ranges::binary_search(units, account.unit)) continue;
    const auto identity = AwsIdentityOf(graph, id);
    if (identity.has_value()) return identity->place;
  }
  for (const UnitId unit : units) {
    const facts::Facts& facts = *graph[unit].facts;
    for (const facts::PodIdentityAssociation& association : facts.pod_identity_associations) {
      if (IsCni(association.namespace_name, association.service_account)) return association.place;
    }
    for (const facts::MadeAccount& made : facts.made_accounts) {
      if (IsCni(made.namespace_name, made.name)) return made.place;
    }
  }
  return std::nullopt;
}

}  // namespace irsalint::graph
