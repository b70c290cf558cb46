#include <fmt/format.h>

#include <string_view>

#include "analyzer/rule/injected_pod.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::link::windows_node_selector_missing {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A pod says by `spec.os.name` that it is for Windows, and its node selector does not. The pod identity
webhook reads two labels of the node selector alone, `kubernetes.io/os` and `beta.kubernetes.io/os`,
and injects the path of the token as it is on Linux.

## Why it matters

`AWS_WEB_IDENTITY_TOKEN_FILE` then holds a path without drive and with slashes, which not every SDK
on Windows finds.

## When it stays silent

For pods without `spec.os.name`, and for accounts without an identity.

## Example

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
  automountServiceAccountToken: false
  os:
    name: windows
  containers: [{name: app, image: app}]
```

## How to fix

Select nodes of Windows by their label.

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
  automountServiceAccountToken: false
  os:
    name: windows
  nodeSelector:
    kubernetes.io/os: windows
  containers: [{name: app, image: app}]
```
)";

constexpr std::string_view kTags[] = {"correctness"};
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §4.1",
                                            "docs/reference/semantics.md §4.3"};

void Check(const rule::RuleContext& context, rule::FindingSink& sink) {
  for (const rule::InjectedPod& pod : rule::InjectedPods(context.graph)) {
    const kube::PodSpec& spec = pod.workload->object->spec;
    if (!spec.os.HasValue() || spec.os->literal() != "windows") continue;
    if (kube::IsWindowsForTheWebhook(spec)) continue;
    rule::Finding& finding = sink.Report(
        spec.os.place(),
        fmt::format("the pod is for Windows and its node selector does not say so: the webhook "
                    "injects {} as on Linux",
                    pod.injection.injection.token_path));
    finding.offending_value = "windows";
    finding.helps.push_back("add the label kubernetes.io/os: windows to nodeSelector");
    rule::DescribeInjectedPod(context, pod, finding);
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "windows-node-selector-missing",
             .group = "link",
             .summary = "A pod for Windows without the node selector that the webhook reads",
             .severity = rule::Severity::kWarning,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kPedantic,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckGraph{Check},
};

}  // namespace irsalint::rules::link::windows_node_selector_missing
