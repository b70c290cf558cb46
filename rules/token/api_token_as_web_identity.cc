#include <fmt/format.h>

#include <string>
#include <string_view>

#include "analyzer/base/strings.h"
#include "analyzer/graph/api_audience.h"
#include "analyzer/graph/container_variables.h"
#include "analyzer/graph/named_token_files.h"
#include "analyzer/graph/webhook.h"
#include "analyzer/kube/endpoints.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::token::api_token_as_web_identity {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

`AWS_WEB_IDENTITY_TOKEN_FILE` of a container leads to the token for the API server: the one that is
mounted into every pod, or one of a projected volume without `audience`. Its audience is the API
server, and STS takes only audiences that the OIDC provider lists.

## Why it matters

Every call fails with *InvalidIdentityToken*, or the SDK goes on and finds the role of the node. And a
token with rights in the cluster is sent to a server outside of it.

## When it stays silent

Without `AWS_ROLE_ARN`; where an OIDC provider or a trust policy of the input accepts the audience of
an API server; for clusters that the configuration declares with a webhook of their own, whose API
servers may have other audiences; and beside the endpoint of something that is not of AWS (MinIO has
an STS of its own, which takes such tokens).

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
        - name: AWS_ROLE_ARN
          value: arn:aws:iam::493827165038:role/uploader
        - name: AWS_WEB_IDENTITY_TOKEN_FILE
          value: /var/run/secrets/kubernetes.io/serviceaccount/token
```

## How to fix

Put the role on the service account and leave both variables to the webhook, which mounts a token for
STS.

```yaml
apiVersion: v1
kind: ServiceAccount
metadata:
  name: uploader
  namespace: media
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::493827165038:role/uploader
---
apiVersion: v1
kind: Pod
metadata: {name: uploader, namespace: media}
spec:
  serviceAccountName: uploader
  containers:
    - name: app
      image: app
```
)";

constexpr std::string_view kTags[] = {"correctness", "security"};
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §2.3",
                                            "docs/reference/semantics.md §10.1"};

using base::Truth;

// Whether the role of the container may be one of AWS, and nothing says that another service than
// AWS is called.
bool MayCallAws(const graph::IdentityGraph& graph, const graph::Workload& workload,
                const kube::Container& container) {
  const graph::Variable role =
      graph::ContainerVariables(graph, workload, container).Find("AWS_ROLE_ARN");
  if (role.set == Truth::kNo) return false;
  if (role.value.HasValue() && role.value->IsLiteral() &&
      !base::StartsWith(role.value->literal(), "arn:aws")) {
    return false;
  }
  for (const kube::EnvVar& variable : container.env) {
    if (kube::IsEndpointElsewhere(variable.name, variable.value)) return false;
  }
  return true;
}

void Report(const graph::IdentityGraph& graph, const graph::NamedTokenFile& file,
            rule::FindingSink& sink) {
  const graph::Workload& workload = graph[file.workload];
  const kube::Container& container = workload.object->spec.containers[file.container];
  rule::Finding& finding = sink.Report(
      file.variable_place, fmt::format("container \"{}\" gives the API server's token to the AWS "
                                       "SDKs: AWS_WEB_IDENTITY_TOKEN_FILE is \"{}\"",
                                       rule::Show(*container.name), file.path));
  finding.subject = {.kind = workload.object->meta.kind,
                     .namespace_name = rule::Show(workload.namespace_name),
                     .name = rule::Show(*workload.object->meta.name)};
  finding.overlay = graph[workload.unit].facts->unit;
  finding.offending_value = file.path;
  if (file.token_place.IsValid()) {
    finding.related.push_back({.place = file.token_place, .message = "it has no audience"});
  }
  if (file.exists == Truth::kMaybe) {
    finding.notes.emplace_back(
        "where automountServiceAccountToken is false there is no such file at all");
  }
  finding.notes.emplace_back("STS: InvalidIdentityToken, Incorrect token audience");
  finding.helps.emplace_back(
      "put the role on the service account and leave both variables to the webhook, or project a "
      "token for the audience sts.amazonaws.com");
}

void Check(const rule::RuleContext& context, rule::FindingSink& sink) {
  const graph::IdentityGraph& graph = context.graph;
  if (graph::MayAcceptApiAudience(graph)) return;
  for (const graph::NamedTokenFile& file : graph::NamedTokenFiles(graph)) {
    const bool is_api_token = file.kind == kube::TokenFile::Kind::kApiServerToken &&
                              file.variable == kube::kWebIdentityPair.second;
    if (!is_api_token || !file.variable_place.IsValid()) continue;
    const graph::Workload& workload = graph[file.workload];
    if (graph::SelfHostedWebhookOf(graph, workload.unit) != nullptr) continue;
    const kube::Container& container = workload.object->spec.containers[file.container];
    if (kube::FindVariable(container, file.variable) == nullptr) continue;
    if (MayCallAws(graph, workload, container)) Report(graph, file, sink);
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "api-token-as-web-identity",
             .group = "token",
             .summary = "A container gives the API server's token to the AWS SDKs",
             .severity = rule::Severity::kError,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckGraph{Check},
};

}  // namespace irsalint::rules::token::api_token_as_web_identity
