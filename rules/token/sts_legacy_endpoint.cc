#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>

#include "analyzer/base/strings.h"
#include "analyzer/base/sts_region.h"
#include "analyzer/graph/sts_endpoint.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::token::sts_legacy_endpoint {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A container sets `AWS_STS_REGIONAL_ENDPOINTS` to `legacy` in one of the 16 regions in which the SDKs
then call the global endpoint `sts.amazonaws.com`. With lower severity: an account with a role sets
`eks.amazonaws.com/sts-regional-endpoints` to false, so that the webhook sets nothing and the SDK's own
default decides.

## Why it matters

The global endpoint is slower, an outage in another region stops your pods, a private cluster does
not reach it, and its tokens are not valid in regions that one opts into.

## When it stays silent

In every other region and partition: SDKs call the regional endpoint there whatever they are told.
For the variable also where the region is not known.

## Example

```yaml
apiVersion: v1
kind: Pod
metadata: {name: uploader, namespace: media}
spec:
  serviceAccountName: uploader
  containers:
    - name: app
      image: app
      env:
        - {name: AWS_REGION, value: eu-central-1}
        - {name: AWS_STS_REGIONAL_ENDPOINTS, value: legacy}
```

## How to fix

Set the variable to `regional`, or leave it to the webhook.

```yaml
apiVersion: v1
kind: Pod
metadata: {name: uploader, namespace: media}
spec:
  serviceAccountName: uploader
  containers:
    - name: app
      image: app
      env:
        - {name: AWS_REGION, value: eu-central-1}
        - {name: AWS_STS_REGIONAL_ENDPOINTS, value: regional}
```
)";

constexpr std::string_view kTags[] = {"reliability"};
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §10.4"};

using graph::StsEndpoint;

rule::Fix FixOf(const syntax::Place& value, std::string_view text) {
  return {.title = fmt::format("write \"{}\"", text),
          .applicability = rule::Applicability::kSafe,
          .side = rule::FixSide::kManifest,
          .edits = {syntax::SetValue{.place = value, .value = syntax::NewValue::String(text)}}};
}

// The value of a variable, "" where it is not literal. Of two entries with one name the last
// counts.
std::string_view ValueOf(const kube::Container& container, std::string_view name) {
  std::string_view value;
  for (const kube::EnvVar& variable : container.env) {
    if (variable.name == name) value = variable.value->literal();
  }
  return value;
}

// Regions by workload, where only the chain to the cluster tells.
using Regions = std::unordered_map<uint32_t, std::string>;

std::string RegionOf(const graph::IdentityGraph& graph, graph::WorkloadId id,
                     const kube::Container& container, const Regions& by_chain) {
  for (const std::string_view name : {"AWS_REGION", "AWS_DEFAULT_REGION"}) {
    const std::string_view region = ValueOf(container, name);
    if (!region.empty()) return std::string(region);
  }
  const auto chain = by_chain.find(id.value);
  if (chain != by_chain.end()) return chain->second;
  const auto cluster = graph[graph[id].unit].cluster;
  return cluster.has_value() ? graph[*cluster].region : "";
}

void CheckContainer(const graph::IdentityGraph& graph, graph::WorkloadId id,
                    const kube::Container& container, const Regions& regions,
                    rule::FindingSink& sink) {
  for (const kube::EnvVar& variable : container.env) {
    const bool is_legacy = variable.name == "AWS_STS_REGIONAL_ENDPOINTS" &&
                           base::EqualsIgnoreAsciiCase(variable.value->literal(), "legacy");
    if (!is_legacy) continue;
    const std::string region = RegionOf(graph, id, container, regions);
    if (!base::IsLegacyStsRegion(region)) continue;
    const graph::Workload& workload = graph[id];
    rule::Finding& finding =
        sink.Report(variable.value.place(),
                    fmt::format("container \"{}\" makes the SDKs call sts.amazonaws.com instead of "
                                "sts.{}.amazonaws.com: AWS_STS_REGIONAL_ENDPOINTS is \"{}\"",
                                rule::Show(*container.name), region, variable.value->literal()));
    finding.subject = {.kind = workload.object->meta.kind,
                       .namespace_name = rule::Show(workload.namespace_name),
                       .name = workload.object->meta.name->Written()};
    finding.overlay = graph[workload.unit].facts->unit;
    finding.offending_value = std::string(variable.value->literal());
    finding.helps.emplace_back("set it to regional, or remove it");
    finding.fixes.push_back(FixOf(variable.value.place(), "regional"));
  }
}

void CheckAnnotation(const graph::IdentityGraph& graph, const StsEndpoint& endpoint,
                     rule::FindingSink& sink) {
  const bool turns_off = endpoint.annotated.has_value() && !*endpoint.annotated;
  if (!turns_off || endpoint.set_by_pods) return;
  const graph::Claim& claim = graph[endpoint.claim];
  rule::Finding& finding = sink.Report(
      endpoint.annotation->value.place(),
      fmt::format("ServiceAccount \"{}/{}\" leaves the STS endpoint to the SDK's default, which "
                  "before August 2025 was sts.amazonaws.com{}: {} is \"{}\"",
                  rule::Show(claim.namespace_name), rule::Show(claim.account_name),
                  endpoint.region.empty() ? "" : fmt::format(" in {}", endpoint.region),
                  endpoint.annotation->key, endpoint.annotation->value->literal()));
  finding.severity = rule::Severity::kNote;
  if (endpoint.region.empty()) finding.confidence = rule::Confidence::kLow;
  finding.subject = {.kind = "ServiceAccount",
                     .namespace_name = claim.namespace_name.Written(),
                     .name = claim.account_name.Written()};
  finding.overlay = graph[claim.unit].facts->unit;
  finding.offending_value = std::string(endpoint.annotation->value->literal());
  finding.helps.emplace_back("set it to \"true\", or remove it on EKS 1.22 and later");
  finding.fixes.push_back(FixOf(endpoint.annotation->value.place(), "true"));
}

void Check(const rule::RuleContext& context, rule::FindingSink& sink) {
  const graph::IdentityGraph& graph = context.graph;
  Regions regions;
  for (const StsEndpoint& endpoint : graph::StsEndpointsOf(graph)) {
    CheckAnnotation(graph, endpoint, sink);
    for (const graph::WorkloadId workload : graph[endpoint.claim].workloads) {
      if (!endpoint.region.empty()) regions.emplace(workload.value, endpoint.region);
    }
  }
  for (uint32_t w = 0; w < graph.workloads().size(); ++w) {
    const graph::WorkloadId id{w};
    if (!graph[id].glance.speaks_of_aws) continue;
    for (const kube::Container& container : graph[id].object->spec.containers) {
      CheckContainer(graph, id, container, regions, sink);
    }
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "sts-legacy-endpoint",
             .group = "token",
             .summary = "The SDKs are told to call the global STS endpoint",
             .severity = rule::Severity::kWarning,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckGraph{Check},
};

}  // namespace irsalint::rules::token::sts_legacy_endpoint
