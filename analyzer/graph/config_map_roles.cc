#include "analyzer/graph/config_map_roles.h"

#include "analyzer/kube/webhook_config_map.h"

namespace irsalint::graph {

using base::Truth;

ConfigMapRoles::ConfigMapRoles(const IdentityGraph& graph) {
  for (const Unit& unit : graph.units()) {
    for (const kube::AwsData& data : unit.facts->aws_data) {
      if (!kube::IsWebhookConfigMap(data)) continue;
      const auto identities = kube::IdentitiesOfConfigMap(data);
      is_unread_ |= !identities.has_value();
      if (!identities.has_value()) continue;
      for (const kube::ConfigMapIdentity& identity : *identities) {
        accounts_.insert(identity.account);
      }
    }
  }
}

Truth ConfigMapRoles::GivenTo(std::string_view namespace_name, std::string_view name) const {
  const Truth otherwise = is_unread_ ? Truth::kMaybe : Truth::kNo;
  if (accounts_.empty()) return otherwise;
  const std::string suffix = "/" + std::string(name);
  if (accounts_.contains(std::string(namespace_name) + suffix) ||
      accounts_.contains("*" + suffix)) {
    return Truth::kYes;
  }
  return otherwise;
}

}  // namespace irsalint::graph
