#include "analyzer/explain/pod_patch.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "analyzer/explain/json_text.h"
#include "analyzer/explain/node_json.h"
#include "analyzer/explain/typed_container.h"
#include "analyzer/explain/yaml_text.h"

namespace irsalint::explain {
namespace {

using Json = nlohmann::ordered_json;
using kube::ContainerInjection;
using kube::CredentialMode;
using kube::Injection;
using syntax::Node;

constexpr std::string_view kLabel = "eks.amazonaws.com/pod-identity";
constexpr std::string_view kLabelPointer = "/metadata/labels/eks.amazonaws.com~1pod-identity";

Json Add(std::string_view path, Json value) {
  return {{"op", "add"}, {"path", path}, {"value", std::move(value)}};
}

bool IsPresent(const Node* node) { return node != nullptr && !node->IsNull(); }

Json VolumeOf(const Injection& injection) {
  const kube::InjectionSettings& settings = injection.settings;
  Json token = Json::object();
  if (!settings.audience.value.IsEmpty()) token["audience"] = settings.audience.value.Written();
  if (settings.expiration.value.has_value()) {
    token["expirationSeconds"] = settings.expiration.value->least;
  }
  token["path"] = settings.token_file;
  return {{"name", settings.volume_name},
          {"projected", {{"sources", Json::array({{{"serviceAccountToken", token}}})}}}};
}

Json ContainerOf(const Node& node, const Injection& injection, const ContainerInjection& change) {
  Json container = JsonOf(node);
  for (const kube::InjectedVariable& variable : change.env) {
    if (variable.certainty != base::Truth::kYes) continue;
    container["env"].push_back({{"name", variable.name}, {"value", variable.value.Written()}});
  }
  if (change.adds_mount) {
    container["volumeMounts"].push_back({{"name", injection.settings.volume_name},
                                         {"readOnly", true},
                                         {"mountPath", injection.settings.mount_path}});
  }
  return TypedContainer(container);
}

// The containers of one list of the spec, of which the first is number `*next` of the injection.
Json ContainersOf(const Node* list, const Injection& injection, size_t* next) {
  Json containers = Json::array();
  if (list == nullptr) return containers;
  for (const Node* item : list->items) {
    if (!item->IsMap()) continue;
    containers.push_back(ContainerOf(*item, injection, injection.containers[*next]));
    ++*next;
  }
  return containers;
}

Json PatchOf(const Node& pod, const Injection& injection) {
  Json patch = Json::array();
  if (injection.settings.mode == CredentialMode::kNone) return patch;
  if (injection.adds_label) {
    const bool has_labels = IsPresent(syntax::FindPath(&pod, "metadata", "labels"));
    patch.push_back(has_labels ? Add(kLabelPointer, "enabled")
                               : Add("/metadata/labels", {{kLabel, "enabled"}}));
  }
  const Node* spec = syntax::Find(&pod, "spec");
  if (injection.adds_volume) {
    const bool has_volumes = IsPresent(syntax::Find(spec, "volumes"));
    patch.push_back(has_volumes ? Add("/spec/volumes/0", VolumeOf(injection))
                                : Add("/spec/volumes", Json::array({VolumeOf(injection)})));
  }
  // Init containers come first in the injection, and last in the patch.
  size_t next = 0;
  Json init = ContainersOf(syntax::Find(spec, "initContainers"), injection, &next);
  patch.push_back(
      Add("/spec/containers", ContainersOf(syntax::Find(spec, "containers"), injection, &next)));
  if (!init.empty()) patch.push_back(Add("/spec/initContainers", std::move(init)));
  return patch;
}

// A Pod as it is, of a template the Pod that is made of it.
Json PodOf(const Node& pod) {
  Json json = JsonOf(pod);
  if (json.contains("kind")) return json;
  Json whole = {{"apiVersion", "v1"}, {"kind", "Pod"}};
  whole.update(json);
  return whole;
}

}  // namespace

std::string PodPatchJson(const Node& pod, const Injection& injection) {
  return ToText(PatchOf(pod, injection));
}

std::string PatchedPodYaml(const Node& pod, const Injection& injection) {
  Json patched = PodOf(pod);
  for (const char* key : {"metadata", "spec"}) {
    if (!patched.contains(key) || patched[key].is_null()) patched[key] = Json::object();
  }
  return YamlText(patched.patch(PatchOf(pod, injection)));
}

}  // namespace irsalint::explain
