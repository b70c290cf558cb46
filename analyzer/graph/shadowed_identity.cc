#include "analyzer/graph/shadowed_identity.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <utility>

#include "analyzer/base/strings.h"
#include "analyzer/graph/chain_input.h"
#include "analyzer/graph/container_variables.h"
#include "analyzer/kube/endpoints.h"
#include "analyzer/syntax/holes.h"

namespace irsalint::graph {
namespace {

using base::Truth;
using Keys = ShadowedIdentity::Keys;

constexpr std::string_view kId = "AWS_ACCESS_KEY_ID";
constexpr std::string_view kSecret = "AWS_SECRET_ACCESS_KEY";
constexpr std::string_view kToken = "AWS_SESSION_TOKEN";

bool Has(const kube::Container& container, std::string_view name) {
  return kube::FindVariable(container, name) != nullptr;
}

// Told without a closer look: whether keys of the environment or a file may be in play at all.
bool MayHaveKeys(const kube::Container& container) {
  return !container.env_from.empty() || Has(container, kId) ||
         Has(container, "AWS_SHARED_CREDENTIALS_FILE") ||
         std::ranges::any_of(container.volume_mounts, [](const kube::VolumeMount& mount) {
           return base::Contains(mount.path, "/.aws");
         });
}

bool HasOwnIdentity(const kube::Container& container) {
  return Has(container, kube::kWebIdentityPair.first) ||
         Has(container, kube::kContainerCredentialsPair.first);
}

// Keys beside such an endpoint are none of AWS.
bool CallsElsewhere(const kube::Container& container, const ContainerVariables& variables) {
  const auto is_elsewhere = [](const auto& entry, std::string_view name) {
    return kube::IsEndpointElsewhere(name, entry.value);
  };
  for (const kube::EnvVar& variable : container.env) {
    if (is_elsewhere(variable, variable.name)) return true;
  }
  for (const kube::EnvSource& source : container.env_from) {
    const auto kind = source.kind == kube::EnvSource::Kind::kSecret
                          ? kube::EnvReference::Kind::kSecret
                          : kube::EnvReference::Kind::kConfigMap;
    const kube::AwsData* object = variables.FindObject(kind, source.name);
    if (object == nullptr) continue;
    for (const kube::AwsDataEntry& entry : object->entries) {
      if (is_elsewhere(entry, entry.key)) return true;
    }
  }
  return std::ranges::any_of(container.command, kube::NamesEndpointElsewhere);
}

// AWS's published pair is none here: the SDKs take it like any other.
bool IsPlaceholder(const Variable& variable) {
  const bool has_form =
      variable.entry != nullptr && variable.entry->shape != kube::ValueShape::kOther;
  return !has_form && variable.value.HasValue() && syntax::HoldsDummy(variable.value->literal());
}

// How one half of the key is known; nothing where it may not be there.
std::optional<Keys> CertaintyOf(const Variable& variable) {
  if (variable.set == Truth::kYes && !IsPlaceholder(variable)) return Keys::kSet;
  const bool is_required = variable.entry != nullptr && variable.entry->reference.has_value() &&
                           !variable.entry->reference->optional && variable.data == nullptr;
  if (variable.set == Truth::kMaybe && is_required) return Keys::kReferenced;
  return std::nullopt;
}

syntax::Place PlaceOf(const Variable& variable) {
  return variable.entry != nullptr ? variable.entry->value.place() : variable.data->place;
}

// What tells two keys apart: the id, or where it comes from.
std::string Written(const Variable& variable) {
  if (variable.entry == nullptr) return variable.data->key;
  if (variable.entry->value.HasValue()) return variable.entry->value->Written();
  if (!variable.entry->reference.has_value()) return variable.entry->name;
  const kube::EnvReference& reference = *variable.entry->reference;
  return reference.name->Written() + "/" + reference.key;
}

// Looks at one container of a pod as the webhook leaves it.
class Look {
 public:
  Look(const IdentityGraph& graph, const FinalContainer& container)
      : container_(container),
        variables_(graph, container.workload, container.container),
        input_(ChainInputOf(graph, container)) {}

  std::optional<ShadowedIdentity> Find() {
    if (!HasIdentity() || CallsElsewhere(container_.container, variables_)) return std::nullopt;
    if (!FindKeys() && !FindSharedFile()) return std::nullopt;
    AssumeThatTheIdentityWorks();
    for (const FamilyOutcome& family : Resolve(input_)) {
      const bool takes_key = family.IsProved() && (family.MayBe(Outcome::kStaticKeys) ||
                                                   family.MayBe(Outcome::kProfile));
      const bool takes_identity = family.IsProved() && (family.MayBe(Outcome::kWebIdentityRole) ||
                                                        family.MayBe(Outcome::kPodIdentityRole));
      if (takes_key) result_.shadowed.push_back(family.family);
      if (takes_identity) result_.spared.push_back(family.family);
    }
    if (result_.shadowed.empty()) return std::nullopt;
    return std::move(result_);
  }

