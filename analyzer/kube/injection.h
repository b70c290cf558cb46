#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/kube/injection_settings.h"
#include "analyzer/kube/pod_spec.h"

// What the pod identity webhook puts into a pod (docs/reference/semantics.md §4.1, §4.2).
namespace irsalint::kube {

// A variable that the webhook appends. kMaybe where it depends on a setting that is not known;
// never kNo.
struct InjectedVariable {
  std::string name;
  syntax::Text value;
  base::Truth certainty = base::Truth::kYes;
  syntax::Place place = {};  // of the setting behind the value; not valid for a flag

  friend bool operator==(const InjectedVariable&, const InjectedVariable&) = default;
};

// What happens to one container.
struct ContainerInjection {
  enum class Treatment : uint8_t {
    kInjected,
    kSkipped,      // `skip-containers` names it
    kEarlyExit,    // it presets identity, region and STS: not even the mount is added
    kNothingToAdd  // it is looked at, and has all that would be added
  };

  Treatment treatment = Treatment::kInjected;
  std::vector<InjectedVariable> env;  // in the webhook's order
  bool adds_mount = false;
};

// What happens to a pod. In mode kNone nothing.
struct Injection {
  InjectionSettings settings;
  std::string token_path;  // of the token inside a container, as the variable holds it
  bool adds_label = false;
  bool adds_volume = false;
  std::vector<ContainerInjection> containers;  // as PodSpec::containers
};

Injection InjectionOf(const PodSpec& spec, const InjectionSettings& settings,
                      const SkippedContainers& skipped);

// The containers that the pod's own annotation takes out; none where it cannot be read or is not
// known.
SkippedContainers SkippedContainersOf(const std::vector<Annotation>& pod_annotations,
                                      const WebhookFlags& flags);

// Whether the webhook takes the pod for one of Windows: by two labels of its node selector alone.
bool IsWindowsForTheWebhook(const PodSpec& spec);

// The names of variables by which a container counts as having an identity of its own.
struct PresetPair {
  std::string_view first;
  std::string_view second;
};
inline constexpr PresetPair kWebIdentityPair = {"AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE"};
inline constexpr PresetPair kContainerCredentialsPair = {"AWS_CONTAINER_CREDENTIALS_FULL_URI",
                                                         "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"};

// The pair that a mode injects. Mode kNone has the one of web identity.
const PresetPair& PairOf(CredentialMode mode);

// The last entry with this name, which wins; null if there is none.
const EnvVar* FindVariable(const Container& container, std::string_view name);

// The pod's spec as the webhook leaves it: what is certain, with the places of the settings that
// brought it.
PodSpec Mutated(const PodSpec& spec, const Injection& injection);

}  // namespace irsalint::kube
