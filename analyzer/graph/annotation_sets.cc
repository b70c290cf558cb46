#include "analyzer/graph/annotation_sets.h"

#include <utility>

#include "analyzer/graph/annotation_prefixes.h"
#include "analyzer/kube/workload_kind.h"

namespace irsalint::graph {
namespace {

using On = AnnotationSet::On;

class Collector {
 public:
  explicit Collector(const IdentityGraph& graph) : graph_(graph) {}

  void Add(AnnotationSet set) {
    if (set.annotations->empty()) return;
    if (unit_ != set.unit) {
      unit_ = set.unit;
      prefixes_ = AnnotationPrefixes(graph_, set.unit);
    }
    set.prefixes = prefixes_;
    sets_.push_back(std::move(set));
  }

  void AddAccount(AccountId id) {
    const Account& account = graph_[id];
    Add({.on = On::kServiceAccount,
         .unit = account.unit,
         .object = &account.object->meta,
         .annotations = &account.object->meta.annotations,
         .workload = std::nullopt,
         .account = id});
  }

  void AddWorkload(WorkloadId id) {
    const Workload& workload = graph_[id];
    const kube::Workload& object = *workload.object;
    if (object.template_annotations.empty() && object.meta.annotations.empty()) return;
    if (!kube::IsCoreWorkload(object.meta)) return;
    const bool is_pod = object.meta.kind == "Pod";
    Add({.on = is_pod ? On::kPod : On::kPodTemplate,
         .unit = workload.unit,
         .object = &object.meta,
         .annotations = &object.template_annotations,
         .workload = id,
         .account = std::nullopt});
    if (is_pod) return;
    Add({.on = On::kWorkload,
         .unit = workload.unit,
         .object = &object.meta,
         .annotations = &object.meta.annotations,
         .workload = id,
         .account = std::nullopt});
  }

  void AddNamespaces(UnitId unit) {
    for (const kube::ObjectMeta& object : graph_[unit].facts->namespaces) {
      Add({.on = On::kNamespace,
           .unit = unit,
           .object = &object,
           .annotations = &object.annotations,
           .workload = std::nullopt,
           .account = std::nullopt});
    }
  }

  std::vector<AnnotationSet> Take() && { return std::move(sets_); }

 private:
  const IdentityGraph& graph_;
  std::optional<UnitId> unit_;  // whose prefixes these are; objects come unit by unit
  std::vector<std::string_view> prefixes_;
  std::vector<AnnotationSet> sets_;
};

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
  Collector collector(graph);
  for (uint32_t a = 0; a < graph.accounts().size(); ++a) collector.AddAccount(AccountId{a});
  for (uint32_t w = 0; w < graph.workloads().size(); ++w) collector.AddWorkload(WorkloadId{w});
  for (uint32_t u = 0; u < graph.units().size(); ++u) collector.AddNamespaces(UnitId{u});
  return std::move(collector).Take();
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
