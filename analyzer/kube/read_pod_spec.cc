#include "analyzer/kube/read_pod_spec.h"

#include <utility>

#include "analyzer/kube/fields.h"
#include "analyzer/kube/secret_shape.h"

namespace irsalint::kube {
namespace {

using syntax::Field;
using syntax::Node;
using syntax::Part;
using syntax::PlaceOf;

KnownText ReadEnvValue(const MapView& entry, std::string_view name, std::string_view scope) {
  const Node* value = syntax::Find(entry.map, "value");
  if (value != nullptr && value->IsString() && IsSecretEnvValue(name, value->text)) {
    return KnownText::Unresolved(PlaceOf(*value, Part::kKey));
  }
  if (value == nullptr || value->IsNull()) {
    const Node* from = syntax::Find(entry.map, "valueFrom");
    if (from != nullptr && !from->IsNull()) return KnownText::Unresolved(PlaceOf(*from));
  }
  return ReadTextField(entry, "value", Field::kEnvValue, scope);
}

std::optional<EnvReference> ReadReference(const MapView& entry, std::string_view scope) {
  const auto read = [&](const MapView& from, EnvReference::Kind kind) -> EnvReference {
    return {.kind = kind,
            .name = ReadTextField(from, "name", Field::kName, scope),
            .key = ReadString(from, "key"),
            .optional = ReadBoolField(from, "optional").ValueOr(false)};
  };
  const MapView from = Child(entry, "valueFrom");
  const MapView secret = Child(from, "secretKeyRef");
  if (secret.map != nullptr) return read(secret, EnvReference::Kind::kSecret);
  const MapView config_map = Child(from, "configMapKeyRef");
  if (config_map.map != nullptr) return read(config_map, EnvReference::Kind::kConfigMap);
  return std::nullopt;
}

std::vector<EnvVar> ReadEnv(const MapView& container, std::string_view scope) {
  std::vector<EnvVar> env;
  for (const MapView& entry : ReadMaps(container, "env")) {
    std::string name = ReadString(entry, "name");
    KnownText value = ReadEnvValue(entry, name, scope);
    const ValueShape shape = ShapeOf(syntax::StringOr(syntax::Find(entry.map, "value")));
    env.push_back({.name = std::move(name),
                   .value = std::move(value),
                   .reference = ReadReference(entry, scope),
                   .shape = shape,
                   .place = PlaceOf(*entry.map)});
  }
  return env;
}

std::vector<EnvSource> ReadEnvFrom(const MapView& container, std::string_view scope) {
  std::vector<EnvSource> sources;
  const auto add = [&](const MapView& entry, std::string_view key, EnvSource::Kind kind) {
    const MapView reference = Child(entry, key);
    if (reference.map == nullptr) return;
    sources.push_back({.kind = kind,
                       .name = ReadTextField(reference, "name", Field::kName, scope),
                       .prefix = ReadString(entry, "prefix"),
                       .optional = ReadBoolField(reference, "optional").ValueOr(false)});
  };
  for (const MapView& entry : ReadMaps(container, "envFrom")) {
    add(entry, "configMapRef", EnvSource::Kind::kConfigMap);
    add(entry, "secretRef", EnvSource::Kind::kSecret);
  }
  return sources;
}

// A path with variables of the container in it, `$(NAME)`, counts as written.
std::string ReadSubPath(const MapView& mount) {
  std::string path = ReadString(mount, "subPath");
  return path.empty() ? ReadString(mount, "subPathExpr") : path;
}

std::vector<VolumeMount> ReadVolumeMounts(const MapView& container) {
  std::vector<VolumeMount> mounts;
  for (const MapView& mount : ReadMaps(container, "volumeMounts")) {
    mounts.push_back({.volume = ReadString(mount, "name"),
                      .path = ReadString(mount, "mountPath"),
                      .sub_path = ReadSubPath(mount),
                      .place = PlaceOf(*mount.map)});
  }
  return mounts;
}

// The words of `command` and `args`.
std::vector<const Node*> CommandWords(const MapView& container) {
  std::vector<const Node*> words;
  for (const std::string_view key : {"command", "args"}) {
    const Node* list = syntax::Find(container.map, key);
    if (list == nullptr || !list->IsList()) continue;
    for (const Node* word : list->items) {
      if (word->IsString()) words.push_back(word);
    }
  }
  return words;
}

void ReadCommand(const MapView& view, Container& container) {
  const std::vector<const Node*> words = CommandWords(view);
  std::string joined;
  for (const Node* word : words) {
    if (!HoldsSecret(word->text)) container.command.emplace_back(word->text);
    joined.append(word->text).append(" ");
  }
  container.command_shape = ShapeOf(joined);
  if (container.command_shape == ValueShape::kOther) return;
  for (const Node* word : words) {
    const std::string_view id = FindKeyId(word->text);
    if (id.empty()) continue;
    const auto begin = static_cast<uint32_t>(id.data() - word->text.data());
    container.command_place =
        PlaceOf(*word, syntax::TextRange{begin, begin + static_cast<uint32_t>(id.size())});
    return;
  }
}

Container ReadContainer(const MapView& container, Container::Kind kind, std::string_view scope) {
  Container result = {
      .kind = kind,
      .name = ReadTextField(container, "name", Field::kName, scope),
      .image = ReadTextField(container, "image", Field::kName, scope),
      .env = ReadEnv(container, scope),
      .env_from = ReadEnvFrom(container, scope),
      .volume_mounts = ReadVolumeMounts(container),
      .run_as_user = ReadIntField(Child(container, "securityContext"), "runAsUser"),
      .command = {},
      .place = PlaceOf(*container.map),
  };
  ReadCommand(container, result);
  return result;
}

std::vector<TokenProjection> ReadTokens(const MapView& volume, std::string_view scope) {
  std::vector<TokenProjection> tokens;
  for (const MapView& source : ReadMaps(Child(volume, "projected"), "sources")) {
    const MapView token = Child(source, "serviceAccountToken");
    if (token.map == nullptr) continue;
    tokens.push_back({.audience = ReadTextField(token, "audience", Field::kAudience, scope),
                      .expiration_seconds = ReadIntField(token, "expirationSeconds"),
                      .path = ReadString(token, "path"),
                      .place = PlaceOf(*token.map)});
  }
  return tokens;
}

// The Secrets of a `secret` volume, or among the sources of a projected one.
std::vector<std::string> ReadSecretNames(const MapView& volume) {
  std::vector<std::string> names;
  const auto add = [&names](std::string name) {
    if (!name.empty()) names.push_back(std::move(name));
  };
  add(ReadString(Child(volume, "secret"), "secretName"));
  for (const MapView& source : ReadMaps(Child(volume, "projected"), "sources")) {
    add(ReadString(Child(source, "secret"), "name"));
  }
  return names;
}

// The one key of a volume beside its name.
std::string ReadVolumeType(const MapView& volume) {
  for (const syntax::Pair& entry : EntriesOf(volume)) {
    if (entry.key->text != "name" && !entry.value->IsNull()) return std::string(entry.key->text);
  }
  return {};
}

}  // namespace

PodSpec ReadPodSpec(const Node& node, std::string_view scope) {
  const MapView spec = ViewOf(node);
  PodSpec result = {
      .service_account_name = ReadTextField(spec, "serviceAccountName", Field::kName, scope),
      .deprecated_service_account = ReadTextField(spec, "serviceAccount", Field::kName, scope),
      .automount = ReadBoolField(spec, "automountServiceAccountToken"),
      .host_network = ReadBoolField(spec, "hostNetwork"),
      .run_as_user = ReadIntField(Child(spec, "securityContext"), "runAsUser"),
      .fs_group = ReadIntField(Child(spec, "securityContext"), "fsGroup"),
      .os = ReadTextField(Child(spec, "os"), "name", Field::kName, scope),
      .node_selector = ReadAnnotations(Child(spec, "nodeSelector"), scope),
      .containers = {},
      .volumes = {},
      .place = PlaceOf(node),
  };
  for (const MapView& container : ReadMaps(spec, "initContainers")) {
    result.containers.push_back(ReadContainer(container, Container::Kind::kInit, scope));
  }
  for (const MapView& container : ReadMaps(spec, "containers")) {
    result.containers.push_back(ReadContainer(container, Container::Kind::kRegular, scope));
  }
  for (const MapView& volume : ReadMaps(spec, "volumes")) {
    result.volumes.push_back(
        {.name = ReadString(volume, "name"),
         .type = ReadVolumeType(volume),
         .tokens = ReadTokens(volume, scope),
         .default_mode = ReadIntField(Child(volume, "projected"), "defaultMode"),
         .secrets = ReadSecretNames(volume),
         .place = PlaceOf(*volume.map)});
  }
  return result;
}

}  // namespace irsalint::kube
