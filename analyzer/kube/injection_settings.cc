#include "analyzer/kube/injection_settings.h"

#include <algorithm>

namespace irsalint::kube {
namespace {

// A lifetime that the webhook replaces by a random one, so that not all tokens expire at once.
constexpr int64_t kJittered = 86400;  // seconds, as below
constexpr int64_t kLeastJittered = 79200;

// Fixed by the webhook, whatever its flags say.
constexpr std::string_view kWebIdentityVolume = "aws-iam-token";
constexpr std::string_view kWebIdentityTokenFile = "token";

const Annotation* Find(const std::vector<Annotation>& annotations, WebhookKey key,
                       const WebhookFlags& flags) {
  const auto found =
      std::ranges::find(annotations, AnnotationOf(key, flags.annotation_prefix), &Annotation::key);
  return found == annotations.end() ? nullptr : &*found;
}

const Annotation* FindOfAccount(const AccountSources& sources, WebhookKey key,
                                const WebhookFlags& flags) {
  return sources.account == nullptr ? nullptr : Find(sources.account->meta.annotations, key, flags);
}

// An annotation that holds a hole, or no string, has a value that cannot be read here.
bool IsReadable(const Annotation& annotation) {
  return annotation.value.HasValue() && annotation.value->IsLiteral();
}

// The role of the account itself; null if it has none.
const Annotation* RoleOfAccount(const AccountSources& sources, const WebhookFlags& flags) {
  const Annotation* role = FindOfAccount(sources, WebhookKey::kRoleArn, flags);
  if (role == nullptr || !role->value.HasValue()) return nullptr;
  return InjectedRoleArn(*role->value, flags).IsEmpty() ? nullptr : role;
}

// Whose settings count. They are taken whole: no field of one is mixed with those of another.
enum class Decider : uint8_t { kAccount, kConfigMap, kNobody };

Decider DeciderOf(const AccountSources& sources, const WebhookFlags& flags, CredentialMode mode) {
  if (mode == CredentialMode::kWebIdentity) {
    return RoleOfAccount(sources, flags) != nullptr ? Decider::kAccount : Decider::kConfigMap;
  }
  // For container credentials an account needs no role, and a wildcard of the ConfigMap does not
  // count.
  if (sources.account != nullptr) return Decider::kAccount;
  const bool is_exact = sources.config_map != nullptr && !sources.config_map->IsWildcard();
  return is_exact ? Decider::kConfigMap : Decider::kNobody;
}

template <typename T>
Setting<T> OfFlag(T value) {
  return {.value = std::move(value), .origin = SettingOrigin::kFlag, .place = {}};
}

Setting<syntax::Text> RoleArnOf(const AccountSources& sources, const WebhookFlags& flags) {
  if (const Annotation* role = RoleOfAccount(sources, flags)) {
    return {.value = InjectedRoleArn(*role->value, flags),
            .origin = SettingOrigin::kServiceAccount,
            .place = role->value.place()};
  }
  return {.value = *sources.config_map->role_arn,
          .origin = SettingOrigin::kConfigMap,
          .place = sources.config_map->role_arn.place()};
}

Setting<syntax::Text> AudienceOf(const AccountSources& sources, const WebhookFlags& flags) {
  if (RoleOfAccount(sources, flags) == nullptr) {
    // One that is missing there is empty: the flag does not stand in for it.
    return {.value = *sources.config_map->audience,
            .origin = SettingOrigin::kConfigMap,
            .place = sources.config_map->audience.place()};
  }
  const Annotation* audience = FindOfAccount(sources, WebhookKey::kAudience, flags);
  if (audience == nullptr) return OfFlag(syntax::Text::Literal(flags.token_audience));
  return {.value = *audience->value,
          .origin = SettingOrigin::kServiceAccount,
          .place = audience->value.place()};
}

using Lifetime = Setting<std::optional<Expiration>>;

Lifetime LifetimeOfFlag(int64_t seconds) {
  return OfFlag(std::optional(Expiration{.least = seconds, .most = seconds}));
}

// The lifetime that an annotation asks for; nothing where the webhook ignores it.
std::optional<Lifetime> Asked(const Annotation* annotation, SettingOrigin origin) {
  if (annotation == nullptr) return std::nullopt;
  Lifetime lifetime = {.value = std::nullopt, .origin = origin, .place = annotation->value.place()};
  if (!IsReadable(*annotation)) return lifetime;
  const std::optional<int64_t> seconds = ReadTokenExpiration(annotation->value->literal());
  if (!seconds.has_value()) return std::nullopt;
  const int64_t raised = std::max(*seconds, kLeastTokenExpiration);
  lifetime.value = Expiration{.least = raised, .most = raised};
  return lifetime;
}

// What stands in the ConfigMap is not raised to the least: the API server refuses such a pod.
Lifetime LifetimeOfConfigMap(const ConfigMapIdentity& entry, const WebhookFlags& flags) {
  const syntax::Known<int64_t>& seconds = entry.token_expiration;
  Lifetime lifetime = {
      .value = std::nullopt, .origin = SettingOrigin::kConfigMap, .place = seconds.place()};
  if (seconds.IsUnresolved()) return lifetime;
  if (*seconds == 0) return LifetimeOfFlag(flags.token_expiration);
  lifetime.value = Expiration{.least = *seconds, .most = *seconds};
  return lifetime;
}

Lifetime LifetimeWithoutPod(const AccountSources& sources, const WebhookFlags& flags,
                            CredentialMode mode) {
  switch (DeciderOf(sources, flags, mode)) {
    case Decider::kAccount:
      return Asked(FindOfAccount(sources, WebhookKey::kTokenExpiration, flags),
                   SettingOrigin::kServiceAccount)
          .value_or(LifetimeOfFlag(flags.token_expiration));
    case Decider::kConfigMap:
      return LifetimeOfConfigMap(*sources.config_map, flags);
    case Decider::kNobody:
      break;
  }
  return LifetimeOfFlag(kJittered);
}

Lifetime LifetimeOf(const AccountSources& sources, const std::vector<Annotation>& pod_annotations,
                    const WebhookFlags& flags, CredentialMode mode) {
  Lifetime lifetime =
      Asked(Find(pod_annotations, WebhookKey::kTokenExpiration, flags), SettingOrigin::kPod)
          .value_or(LifetimeWithoutPod(sources, flags, mode));
  const bool is_jittered = mode == CredentialMode::kContainerCredentials &&
                           lifetime.value.has_value() && lifetime.value->least == kJittered;
  if (is_jittered) lifetime.value->least = kLeastJittered;
  return lifetime;
}

Setting<base::Truth> RegionalStsOfAccount(const AccountSources& sources,
                                          const WebhookFlags& flags) {
  const Annotation* annotation = FindOfAccount(sources, WebhookKey::kStsRegionalEndpoints, flags);
  if (annotation == nullptr) return OfFlag(flags.sts_regional_endpoint);
  Setting<base::Truth> setting = {.value = base::Truth::kMaybe,
                                  .origin = SettingOrigin::kServiceAccount,
                                  .place = annotation->value.place()};
  if (!IsReadable(*annotation)) return setting;
  const std::optional<bool> regional = ReadStsRegionalEndpoints(annotation->value->literal());
  if (!regional.has_value()) return OfFlag(flags.sts_regional_endpoint);
  setting.value = base::FromBool(*regional);
  return setting;
}

Setting<base::Truth> RegionalStsOf(const AccountSources& sources, const WebhookFlags& flags,
                                   CredentialMode mode) {
  switch (DeciderOf(sources, flags, mode)) {
    case Decider::kAccount:
      return RegionalStsOfAccount(sources, flags);
    case Decider::kConfigMap: {
      const syntax::Known<bool>& regional = sources.config_map->use_regional_sts;
      return {.value = regional.IsUnresolved() ? base::Truth::kMaybe : base::FromBool(*regional),
              .origin = SettingOrigin::kConfigMap,
              .place = regional.place()};
    }
    case Decider::kNobody:
      break;
  }
  return OfFlag(base::Truth::kNo);
}

}  // namespace

CredentialMode ModeOf(const AccountSources& sources, const WebhookFlags& flags) {
  if (sources.has_association) return CredentialMode::kContainerCredentials;
  const bool has_role = RoleOfAccount(sources, flags) != nullptr || sources.config_map != nullptr;
  return has_role ? CredentialMode::kWebIdentity : CredentialMode::kNone;
}

InjectionSettings SettingsOf(const AccountSources& sources,
                             const std::vector<Annotation>& pod_annotations,
                             const WebhookFlags& flags) {
  InjectionSettings settings = {.mode = ModeOf(sources, flags),
                                .role_arn = {},
                                .audience = {},
                                .expiration = {},
                                .regional_sts = {},
                                .region = flags.aws_default_region,
                                .volume_name = {},
                                .mount_path = {},
                                .token_file = {},
                                .full_uri = {}};
  if (settings.mode == CredentialMode::kNone) return settings;
  settings.expiration = LifetimeOf(sources, pod_annotations, flags, settings.mode);
  settings.regional_sts = RegionalStsOf(sources, flags, settings.mode);
  if (settings.mode == CredentialMode::kContainerCredentials) {
    const ContainerCredentialsFlags& credentials = flags.container_credentials;
    settings.audience.value = syntax::Text::Literal(credentials.audience);
    settings.volume_name = credentials.volume_name;
    settings.mount_path = credentials.mount_path;
    settings.token_file = credentials.token_path;
    settings.full_uri = credentials.full_uri;
    return settings;
  }
  settings.role_arn = RoleArnOf(sources, flags);
  settings.audience = AudienceOf(sources, flags);
  settings.volume_name = kWebIdentityVolume;
  settings.mount_path = flags.token_mount_path;
  settings.token_file = kWebIdentityTokenFile;
  return settings;
}

}  // namespace irsalint::kube
