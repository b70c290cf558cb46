#include "analyzer/graph/config_map_roles.h"

#include "analyzer/kube/webhook_config_map.h"

namespace irsalint::graph {

using base::Truth;

ConfigMapRoles::ConfigMapRoles(const IdentityGraph& graph) {
  for (const Unit& unit : graph.units()) {
    for (const kube::AwsData& data : unit.facts->aws_data) {
      if (!kube::IsWebhookConfigMap(data)) continue;
      const auto accounts = kube::AccountsOfConfigMap(data);
      is_unread_ |= !accounts.has_value();
      if (accounts.has_value()) accounts_.insert(accounts->begin(), accounts->end());
    }
  }
}

Truth ConfigMapRoles::GivenTo(std::string_view namespace_name, std::string_view name) const {
  const std::string suffix = "/" + std::string(name);
  if (accounts_.contains(std::string(namespace_name) + suffix) ||
      accounts_.contains("*" + suffix)) {
    return Truth::kYes;
  }
  return is_unread_ ? Truth::kMaybe : Truth::kNo;
}

}  // namespace irsalint::graph
