#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analyzer/kube/webhook_config_map.h"

namespace irsalint::kube {

// Why an entry of the webhook's ConfigMap does not do what it says
// (docs/reference/semantics.md §3.6).
struct WebhookConfigFault {
  enum class Kind : uint8_t {
    kNoSlash,          // the key is not NAMESPACE/NAME: the webhook crashes
    kGlob,             // `*` stands for every namespace and for nothing else
    kNoAudience,       // the tokens are for the API server, and STS refuses them
    kShortExpiration,  // below what the API server allows: it refuses the pods
  };

  Kind kind = Kind::kNoSlash;
  syntax::Place place;
  std::string found;  // the value as written; "" where one is missing

  friend bool operator==(const WebhookConfigFault&, const WebhookConfigFault&) = default;
};

// In the order of their kinds. What a placeholder decides is none.
std::vector<WebhookConfigFault> FaultsOf(const ConfigMapIdentity& identity);

}  // namespace irsalint::kube
