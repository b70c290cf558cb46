#include "analyzer/graph/token_expirations.h"

#include <algorithm>
#include <utility>

#include "analyzer/base/issuer.h"
#include "analyzer/graph/annotation_sets.h"
#include "analyzer/graph/aws_identity.h"
#include "analyzer/graph/pod_injection.h"
#include "analyzer/graph/webhook.h"
#include "analyzer/kube/pod_validation.h"
#include "analyzer/kube/token_claims.h"
#include "analyzer/kube/webhook_annotations.h"

namespace irsalint::graph {
namespace {

using Kind = TokenExpirationFault::Kind;
using PodFaultKind = kube::PodFault::Kind;

constexpr int64_t kMostSeconds = int64_t{1} << 32;  // that the API server takes

// Whether the webhook reads an annotation of this set for pods that it injects a token into.
bool Counts(const IdentityGraph& graph, std::optional<Webhooks>& webhooks,
            const AnnotationSet& set) {
  if (!kube::ReadsFrom(kube::WebhookKey::kTokenExpiration, set.holder())) return false;
  if (set.account.has_value()) return AwsIdentityOf(graph, *set.account).has_value();
  if (!set.workload.has_value()) return false;
  if (!webhooks.has_value()) webhooks.emplace(graph);
  if (!webhooks->MayInjectInto(*set.workload)) return false;
  return std::ranges::all_of(webhooks->InjectionsInto(*set.workload),
                             [](const PodInjection& injection) {
                               return injection.mode() != kube::CredentialMode::kNone;
                             });
}

// Whether the cluster of a unit is known to be one of EKS.
bool IsEks(const IdentityGraph& graph, UnitId unit) {
  const std::optional<ClusterId> cluster = graph[unit].cluster;
  return cluster.has_value() &&
         (graph[*cluster].object != nullptr || base::LooksLikeEksIssuer(graph[*cluster].issuer));
}

std::optional<TokenExpirationFault> FaultOf(const IdentityGraph& graph, const AnnotationSet& set,
                                            const kube::Annotation& annotation) {
  if (!annotation.value.HasValue() || !annotation.value->IsLiteral()) return std::nullopt;
  const std::optional<int64_t> seconds = kube::ReadTokenExpiration(annotation.value->literal());
  if (!seconds.has_value()) return std::nullopt;
  TokenExpirationFault fault = {.unit = set.unit,
                                .object = set.object,
                                .annotation = &annotation,
                                .asked = std::to_string(*seconds),
                                .refusal = {},
                                .place = annotation.value.place()};
  const bool is_self_hosted = SelfHostedWebhookOf(graph, set.unit) != nullptr;
  if (*seconds < kube::kLeastTokenExpiration) {
    fault.kind = Kind::kRaised;
    fault.granted = kube::kLeastTokenExpiration;
  } else if (*seconds > kMostSeconds) {
    fault.kind = Kind::kRefused;
    fault.granted = is_self_hosted ? kMostSeconds : *kube::kEksTokenLimits.longest;
    fault.refusal = "expirationSeconds may not specify a duration larger than 2^32 seconds";
  } else if (!is_self_hosted && *seconds > *kube::kEksTokenLimits.longest) {
    fault.kind = Kind::kShortened;
    fault.granted = *kube::kEksTokenLimits.longest;
    fault.inferred = !IsEks(graph, set.unit);
  } else {
    return std::nullopt;
  }
  return fault;
}

void AddProjected(const Workload& workload, std::vector<TokenExpirationFault>& faults) {
  if (!workload.glance.projects_tokens) return;
  const kube::PodSpec& spec = workload.object->spec;
  for (const kube::PodFault& refused :
       kube::PodFaultsOf(spec, kube::VolumeListOf(workload.object->meta))) {
    const bool is_short = refused.kind == PodFaultKind::kShortExpiration;
    if (!is_short && refused.kind != PodFaultKind::kLongExpiration) continue;
    faults.push_back({.kind = Kind::kRefused,
                      .unit = workload.unit,
                      .object = &workload.object->meta,
                      .asked = refused.value,
                      .granted = is_short ? kube::kLeastTokenExpiration : kMostSeconds,
                      .refusal = refused.message,
                      .place = refused.place});
  }
}

}  // namespace

std::vector<TokenExpirationFault> TokenExpirationFaults(const IdentityGraph& graph) {
  std::optional<Webhooks> webhooks;  // they look at the whole input, and few pods need it
  std::vector<TokenExpirationFault> faults;
  for (const AnnotationSet& set : AnnotationSets(graph)) {
    const kube::Annotation* annotation = FindWebhookAnnotation(graph, set.unit, *set.annotations,
                                                               kube::WebhookKey::kTokenExpiration);
    if (annotation == nullptr || !Counts(graph, webhooks, set)) continue;
    auto fault = FaultOf(graph, set, *annotation);
    if (fault.has_value()) faults.push_back(*std::move(fault));
  }
  for (const Workload& workload : graph.workloads()) AddProjected(workload, faults);
  return faults;
}

}  // namespace irsalint::graph
