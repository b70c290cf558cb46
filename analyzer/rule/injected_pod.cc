#include "analyzer/rule/injected_pod.h"

#include <fmt/format.h>

#include <algorithm>

#include "analyzer/rule/chain.h"

namespace irsalint::rule {
namespace {

using kube::CredentialMode;

bool Injects(const graph::PodInjection& injection) {
  return injection.mode() != CredentialMode::kNone;
}

// What gives the account its identity: the association, else the value behind its role.
Location SourceOf(const graph::IdentityGraph& graph, const graph::PodInjection& injection) {
  if (injection.association.has_value()) {
    return {.place = graph[*injection.association].object->place,
            .message = "the account has this EKS Pod Identity association"};
  }
  const auto& role = injection.injection.settings.role_arn;
  const std::string_view holder =
      role.origin == kube::SettingOrigin::kConfigMap ? "the webhook's ConfigMap" : "the account";
  return {.place = role.place, .message = fmt::format("{} has this role", holder)};
}

}  // namespace

std::vector<InjectedPod> InjectedPods(const graph::IdentityGraph& graph) {
  const graph::Webhooks webhooks(graph);
  std::vector<InjectedPod> pods;
  for (uint32_t i = 0; i < graph.workloads().size(); ++i) {
    if (!webhooks.MayInjectInto(graph::WorkloadId{i})) continue;
    std::vector<graph::PodInjection> injections = webhooks.InjectionsInto(graph::WorkloadId{i});
    if (!std::ranges::all_of(injections, Injects)) continue;
    pods.push_back({.workload = &graph.workloads()[i], .injection = std::move(injections.front())});
  }
  return pods;
}

void DescribeInjectedPod(const RuleContext& context, const InjectedPod& pod, Finding& finding) {
  const kube::ObjectMeta& meta = pod.workload->object->meta;
  finding.subject = {.kind = meta.kind,
                     .namespace_name = pod.workload->namespace_name.Written(),
                     .name = meta.name->Written()};
  Location source = SourceOf(context.graph, pod.injection);
  if (source.place.IsValid()) finding.related.push_back(std::move(source));
  const bool is_sure = pod.injection.certainty == base::Truth::kYes &&
                       !context.graph.MayBePatched(pod.workload->unit);
  if (!is_sure) finding.confidence = Confidence::kMedium;
}

}  // namespace irsalint::rule
