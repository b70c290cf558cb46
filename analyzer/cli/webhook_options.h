#pragma once

#include <string>

#include "analyzer/base/result.h"
#include "analyzer/kube/webhook_flags.h"

namespace CLI {
class App;
}

namespace irsalint::cli {

// The flags of a pod identity webhook as they are given on the command line.
struct WebhookOptions {
  kube::WebhookFlags flags;
  std::string region;
  bool regional_sts = false;
  bool compose_role_arn = false;
  std::string role_account;
  std::string role_region;
};

// Adds them under the webhook's own names, with its own defaults.
void AddWebhookOptions(CLI::App& command, WebhookOptions& options);

// An error if roles are to be composed and the account is missing or none.
[[nodiscard]] base::Result<kube::WebhookFlags> FlagsOf(const WebhookOptions& options);

}  // namespace irsalint::cli
