#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "analyzer/graph/associated_pods.h"
#include "analyzer/graph/pod_identity_platform.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/pod_identity.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::pod_identity::pod_identity_unsupported {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

The pods of a workload run as an account with a Pod Identity association, and are bound to nodes on which EKS Pod
Identity cannot work: to Fargate, by a node selector or a profile's label, or to Windows, by a node selector, by
`spec.os`, or by the name of a node group whose AMI type is one of Windows.

## Why it matters

Credentials come from an agent on the node, and there is none on Fargate and on Windows. The webhook does not know the
node: it gives the pods the variables of EKS Pod Identity even so, and in place of those of a role annotation. Every
AWS SDK then fails to connect to 169.254.170.23.

## When it stays silent

For pods that may run elsewhere as well, where a placeholder decides, where patches that are not applied may change
the pod, and for pods that are known to run on another cluster than the association's.

## Example

```json association.json
{
  "association": {
    "clusterName": "media",
    "namespace": "media",
    "serviceAccount": "uploader",
    "associationArn": "arn:aws:eks:eu-central-1:493827165038:podidentityassociation/media/a-7d3f9a1c5b2e80460",
    "roleArn": "arn:aws:iam::493827165038:role/uploader"
  }
}
```

```yaml pod.yaml
apiVersion: v1
kind: Pod
metadata:
  name: uploader
  namespace: media
spec:
  serviceAccountName: uploader
  automountServiceAccountToken: false
  nodeSelector:
    kubernetes.io/os: windows
  containers: [{name: app, image: app}]
```

## How to fix

Use IAM roles for service accounts there: remove the association, and name the role in the annotation of the account.
Or run the pods on Linux nodes of EC2.

```yaml pod.yaml
apiVersion: v1
kind: Pod
metadata:
  name: uploader
  namespace: media
spec:
  serviceAccountName: uploader
  automountServiceAccountToken: false
  nodeSelector:
    kubernetes.io/os: linux
  containers: [{name: app, image: app}]
```
)";

constexpr std::string_view kTags[] = {"correctness"};
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §8.5",
                                            "docs/reference/semantics.md §3.2"};

void Report(const rule::RuleContext& context, graph::AssociationId association_id,
            const graph::Workload& workload, const graph::UnsupportedPlatform& platform,
            rule::FindingSink& sink) {
  const facts::PodIdentityAssociation& association = *context.graph[association_id].object;
  const kube::ObjectMeta& meta = workload.object->meta;
  const std::string name = rule::Show(*meta.name);
  rule::Finding& finding =
      sink.Report(platform.place,
                  fmt::format("EKS Pod Identity cannot serve {} \"{}\", whose pods run on {}: {}",
                              meta.kind, name, graph::ToString(platform.kind), platform.clause));
  finding.subject = {
      .kind = meta.kind, .namespace_name = workload.namespace_name.Written(), .name = name};
  finding.offending_value = platform.clause;
  finding.overlay = context.graph[workload.unit].facts->unit;
  finding.related.push_back(
      {.place = *workload.account.place,
       .message = fmt::format("it runs as {}", rule::AccountOf(association))});
  finding.related.push_back(
      {.place = association.service_account.place(),
       .message = fmt::format("the association of {}", rule::NameOf(association))});
  if (platform.node_group.IsValid()) {
    finding.related.push_back({.place = platform.node_group, .message = "the node group"});
  }
  finding.notes.emplace_back(
      "the webhook sets AWS_CONTAINER_CREDENTIALS_FULL_URI even so: AWS SDKs cannot connect to "
      "169.254.170.23");
  finding.helps.emplace_back(
      "remove the association and name the role in the annotation of the account, or run the pods "
      "on Linux nodes of EC2");
}

void Check(const rule::RuleContext& context, graph::WorkloadId id, rule::FindingSink& sink) {
  if (context.graph.associations().empty()) return;
  if (context.graph.MayBePatched(context.graph[id].unit)) return;
  const auto platform = graph::UnsupportedPlatformOf(context.graph, id);
  if (!platform.has_value() || platform->certain != base::Truth::kYes) return;
  const std::vector<graph::AssociationId> associations = graph::AssociationsOf(context.graph, id);
  if (associations.empty()) return;
  Report(context, associations.front(), context.graph[id], *platform, sink);
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "pod-identity-unsupported",
             .group = "pod_identity",
             .summary = "Pods with a Pod Identity association run where it cannot work",
             .severity = rule::Severity::kWarning,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckWorkload{Check},
};

}  // namespace irsalint::rules::pod_identity::pod_identity_unsupported
