#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "analyzer/kube/service_account.h"
#include "analyzer/kube/webhook_config_map.h"
#include "analyzer/kube/webhook_flags.h"

// What the pod identity webhook decides before it looks at a pod's containers
// (docs/reference/semantics.md §3.2 to §3.7).
namespace irsalint::kube {

// How the pods of an account get credentials.
enum class CredentialMode : uint8_t {
  kNone,                  // the webhook leaves them alone
  kWebIdentity,           // a token for STS
  kContainerCredentials,  // a token for the agent of EKS Pod Identity
};

// What decided a setting.
enum class SettingOrigin : uint8_t { kFlag, kConfigMap, kServiceAccount, kPod };

template <typename T>
struct Setting {
  T value;
  SettingOrigin origin = SettingOrigin::kFlag;
  syntax::Place place = {};  // of the value; not valid for a flag

  friend bool operator==(const Setting&, const Setting&) = default;
};

// A lifetime in seconds. The two differ where the webhook draws it at random.
struct Expiration {
  int64_t least = 0;
  int64_t most = 0;

  friend bool operator==(const Expiration&, const Expiration&) = default;
};

// What the webhook finds for the account of a pod.
struct AccountSources {
  bool has_association = false;             // EKS Pod Identity has a role for it
  const ServiceAccount* account = nullptr;  // null: it does not exist, or is not known
  const ConfigMapIdentity* config_map = nullptr;
};

// What the webhook will inject into the pods of an account.
struct InjectionSettings {
  CredentialMode mode = CredentialMode::kNone;
  Setting<syntax::Text> role_arn;  // of kWebIdentity
  Setting<syntax::Text> audience;
  Setting<std::optional<Expiration>> expiration;  // nothing: a value that cannot be known decides
  Setting<base::Truth> regional_sts;
  KnownText region;
  std::string volume_name;
  std::string mount_path;
  std::string token_file;  // its name within the volume
  std::string full_uri;    // of kContainerCredentials
};

// Decides the mode, in the webhook's order: association, annotated account, ConfigMap. A role that
// is empty is none; one that cannot be known counts as one.
CredentialMode ModeOf(const AccountSources& sources, const WebhookFlags& flags);

// All settings for a pod with these annotations.
InjectionSettings SettingsOf(const AccountSources& sources,
                             const std::vector<Annotation>& pod_annotations,
                             const WebhookFlags& flags);

}  // namespace irsalint::kube
