#include "analyzer/graph/pod_injection.h"

#include <algorithm>
#include <utility>

#include "analyzer/graph/webhook.h"

namespace irsalint::graph {
namespace {

using base::Truth;
using syntax::HoleRange;

// Whether an association is for the account of a workload. One of another cluster than the
// workload's is not.
Truth IsFor(const IdentityGraph& graph, const Association& association, const Workload& workload) {
  const facts::PodIdentityAssociation& object = *association.object;
  const Truth name =
      Equal(*object.service_account, workload.account.name, HoleRange::kWithoutColon);
  if (name == Truth::kNo) return Truth::kNo;
  const Truth same =
      And(name, Equal(*object.namespace_name, workload.namespace_name, HoleRange::kWithoutColon));
  const std::optional<ClusterId> cluster = graph[workload.unit].cluster;
  const bool is_elsewhere = cluster.has_value() && !graph[*cluster].name.empty() &&
                            object.cluster.HasValue() && object.cluster->IsLiteral() &&
                            object.cluster->literal() != graph[*cluster].name;
  return is_elsewhere ? Truth::kNo : same;
}

struct FoundAssociation {
  std::optional<AssociationId> id;
  Truth truth = Truth::kNo;
};

FoundAssociation AssociationFor(const IdentityGraph& graph, const Workload& workload) {
  FoundAssociation found;
  for (uint32_t i = 0; i < graph.associations().size(); ++i) {
    const Truth truth = IsFor(graph, graph.associations()[i], workload);
    if (truth <= found.truth) continue;
    found = {.id = AssociationId{i}, .truth = truth};
  }
  return found;
}

}  // namespace

Webhooks::Webhooks(const IdentityGraph& graph) : graph_(graph) {
  for (const Unit& unit : graph.units()) {
    std::vector<kube::ConfigMapIdentity>& entries = config_maps_.emplace_back();
    for (const kube::AwsData& data : unit.facts->aws_data) {
      if (!kube::IsWebhookConfigMap(data)) continue;
      auto identities = kube::IdentitiesOfConfigMap(data);
      if (identities.has_value()) entries = *std::move(identities);
      has_config_map_ |= !entries.empty();
    }
  }
}

bool Webhooks::MayInjectInto(WorkloadId id) const {
  if (has_config_map_ || !graph_.associations().empty()) return true;
  return std::ranges::any_of(graph_[id].accounts, [this](const AccountEdge& edge) {
    return !graph_[edge.account].claims.empty();
  });
}

std::vector<PodInjection> Webhooks::InjectionsInto(WorkloadId id) const {
  const Workload& workload = graph_[id];
  std::vector<PodInjection> injections;
  for (const AccountEdge& edge : workload.accounts) {
    injections.push_back(InjectionInto(workload, &edge));
  }
  if (injections.empty()) injections.push_back(InjectionInto(workload, nullptr));
  return injections;
}

PodInjection Webhooks::InjectionInto(const Workload& workload, const AccountEdge* edge) const {
  const FoundAssociation association = AssociationFor(graph_, workload);
  PodInjection result = {.account = std::nullopt,
                         .association = association.id,
                         .flags = WebhookFlagsOf(graph_, workload.unit),
                         .injection = {}};
  kube::AccountSources sources = {.has_association = association.id.has_value(),
                                  .account = nullptr,
                                  .config_map = ConfigMapEntryFor(workload)};
  if (edge != nullptr) {
    result.account = edge->account;
    result.certainty = edge->truth;
    sources.account = graph_[edge->account].object;
  }
  if (association.id.has_value()) {
    result.certainty = And(result.certainty, association.truth);
  }
  const std::vector<kube::Annotation>& annotations = workload.object->template_annotations;
  result.injection =
      kube::InjectionOf(workload.object->spec, kube::SettingsOf(sources, annotations, result.flags),
                        kube::SkippedContainersOf(annotations, result.flags));
  return result;
}

// A webhook watches one ConfigMap of its own cluster: that of the workload's unit, or of a unit of
// the same cluster.
const kube::ConfigMapIdentity* Webhooks::ConfigMapEntryFor(const Workload& workload) const {
  const Unit& own = graph_[workload.unit];
  for (size_t i = 0; i < config_maps_.size(); ++i) {
    if (config_maps_[i].empty()) continue;
    const bool is_near = i == workload.unit.value ||
                         (own.cluster.has_value() && graph_.units()[i].cluster == own.cluster);
    if (!is_near) continue;
    const kube::ConfigMapIdentity* entry = kube::FindIdentity(
        config_maps_[i], workload.namespace_name.Written(), workload.account.name.Written());
    if (entry != nullptr) return entry;
  }
  return nullptr;
}

}  // namespace irsalint::graph
