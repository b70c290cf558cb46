#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "analyzer/graph/sts_endpoint.h"
#include "analyzer/graph/webhook.h"
#include "analyzer/kube/webhook_annotations.h"
#include "analyzer/rule/annotation_edits.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::token::sts_regional_endpoint_missing {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

Accounts have a role, and nothing makes their pods call STS in their own region: no annotation
`eks.amazonaws.com/sts-regional-endpoints`, no variable `AWS_STS_REGIONAL_ENDPOINTS` in all their
containers, and the version of the cluster, from 1.22 on the default of EKS, is not known. There is
one note for each cluster. It is a warning where the webhook is known to leave the choice to the SDKs
(EKS before 1.22, a webhook of your own without `--sts-regional-endpoint`) in one of the 16 regions in
which the SDKs then call the global endpoint.

## Why it matters

SDKs from before August 2025 call `sts.amazonaws.com` there unless told otherwise: slower, an outage in
another region stops your pods, and a private cluster does not reach it.

## When it stays silent

Where the cluster is known to be EKS 1.22 or later, or its webhook to be regional; in every other
region and partition, which have regional endpoints only; for accounts with a Pod Identity
association; and for accounts that carry the annotation, whatever it says.

## Example

```yaml
apiVersion: v1
kind: ServiceAccount
metadata:
  name: uploader
  namespace: media
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::493827165038:role/uploader
```

## How to fix

Add the annotation. On EKS 1.22 and later nothing needs to change: declare the cluster in
`.irsalint.yaml`, with its version and the paths of what runs in it.

```yaml
apiVersion: v1
kind: ServiceAccount
metadata:
  name: uploader
  namespace: media
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::493827165038:role/uploader
    eks.amazonaws.com/sts-regional-endpoints: "true"
```
)";

constexpr std::string_view kTags[] = {"reliability"};
constexpr std::string_view kReferences[] = {
    "docs/reference/semantics.md §10.4",
    "https://docs.aws.amazon.com/eks/latest/userguide/configure-sts-endpoint.html"};

using graph::StsEndpoint;
using Webhook = StsEndpoint::Webhook;

// The accounts of one cluster, or of all clusters that are not known.
using Group = std::vector<StsEndpoint>;

std::vector<Group> GroupsOf(const graph::IdentityGraph& graph) {
  std::map<std::tuple<bool, uint32_t, std::string>, size_t> known;
  std::vector<Group> groups;
  for (StsEndpoint& endpoint : graph::StsEndpointsOf(graph)) {
    const bool decided = endpoint.annotation != nullptr || endpoint.set_by_pods ||
                         endpoint.webhook == Webhook::kRegional;
    if (decided) continue;
    const bool has_cluster = endpoint.cluster.has_value();
    const std::tuple key(has_cluster, has_cluster ? endpoint.cluster->value : 0,
                         has_cluster ? std::string() : endpoint.issuer);
    const auto group = known.try_emplace(key, groups.size()).first->second;
    if (group == groups.size()) groups.emplace_back();
    groups[group].push_back(std::move(endpoint));
  }
  return groups;
}

std::string AccountOf(const graph::IdentityGraph& graph, const StsEndpoint& endpoint) {
  const graph::Claim& claim = graph[endpoint.claim];
  return fmt::format("ServiceAccount \"{}/{}\"", rule::Show(claim.namespace_name),
                     rule::Show(claim.account_name));
}

std::string AccountsOf(const graph::IdentityGraph& graph, const Group& group) {
  return group.size() == 1 ? AccountOf(graph, group.front())
                           : fmt::format("{} ServiceAccounts", group.size());
}

// "cluster "dev" (EKS 1.21)", as far as it is known.
std::string ClusterOf(const graph::IdentityGraph& graph, const StsEndpoint& endpoint) {
  if (!endpoint.cluster.has_value()) return "the cluster";
  const graph::Cluster& cluster = graph[*endpoint.cluster];
  std::string text =
      cluster.name.empty() ? "the cluster" : fmt::format("cluster \"{}\"", cluster.name);
  if (!cluster.version.empty()) text += fmt::format(" (Kubernetes {})", cluster.version);
  return text;
}

std::string AnnotationOf(const graph::IdentityGraph& graph, const StsEndpoint& endpoint,
                         kube::WebhookKey key) {
  return kube::AnnotationOf(key, graph::WebhookPrefixOf(graph, graph[endpoint.claim].unit));
}

