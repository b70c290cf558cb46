#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/kube/aws_data.h"

namespace irsalint::kube {

// One entry of the webhook's ConfigMap. What it does not say is absent; the webhook takes that for
// "", false and 0 (docs/reference/semantics.md §3.6).
struct ConfigMapIdentity {
  std::string account;  // the key as written: `NAMESPACE/NAME`, or `*/NAME` for every namespace
  KnownText role_arn;
  KnownText audience;
  syntax::Known<bool> use_regional_sts;
  syntax::Known<int64_t> token_expiration;  // seconds
  syntax::Place key_place;
  syntax::Place place;

  bool IsWildcard() const { return account.starts_with("*/"); }
};

// Whether this is the ConfigMap from which a self-hosted webhook takes roles of accounts that have
// no annotation (docs/reference/semantics.md §3.6). Its namespace is a flag of the webhook.
bool IsWebhookConfigMap(const AwsData& data);

// Its entries, in order; of equal keys the last counts. Nothing where `config` cannot be read: it
// holds holes, or is no JSON object.
std::optional<std::vector<ConfigMapIdentity>> IdentitiesOfConfigMap(const AwsData& data);

// The entry that the webhook takes for an account: the exact key before the wildcard. Null if there
// is none.
const ConfigMapIdentity* FindIdentity(const std::vector<ConfigMapIdentity>& entries,
                                      std::string_view namespace_name, std::string_view name);

}  // namespace irsalint::kube