 private:
  // Both variables of either pair. The injected ones are certain, too.
  bool HasIdentity() {
    const bool has_web_identity = input_.role_variable.holds == Truth::kYes &&
                                  input_.token_file_variable.holds == Truth::kYes;
    const bool has_pod_identity =
        input_.full_uri.holds == Truth::kYes && input_.full_uri_is_agent.holds == Truth::kYes;
    const kube::PresetPair& pair =
        has_web_identity ? kube::kWebIdentityPair : kube::kContainerCredentialsPair;
    const kube::EnvVar* variable = kube::FindVariable(container_.container, pair.first);
    if (variable != nullptr) result_.identity_place = variable->value.place();
    return has_web_identity || has_pod_identity;
  }

  bool FindKeys() {
    const Variable id = variables_.Find(kId);
    const Variable secret = variables_.Find(kSecret);
    const std::optional<Keys> of_id = CertaintyOf(id);
    const std::optional<Keys> of_secret = CertaintyOf(secret);
    if (!of_id.has_value() || !of_secret.has_value()) return false;
    result_.keys = std::max(*of_id, *of_secret);
    result_.value = Written(id);
    result_.key_places = {PlaceOf(id), PlaceOf(secret)};
    AddEntries({&id, &secret});
    input_.static_keys.holds = Truth::kYes;
    return true;
  }

  // What goes with the key where all of it stands in `env`.
  void AddEntries(std::initializer_list<const Variable*> halves) {
    for (const Variable* half : halves) {
      if (half->entry == nullptr) return result_.entries.clear();
      result_.entries.push_back(half->entry->place);
    }
    const kube::EnvVar* token = kube::FindVariable(container_.container, kToken);
    if (token != nullptr) result_.entries.push_back(token->place);
  }

  bool FindSharedFile() {
    if (input_.shared_files.holds != Truth::kYes || input_.shared_keys.holds != Truth::kYes) {
      return false;
    }
    const kube::AwsDataEntry* file = SharedKeyFileOf(container_, variables_);
    if (file == nullptr) return false;
    result_.keys = Keys::kSharedFile;
    result_.value = file->key;
    result_.key_places = {file->place};
    return true;
  }

  void AssumeThatTheIdentityWorks() {
    const Premise yes = {.holds = Truth::kYes};
    input_.token_file_usable = yes;
    input_.sts_accepts = yes;
    input_.agent_answers = yes;
  }

  const FinalContainer& container_;
  ContainerVariables variables_;
  ChainInput input_;
  ShadowedIdentity result_;
};

// Whether the container has its identity from the webhook, and no preset of its own.
bool InjectsIdentity(const PodInjection& injection, size_t container) {
  if (injection.mode() == kube::CredentialMode::kNone) return false;
  const std::string_view name = kube::PairOf(injection.mode()).first;
  return std::ranges::any_of(
      injection.injection.containers[container].env,
      [name](const kube::InjectedVariable& variable) { return variable.name == name; });
}

// Those of one workload as one account.
std::vector<ShadowedIdentity> Find(const IdentityGraph& graph, WorkloadId id,
                                   const PodInjection& injection) {
  const Workload& workload = graph[id];
  const kube::PodSpec spec = kube::Mutated(workload.object->spec, injection.injection);
  std::vector<ShadowedIdentity> found;
  for (size_t i = 0; i < spec.containers.size(); ++i) {
    if (!MayHaveKeys(workload.object->spec.containers[i])) continue;
    const FinalContainer container = {.workload = workload,
                                      .spec = spec,
                                      .container = spec.containers[i],
                                      .automount = std::nullopt};
    auto shadowed = Look(graph, container).Find();
    if (!shadowed.has_value()) continue;
    shadowed->workload = id;
    shadowed->container = i;
    if (InjectsIdentity(injection, i)) shadowed->injection = injection;
    found.push_back(*std::move(shadowed));
  }
  return found;
}

}  // namespace

std::vector<ShadowedIdentity> ShadowedIdentities(const IdentityGraph& graph) {
  const Webhooks webhooks(graph);
  std::vector<ShadowedIdentity> all;
  for (uint32_t i = 0; i < graph.workloads().size(); ++i) {
    const WorkloadId id{i};
    const kube::PodGlance& glance = graph[id].glance;
    if (!glance.speaks_of_aws && !glance.takes_variables) continue;
    const kube::PodSpec& spec = graph[id].object->spec;
    if (std::ranges::none_of(spec.containers, MayHaveKeys)) continue;
    if (!webhooks.MayInjectInto(id) && std::ranges::none_of(spec.containers, HasOwnIdentity)) {
      continue;
    }
    const std::vector<PodInjection> injections = webhooks.InjectionsInto(id);
    std::vector<ShadowedIdentity> found = Find(graph, id, injections.front());
    // It holds only if it does for every account that the pods may run as.
    for (size_t j = 1; j < injections.size() && !found.empty(); ++j) {
      const std::vector<ShadowedIdentity> others = Find(graph, id, injections[j]);
      std::erase_if(found, [&](const ShadowedIdentity& shadowed) {
        return std::ranges::find(others, shadowed.container, &ShadowedIdentity::container) ==
               others.end();
      });
    }
    std::ranges::move(found, std::back_inserter(all));
  }
  return all;
}

}  // namespace irsalint::graph