// An edit for each account; overlays share the accounts of their base.
std::vector<syntax::Edit> EditsOf(const graph::IdentityGraph& graph, const Group& group) {
  std::vector<syntax::Edit> edits;
  for (const StsEndpoint& endpoint : group) {
    const graph::Account& account = graph[*graph[endpoint.claim].account];
    edits.push_back(rule::InsertAnnotation(
        account.object->meta.annotations_place,
        AnnotationOf(graph, endpoint, kube::WebhookKey::kStsRegionalEndpoints), "true",
        AnnotationOf(graph, endpoint, kube::WebhookKey::kRoleArn)));
  }
  std::ranges::stable_sort(edits, [](const syntax::Edit& left, const syntax::Edit& right) {
    return syntax::Before(syntax::PlaceOf(left), syntax::PlaceOf(right));
  });
  edits.erase(std::unique(edits.begin(), edits.end()), edits.end());
  return edits;
}

// Of the first file the account that comes first by name: documents may stand in any order.
const graph::Claim& SubjectOf(const graph::IdentityGraph& graph, const Group& group) {
  const auto first = std::ranges::min_element(group, {}, [&graph](const StsEndpoint& endpoint) {
    const graph::Claim& claim = graph[endpoint.claim];
    return std::tuple(claim.role_arn.place().document.source, claim.namespace_name.Written(),
                      claim.account_name.Written());
  });
  return graph[first->claim];
}

void Report(const graph::IdentityGraph& graph, const Group& group, rule::FindingSink& sink) {
  const StsEndpoint& first = group.front();
  const bool is_off = first.webhook == Webhook::kOff;
  const std::string cluster = ClusterOf(graph, first);
  rule::Finding& finding = sink.Report(
      graph[first.claim].role_arn.place(),
      is_off
          ? fmt::format("pods of {} may call the global STS endpoint: the webhook of {} does not "
                        "make it regional, nor does an annotation",
                        AccountsOf(graph, group), cluster)
          : fmt::format("pods of {} may call the global STS endpoint: nothing makes it regional, "
                        "and the version of {} is not known",
                        AccountsOf(graph, group), cluster));
  const bool proved = is_off && !first.region.empty();
  finding.severity = proved ? rule::Severity::kWarning : rule::Severity::kNote;
  finding.confidence = proved ? rule::Confidence::kHigh : rule::Confidence::kLow;
  finding.primary.message = AccountOf(graph, first);
  // Not the cluster: which one it is may become known, and the finding is the same.
  const graph::Claim& subject = SubjectOf(graph, group);
  finding.subject = {.kind = "ServiceAccount",
                     .namespace_name = subject.namespace_name.Written(),
                     .name = subject.account_name.Written()};
  for (const StsEndpoint& endpoint : group) {
    if (&endpoint == &first) continue;
    finding.related.push_back(
        {.place = graph[endpoint.claim].role_arn.place(), .message = AccountOf(graph, endpoint)});
  }
  finding.notes.push_back(fmt::format(
      "SDKs from before August 2025 call sts.amazonaws.com {}unless told otherwise",
      first.region.empty() ? "in the 16 oldest regions " : fmt::format("in {} ", first.region)));
  const std::string annotation =
      AnnotationOf(graph, first, kube::WebhookKey::kStsRegionalEndpoints);
  finding.helps.push_back(fmt::format("annotate the accounts with {}: \"true\"", annotation));
  if (!is_off) {
    finding.helps.emplace_back(
        "or declare the cluster in .irsalint.yaml, with its version and paths: from 1.22 on EKS "
        "does "
        "so itself");
  }
  finding.fixes.push_back(
      {.title = fmt::format("annotate {} with {}: \"true\"", AccountsOf(graph, group), annotation),
       .applicability = rule::Applicability::kSafe,
       .side = rule::FixSide::kManifest,
       .edits = EditsOf(graph, group)});
}

void Check(const rule::RuleContext& context, rule::FindingSink& sink) {
  for (const Group& group : GroupsOf(context.graph)) Report(context.graph, group, sink);
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "sts-regional-endpoint-missing",
             .group = "token",
             .summary = "Nothing makes pods with a role call STS in their own region",
             .severity = rule::Severity::kNote,
             .confidence = rule::Confidence::kLow,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckGraph{Check},
};

}  // namespace irsalint::rules::token::sts_regional_endpoint_missing
