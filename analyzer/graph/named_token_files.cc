#include "analyzer/graph/named_token_files.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "analyzer/kube/automount.h"

namespace irsalint::graph {
namespace {

constexpr std::array kVariables = {kube::kWebIdentityPair.second,
                                   kube::kContainerCredentialsPair.second};

// Whether a pod says anything of its own about token files.
bool IsWorthALook(const Workload& workload) {
  if (!workload.glance.speaks_of_aws && !workload.glance.projects_tokens) return false;
  const kube::PodSpec& spec = workload.object->spec;
  const bool names_file =
      std::ranges::any_of(spec.containers, [](const kube::Container& container) {
        return std::ranges::any_of(kVariables, [&](std::string_view name) {
          return kube::FindVariable(container, name) != nullptr;
        });
      });
  return names_file || std::ranges::any_of(spec.volumes, [](const kube::Volume& volume) {
           return !volume.tokens.empty() && !volume.default_mode.IsAbsent();
         });
}

std::vector<NamedTokenFile> FilesOf(const IdentityGraph& graph, WorkloadId id,
                                    const PodInjection& injection) {
  const kube::PodSpec spec = kube::Mutated(graph[id].object->spec, injection.injection);
  const kube::ServiceAccount* account =
      injection.account.has_value() ? graph[*injection.account].object : nullptr;
  const std::optional<kube::EffectiveAutomount> automount =
      kube::EffectiveAutomountOf(spec, account);
  std::vector<NamedTokenFile> files;
  for (size_t i = 0; i < spec.containers.size(); ++i) {
    const kube::Container& container = spec.containers[i];
    for (const std::string_view name : kVariables) {
      const kube::EnvVar* variable = kube::FindVariable(container, name);
      if (variable == nullptr || !variable->value.HasValue()) continue;
      const kube::TokenFile file = kube::TokenFileAt(spec, container, *variable->value, automount);
      NamedTokenFile named = {.workload = id,
                              .container = i,
                              .variable = std::string(name),
                              .path = variable->value->Written(),
                              .variable_place = variable->value.place(),
                              .kind = file.kind,
                              .exists = file.exists,
                              .token_place = {},
                              .mode = {},
                              .mode_place = {},
                              .access = {}};
      if (file.token != nullptr) named.token_place = file.token->place;
      if (file.volume != nullptr) named.mode_place = file.volume->default_mode.place();
      if (file.IsToken()) {
        const auto mode = kube::TokenFileModeOf(spec, file.volume);
        if (mode.has_value()) named.mode = kube::ModeText(mode->mode);
        named.access = kube::TokenAccessOf(spec, container, file.volume);
      }
      files.push_back(std::move(named));
    }
  }
  return files;
}

bool IsSame(const NamedTokenFile& a, const NamedTokenFile& b) {
  return a.container == b.container && a.variable == b.variable && a.path == b.path &&
         a.kind == b.kind && a.access.readable == b.access.readable;
}

// What holds for every account. Whether a file is there is known only where all agree.
void KeepCommon(std::vector<NamedTokenFile>& files, const std::vector<NamedTokenFile>& others) {
  std::erase_if(files, [&](NamedTokenFile& file) {
    const auto other = std::ranges::find_if(
        others, [&](const NamedTokenFile& candidate) { return IsSame(file, candidate); });
    if (other == others.end()) return true;
    if (file.exists != other->exists) file.exists = base::Truth::kMaybe;
    return false;
  });
}

}  // namespace

std::vector<NamedTokenFile> NamedTokenFiles(const IdentityGraph& graph) {
  const Webhooks webhooks(graph);
  std::vector<NamedTokenFile> all;
  for (uint32_t i = 0; i < graph.workloads().size(); ++i) {
    const WorkloadId id{i};
    if (!IsWorthALook(graph[id])) continue;
    const std::vector<PodInjection> injections = webhooks.InjectionsInto(id);
    std::vector<NamedTokenFile> files = FilesOf(graph, id, injections.front());
    for (size_t j = 1; j < injections.size(); ++j) {
      KeepCommon(files, FilesOf(graph, id, injections[j]));
    }
    std::ranges::move(files, std::back_inserter(all));
  }
  return all;
}

}  // namespace irsalint::graph
