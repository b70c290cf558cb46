#include "analyzer/graph/annotation_sets.h"

#include "analyzer/graph/annotation_prefixes.h"
#include "analyzer/kube/workload_kind.h"

namespace irsalint::graph {
namespace {

using On = AnnotationSet::On;

void AddWorkload(const IdentityGraph& graph, WorkloadId id, std::vector<AnnotationSet>& sets) {
  const Workload& workload = graph[id];
  const kube::Workload& object = *workload.object;
  if (!kube::IsCoreWorkload(object.meta)) return;
  const bool is_pod = object.meta.kind == "Pod";
  sets.push_back({.on = is_pod ? On::kPod : On::kPodTemplate,
                  .unit = workload.unit,
                  .object = &object.meta,
                  .annotations = &object.template_annotations,
                  .workload = id,
                  .account = std::nullopt});
  if (is_pod) return;
  sets.push_back({.on = On::kWorkload,
                  .unit = workload.unit,
                  .object = &object.meta,
                  .annotations = &object.meta.annotations,
                  .workload = id,
                  .account = std::nullopt});
}

}  // namespace

kube::AnnotationHolder AnnotationSet::holder() const {
  switch (on) {
    case On::kServiceAccount:
      return kube::AnnotationHolder::kServiceAccount;
    case On::kPod:
    case On::kPodTemplate:
      return kube::AnnotationHolder::kPod;
    case On::kWorkload:
    case On::kNamespace:
      return kube::AnnotationHolder::kOther;
  }
  return kube::AnnotationHolder::kOther;
}

std::vector<AnnotationSet> AnnotationSets(const IdentityGraph& graph) {
  std::vector<AnnotationSet> sets;
  for (uint32_t a = 0; a < graph.accounts().size(); ++a) {
    const Account& account = graph[AccountId{a}];
    sets.push_back({.on = On::kServiceAccount,
                    .unit = account.unit,
                    .object = &account.object->meta,
                    .annotations = &account.object->meta.annotations,
                    .workload = std::nullopt,
                    .account = AccountId{a}});
  }
  for (uint32_t w = 0; w < graph.workloads().size(); ++w) AddWorkload(graph, WorkloadId{w}, sets);
  for (uint32_t u = 0; u < graph.units().size(); ++u) {
    for (const kube::ObjectMeta& object : graph[UnitId{u}].facts->namespaces) {
      sets.push_back({.on = On::kNamespace,
                      .unit = UnitId{u},
                      .object = &object,
                      .annotations = &object.annotations,
                      .workload = std::nullopt,
                      .account = std::nullopt});
    }
  }
  return sets;
}

const kube::Annotation* FindWebhookAnnotation(const IdentityGraph& graph, UnitId unit,
                                              const std::vector<kube::Annotation>& annotations,
                                              kube::WebhookKey key) {
  for (const std::string_view prefix : AnnotationPrefixes(graph, unit)) {
    for (const kube::Annotation& annotation : annotations) {
      if (kube::WebhookKeyOf(annotation.key, prefix) == key) return &annotation;
    }
  }
  return nullptr;
}

}  // namespace irsalint::graph
