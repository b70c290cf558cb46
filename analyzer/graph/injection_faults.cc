#include "analyzer/graph/injection_faults.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "analyzer/graph/container_variables.h"
#include "analyzer/kube/automount.h"
#include "analyzer/kube/token_file.h"

namespace irsalint::graph {
namespace {

using base::Truth;
using kube::Container;
using kube::ContainerInjection;
using kube::CredentialMode;
using kube::EnvVar;
using Kind = InjectionFault::Kind;

constexpr std::string_view kRegion = "AWS_REGION";
constexpr std::string_view kDefaultRegion = "AWS_DEFAULT_REGION";

// Judges one container.
class ContainerFaults {
 public:
  ContainerFaults(const IdentityGraph& graph, const Workload& workload,
                  const PodInjection& injection, const kube::PodSpec& mutated, size_t index)
      : graph_(graph),
        workload_(workload),
        injection_(injection),
        settings_(injection.injection.settings),
        mutated_(mutated),
        index_(index),
        original_(workload.object->spec.containers[index]) {}

  std::vector<InjectionFault> Find() && {
    JudgePair();
    JudgeOtherMechanism();
    JudgeOverridden();
    JudgeRegion();
    return std::move(faults_);
  }

 private:
  InjectionFault& Add(Kind kind, const EnvVar& preset) {
    faults_.push_back(
        {.kind = kind, .container = index_, .preset = preset.name, .place = preset.place});
    return faults_.back();
  }

  const EnvVar* Preset(std::string_view name) const { return kube::FindVariable(original_, name); }

  void JudgePair() {
    const kube::PresetPair& pair = kube::PairOf(settings_.mode);
    const EnvVar* first = Preset(pair.first);
    const EnvVar* second = Preset(pair.second);
    if (first == nullptr && second == nullptr) return;
    if (first != nullptr && second != nullptr) {
      JudgeTokenFile(*first, *second);
      return;
    }
    const EnvVar& preset = first != nullptr ? *first : *second;
    Add(Kind::kHalfPair, preset).missing = first != nullptr ? pair.second : pair.first;
  }

  void JudgeTokenFile(const EnvVar& first, const EnvVar& token_variable) {
    if (token_variable.value.HasValue()) {
      const kube::TokenFile file =
          kube::TokenFileAt(mutated_, mutated_.containers[index_], *token_variable.value,
                            kube::EffectiveAutomountOf(workload_.object->spec, AccountObject()));
      if (file.exists == Truth::kNo) {
        InjectionFault& fault = Add(Kind::kNoTokenFile, token_variable);
        fault.found = token_variable.value->Written();
        fault.why = file.why;
        return;
      }
    }
    if (settings_.mode != CredentialMode::kWebIdentity || !first.value.HasValue()) return;
    const syntax::Text& wanted = settings_.role_arn.value;
    if (first.value->IsEmpty() || Equal(*first.value, wanted) != Truth::kNo) return;
    InjectionFault& fault = Add(Kind::kOtherRole, first);
    fault.found = first.value->Written();
    fault.wanted = wanted.Written();
  }

  void JudgeOtherMechanism() {
    if (settings_.mode != CredentialMode::kContainerCredentials) return;
    const EnvVar* role = Preset(kube::kWebIdentityPair.first);
    if (role == nullptr || Preset(kube::kWebIdentityPair.second) == nullptr) return;
    Add(Kind::kOtherMechanism, *role).found = role->value.HasValue() ? role->value->Written() : "";
  }

  void JudgeOverridden() {
    const bool injects_role =
        settings_.mode == CredentialMode::kWebIdentity &&
        std::ranges::any_of(injection_.injection.containers[index_].env,
                            [](const kube::InjectedVariable& variable) {
                              return variable.name == kube::kWebIdentityPair.first;
                            });
    if (!injects_role) return;
    const kube::AwsDataEntry* entry =
        ContainerVariables(graph_, workload_, original_).Find(kube::kWebIdentityPair.first).data;
    if (entry == nullptr || !entry->value.HasValue()) return;
    const syntax::Text& wanted = settings_.role_arn.value;
    if (Equal(*entry->value, wanted) != Truth::kNo) return;
    faults_.push_back({.kind = Kind::kOverridden,
                       .container = index_,
                       .preset = std::string(kube::kWebIdentityPair.first),
                       .found = entry->value->Written(),
                       .wanted = wanted.Written(),
                       .place = entry->value.place()});
  }

  void JudgeRegion() {
    const EnvVar* region = Preset(kRegion);
    const EnvVar* other = Preset(kDefaultRegion);
    if ((region == nullptr) == (other == nullptr)) return;
    Add(Kind::kHalfRegion, region != nullptr ? *region : *other).missing =
        region != nullptr ? kDefaultRegion : kRegion;
  }

  const kube::ServiceAccount* AccountObject() const {
    return injection_.account.has_value() ? graph_[*injection_.account].object : nullptr;
  }

  const IdentityGraph& graph_;
  const Workload& workload_;
  const PodInjection& injection_;
  const kube::InjectionSettings& settings_;
  const kube::PodSpec& mutated_;
  size_t index_;
  const Container& original_;
  std::vector<InjectionFault> faults_;
};

}  // namespace

std::vector<InjectionFault> InjectionFaultsOf(const IdentityGraph& graph, const Workload& workload,
                                              const PodInjection& injection) {
  std::vector<InjectionFault> faults;
  if (injection.mode() == CredentialMode::kNone) return faults;
  const kube::PodSpec mutated = kube::Mutated(workload.object->spec, injection.injection);
  for (size_t i = 0; i < injection.injection.containers.size(); ++i) {
    const ContainerInjection& change = injection.injection.containers[i];
    if (change.treatment == ContainerInjection::Treatment::kSkipped) continue;
    for (InjectionFault& fault : ContainerFaults(graph, workload, injection, mutated, i).Find()) {
      faults.push_back(std::move(fault));
    }
  }
  return faults;
}

}  // namespace irsalint::graph
