#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analyzer/syntax/node.h"

namespace irsalint::kube {

// One account that a webhook gives container credentials to.
struct ContainerCredentialsIdentity {
  std::string namespace_name;
  std::string service_account;

  friend bool operator==(const ContainerCredentialsIdentity&,
                         const ContainerCredentialsIdentity&) = default;
};

// The file behind the webhook's `--watch-container-credentials-config`:
// `{"identities": [{"namespace": …, "serviceAccount": …}]}`. Both are compared exactly, `*` is no
// wildcard (docs/reference/semantics.md §3.2). Nothing if `root` is no such document.
std::optional<std::vector<ContainerCredentialsIdentity>> ReadContainerCredentialsConfig(
    const syntax::Node& root);

}  // namespace irsalint::kube
