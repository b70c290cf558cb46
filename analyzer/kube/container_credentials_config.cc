#include "analyzer/kube/container_credentials_config.h"

namespace irsalint::kube {

std::optional<std::vector<ContainerCredentialsIdentity>> ReadContainerCredentialsConfig(
    const syntax::Node& root) {
  const syntax::Node* list = syntax::Find(&root, "identities");
  if (list == nullptr) return std::nullopt;
  std::vector<ContainerCredentialsIdentity> identities;
  if (list->IsNull()) return identities;
  if (!list->IsList()) return std::nullopt;
  for (const syntax::Node* item : list->items) {
    if (!item->IsMap()) return std::nullopt;
    identities.push_back(
        {.namespace_name = std::string(syntax::StringOr(syntax::Find(item, "namespace"))),
         .service_account = std::string(syntax::StringOr(syntax::Find(item, "serviceAccount")))});
  }
  return identities;
}

}  // namespace irsalint::kube
