#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/graph/pod_injection.h"
#include "analyzer/kube/volume_conflicts.h"
#include "analyzer/rule/injected_pod.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::link::token_volume_conflict {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

The pod identity webhook injects a token into the pods of this account, and the pod itself has
something in its place:

- a volume with the webhook's own name (`aws-iam-token`, for EKS Pod Identity
  `eks-pod-identity-token`) that holds no such token. The webhook compares names alone, so it adds
  none;
- a mount of that volume at another path than the one that the injected variable names: there is no
  file where the SDKs look;
- a mount of another volume at the webhook's path. The API server refuses a pod that mounts two
  volumes at one path. With a slash at its end the path counts as another one; then both are mounted,
  and the later one hides the token.

## Why it matters

The pod gets the variables and no token that STS would take. Most SDKs stop with an error, some go on
to the role of the node.

## When it stays silent

Where the webhook leaves the container alone; where the container names a token file of its own; and
where the volume of that name is a projected token of the same audience, which somebody wrote in the
webhook's stead.

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
  containers: [{name: app, image: app}]
  volumes:
    - name: aws-iam-token
      emptyDir: {}
```

## How to fix

Give the pod's own volume another name, or another path.

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
  containers: [{name: app, image: app}]
  volumes:
    - name: scratch
      emptyDir: {}
```
)";

constexpr std::string_view kTags[] = {"correctness"};
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §4.3",
                                            "docs/reference/semantics.md §5"};

using Kind = kube::VolumeConflict::Kind;

std::string MessageOf(const kube::VolumeConflict& conflict, std::string_view container,
                      const kube::Injection& injection) {
  const kube::InjectionSettings& settings = injection.settings;
  switch (conflict.kind) {
    case Kind::kVolumeName:
      return fmt::format(
          "the pod has a volume \"{}\" of its own{}, so the webhook adds none and the token at {} "
          "is missing",
          settings.volume_name, conflict.found.empty() ? "" : fmt::format(" ({})", conflict.found),
          injection.token_path);
    case Kind::kOtherPath:
      return fmt::format(
          "container \"{}\" mounts volume \"{}\" at {}, and the webhook's variable names {}",
          container, settings.volume_name, conflict.found, injection.token_path);
    case Kind::kSamePath:
      return fmt::format(
          "container \"{}\" mounts a volume of its own at {}, where the webhook mounts the token",
          container, conflict.found);
    case Kind::kNestedPath:
      return fmt::format(
          "container \"{}\" mounts a volume of its own at {}, over the webhook's token at {}",
          container, conflict.found, settings.mount_path);
  }
  return "";
}

std::string ErrorOf(Kind kind) {
  switch (kind) {
    case Kind::kSamePath:
      return "the API server refuses the pod: volumeMounts[].mountPath: Invalid value: must be "
             "unique";
    default:
      return "SDKs fail to read the token file; some go on to the role of the node";
  }
}

std::string HelpOf(Kind kind) {
  switch (kind) {
    case Kind::kVolumeName:
      return "give the volume another name";
    case Kind::kOtherPath:
      return "leave the mount out: the webhook adds it at the path that it announces";
    case Kind::kSamePath:
    case Kind::kNestedPath:
      return "mount the volume at another path";
  }
  return "";
}

void Check(const rule::RuleContext& context, rule::FindingSink& sink) {
  for (const rule::InjectedPod& pod : rule::InjectedPods(context.graph)) {
    const kube::PodSpec& spec = pod.workload->object->spec;
    for (const kube::VolumeConflict& conflict :
         kube::VolumeConflictsOf(spec, pod.injection.injection)) {
      const std::string container = conflict.container.has_value()
                                        ? spec.containers[*conflict.container].name->Written()
                                        : "";
      rule::Finding& finding =
          sink.Report(conflict.place, MessageOf(conflict, container, pod.injection.injection));
      finding.offending_value = conflict.found;
      finding.notes.push_back(ErrorOf(conflict.kind));
      finding.helps.push_back(HelpOf(conflict.kind));
      rule::DescribeInjectedPod(context, pod, finding);
    }
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "token-volume-conflict",
             .group = "link",
             .summary = "The pod has a volume or mount where the webhook injects its token",
             .severity = rule::Severity::kError,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckGraph{Check},
};

}  // namespace irsalint::rules::link::token_volume_conflict
