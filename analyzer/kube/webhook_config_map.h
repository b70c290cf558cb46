#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/kube/aws_data.h"

namespace irsalint::kube {

// Whether this is the ConfigMap from which a self-hosted webhook takes roles of accounts that have
// no annotation (docs/reference/semantics.md §3.6). Its namespace is a flag of the webhook.
bool IsWebhookConfigMap(const AwsData& data);

// The accounts to which it gives a role, as written: `NAMESPACE/NAME`, or `*/NAME` for one of every
// namespace. Nothing where `config` cannot be read: it holds holes, or is no JSON object.
std::optional<std::vector<std::string>> AccountsOfConfigMap(const AwsData& data);

}  // namespace irsalint::kube
