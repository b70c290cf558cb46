#include "analyzer/graph/sts_endpoint.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <string_view>
#include <utility>

#include "analyzer/base/issuer.h"
#include "analyzer/base/partition.h"
#include "analyzer/base/strings.h"
#include "analyzer/base/sts_region.h"
#include "analyzer/graph/webhook.h"
#include "analyzer/kube/webhook_annotations.h"

namespace irsalint::graph {
namespace {

using base::Truth;
using Webhook = StsEndpoint::Webhook;

constexpr std::string_view kVariable = "AWS_STS_REGIONAL_ENDPOINTS";

std::optional<int> NumberIn(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// The one issuer whose tokens the trust policies of the claim's role may admit.
std::string BoundIssuer(const IdentityGraph& graph, const Claim& claim) {
  std::set<std::string> issuers;
  for (const TrustEdge& edge : claim.edges) {
    if (edge.admits == Truth::kNo) continue;
    for (const TrustedIssuer& issuer : graph[edge.policy].issuers) {
      if (issuer.kubernetes != Truth::kNo) issuers.insert(std::string(issuer.issuer.literal()));
    }
  }
  return issuers.size() == 1 ? *issuers.begin() : "";
}

std::optional<ClusterId> ClusterOf(const IdentityGraph& graph, const Claim& claim,
                                   std::string_view issuer) {
  if (graph[claim.unit].cluster.has_value()) return graph[claim.unit].cluster;
  if (issuer.empty()) return std::nullopt;
  const auto& clusters = graph.clusters();
  const auto found = std::ranges::find(clusters, issuer, &Cluster::issuer);
  if (found == clusters.end()) return std::nullopt;
  return ClusterId{static_cast<uint32_t>(found - clusters.begin())};
}

std::string RegionOf(const Cluster* cluster, std::string_view issuer) {
  if (cluster != nullptr && !cluster->region.empty()) return cluster->region;
  if (cluster != nullptr && !cluster->issuer.empty()) issuer = cluster->issuer;
  const auto eks = base::ParseEksIssuer(issuer);
  return eks.has_value() ? std::string(eks->region) : "";
}

Webhook WebhookOf(const Cluster* cluster) {
  if (cluster == nullptr) return Webhook::kUnknown;
  if (cluster->declared != nullptr) {
    const DeclaredWebhook& webhook = cluster->declared->webhook;
    // The flag of a webhook that is not EKS's own is off unless somebody sets it.
    const bool known = webhook.self_hosted || webhook.regional_sts.has_value();
    if (known) return webhook.regional_sts.value_or(false) ? Webhook::kRegional : Webhook::kOff;
  }
  const std::optional<bool> regional = EksMakesStsRegional(cluster->version);
  if (!regional.has_value()) return Webhook::kUnknown;
  return *regional ? Webhook::kRegional : Webhook::kOff;
}

bool SetsVariable(const kube::Container& container) {
  return std::ranges::any_of(container.env, [](const kube::EnvVar& variable) {
    const bool empty =
        variable.value.IsAbsent() || (variable.value.HasValue() && variable.value->IsEmpty());
    return variable.name == kVariable && !empty;
  });
}

bool IsSetByPods(const IdentityGraph& graph, const Account& account) {
  return !account.workloads.empty() &&
         std::ranges::all_of(account.workloads, [&graph](WorkloadId id) {
           return std::ranges::all_of(graph[id].object->spec.containers, SetsVariable);
         });
}

// Partitions other than `aws` have regional endpoints only.
bool MayHaveGlobalEndpoint(const Claim& claim, std::string_view region) {
  const std::string arn = claim.role_arn->Written();
  for (const base::Partition& partition : base::Partitions()) {
    const bool is_its_role = base::StartsWith(arn, "arn:" + std::string(partition.name) + ":");
    if (is_its_role && partition.name != "aws") return false;
  }
  return region.empty() || base::IsLegacyStsRegion(region);
}

}  // namespace

std::optional<bool> EksMakesStsRegional(std::string_view version) {
  constexpr int kFirstMinor = 22;
  const auto parts = base::SplitOnce(base::StripPrefix(version, "v").value_or(version), '.');
  if (!parts.has_value()) return std::nullopt;
  const auto major = NumberIn(parts->before);
  const auto minor = NumberIn(parts->after.substr(0, parts->after.find_first_of(".-+")));
  if (!major.has_value() || !minor.has_value()) return std::nullopt;
  return *major > 1 || (*major == 1 && *minor >= kFirstMinor);
}

std::vector<StsEndpoint> StsEndpointsOf(const IdentityGraph& graph) {
  std::vector<StsEndpoint> endpoints;
  for (uint32_t c = 0; c < graph.claims().size(); ++c) {
    const Claim& claim = graph[ClaimId{c}];
    const bool calls_sts = claim.origin == Claim::Origin::kAnnotation &&
                           claim.superseded == Truth::kNo && claim.account.has_value();
    if (!calls_sts) continue;
    StsEndpoint endpoint{.claim = ClaimId{c}};
    endpoint.issuer = BoundIssuer(graph, claim);
    endpoint.cluster = ClusterOf(graph, claim, endpoint.issuer);
    const Cluster* cluster = endpoint.cluster.has_value() ? &graph[*endpoint.cluster] : nullptr;
    endpoint.region = RegionOf(cluster, endpoint.issuer);
    if (!MayHaveGlobalEndpoint(claim, endpoint.region)) continue;
    endpoint.webhook = WebhookOf(cluster);
    const Account& account = graph[*claim.account];
    endpoint.annotation = account.object->meta.FindAnnotation(kube::AnnotationOf(
        kube::WebhookKey::kStsRegionalEndpoints, WebhookPrefixOf(graph, claim.unit)));
    if (endpoint.annotation != nullptr && endpoint.annotation->value.HasValue()) {
      endpoint.annotated = kube::ReadStsRegionalEndpoints(endpoint.annotation->value->literal());
    }
    endpoint.set_by_pods = IsSetByPods(graph, account);
    endpoints.push_back(std::move(endpoint));
  }
  return endpoints;
}

}  // namespace irsalint::graph
