#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "analyzer/graph/identity_graph.h"
#include "analyzer/kube/webhook_annotations.h"

namespace irsalint::graph {

// The annotations of one object, as far as people write the webhook's there: of a service account,
// of a pod or the template of pods, of a workload itself, of a namespace.
struct AnnotationSet {
  enum class On : uint8_t { kServiceAccount, kPod, kPodTemplate, kWorkload, kNamespace };

  On on = On::kServiceAccount;
  UnitId unit;
  const kube::ObjectMeta* object = nullptr;  // that carries them
  const std::vector<kube::Annotation>* annotations = nullptr;
  std::optional<WorkloadId> workload;           // kPod, kPodTemplate, kWorkload
  std::optional<AccountId> account;             // kServiceAccount
  std::vector<std::string_view> prefixes = {};  // that the webhook of the unit may have

  // What the webhook sees in it.
  kube::AnnotationHolder holder() const;
};

// All of the input that hold anything. Custom resources are left out: their controllers may read
// what they like.
std::vector<AnnotationSet> AnnotationSets(const IdentityGraph& graph);

// The annotation with this key, under any of the unit's prefixes; null if there is none.
const kube::Annotation* FindWebhookAnnotation(const IdentityGraph& graph, UnitId unit,
                                              const std::vector<kube::Annotation>& annotations,
                                              kube::WebhookKey key);

}  // namespace irsalint::graph
