#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analyzer/kube/object_meta.h"
#include "analyzer/kube/value_shape.h"

namespace irsalint::kube {

// Where `valueFrom` takes a value: one key of a ConfigMap or Secret.
struct EnvReference {
  enum class Kind : uint8_t { kConfigMap, kSecret };

  Kind kind = Kind::kConfigMap;
  KnownText name;
  std::string key;
  bool optional = false;

  friend bool operator==(const EnvReference&, const EnvReference&) = default;
};

// One entry of `env`. `value` is unresolved for `valueFrom`, and where it is withheld because it
// may be a secret.
struct EnvVar {
  std::string name;
  KnownText value;
  std::optional<EnvReference> reference = {};  // of `valueFrom`; none for a field of the pod
  ValueShape shape = ValueShape::kOther;
  syntax::Place place;  // the entry

  friend bool operator==(const EnvVar&, const EnvVar&) = default;
};

// One entry of `envFrom`: every key of a ConfigMap or Secret.
struct EnvSource {
  enum class Kind : uint8_t { kConfigMap, kSecret };

  Kind kind = Kind::kConfigMap;
  KnownText name;
  std::string prefix;
  bool optional = false;

  friend bool operator==(const EnvSource&, const EnvSource&) = default;
};

struct VolumeMount {
  std::string volume;
  std::string path;
  std::string sub_path = {};  // what of the volume is mounted; "" for all of it
  syntax::Place place;

  friend bool operator==(const VolumeMount&, const VolumeMount&) = default;
};

struct Container {
  enum class Kind : uint8_t { kInit, kRegular };

  Kind kind = Kind::kRegular;
  KnownText name;
  KnownText image;
  std::vector<EnvVar> env;
  std::vector<EnvSource> env_from;
  std::vector<VolumeMount> volume_mounts;
  syntax::Known<int64_t> run_as_user = {};  // securityContext.runAsUser
  std::vector<std::string> command;         // `command` and `args` together, strings only
  // What the words of `command` hold together, and the first word that holds part of it; words with
  // a secret are not kept.
  ValueShape command_shape = ValueShape::kOther;
  syntax::Place command_place = {};
  syntax::Place place;

  friend bool operator==(const Container&, const Container&) = default;
};

// One `serviceAccountToken` source of a projected volume.
struct TokenProjection {
  KnownText audience;  // absent: the API server's own
  syntax::Known<int64_t> expiration_seconds;
  std::string path;
  syntax::Place place;

  friend bool operator==(const TokenProjection&, const TokenProjection&) = default;
};

// A volume by name; `tokens` only for projected ones, `secrets` the names of the Secrets in it.
struct Volume {
  std::string name;
  std::string type = {};  // "projected", "hostPath"…, "" where it names none
  std::vector<TokenProjection> tokens;
  syntax::Known<int64_t> default_mode = {};  // of a projected one
  std::vector<std::string> secrets = {};
  syntax::Place place;

  friend bool operator==(const Volume&, const Volume&) = default;
};

// What of a pod's spec bears on its AWS identity.
struct PodSpec {
  KnownText service_account_name;        // spec.serviceAccountName
  KnownText deprecated_service_account;  // spec.serviceAccount, used only if the other is empty
  syntax::Known<bool> automount;         // automountServiceAccountToken
  syntax::Known<bool> host_network;
  syntax::Known<int64_t> run_as_user = {};  // securityContext.runAsUser
  syntax::Known<int64_t> fs_group = {};     // securityContext.fsGroup
  KnownText os = {};                        // os.name
  std::vector<Annotation> node_selector;    // key and value pairs
  std::vector<Container> containers;        // init containers first, in order
  std::vector<Volume> volumes;
  syntax::Place place;

  friend bool operator==(const PodSpec&, const PodSpec&) = default;
};

// The account that a pod runs as, and the place that says so: serviceAccountName, else
// serviceAccount, else `default` (docs/reference/semantics.md §2.1). For `default` by omission the
// place is where serviceAccountName would be written.
struct EffectiveServiceAccount {
  enum class Origin : uint8_t { kServiceAccountName, kDeprecatedServiceAccount, kOmitted };

  syntax::Text name;
  Origin origin = Origin::kOmitted;
  const syntax::Place* place = nullptr;  // of the spec
};
EffectiveServiceAccount EffectiveServiceAccountOf(const PodSpec& spec);

}  // namespace irsalint::kube
