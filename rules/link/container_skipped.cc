#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "analyzer/kube/aws_use.h"
#include "analyzer/kube/container_names.h"
#include "analyzer/rule/injected_pod.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::link::container_skipped {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

The annotation `eks.amazonaws.com/skip-containers` takes a container out of the injection, and the
container shows that it calls AWS: by variables such as `AWS_REGION`, or by the image of the AWS CLI.
With the persona `pedantic`, a note for a name that no container of the pod has and one nearly has.
With the persona `auditor`, a note for pods that ask another webhook for a sidecar: what is added
after the pod identity webhook has run gets no identity.

## Why it matters

The container gets neither variables nor token. Its SDK goes on to the role of the node, or finds no
credentials.

## When it stays silent

For accounts without an identity, and for containers that are given keys or talk to an endpoint of
their own.

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
metadata:
  name: uploader
  namespace: media
  annotations:
    eks.amazonaws.com/skip-containers: sync
spec:
  serviceAccountName: uploader
  automountServiceAccountToken: false
  containers:
    - name: app
      image: app
    - name: sync
      image: amazon/aws-cli:2.17.0
```

## How to fix

Take the name out of the annotation.

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
metadata:
  name: uploader
  namespace: media
spec:
  serviceAccountName: uploader
  automountServiceAccountToken: false
  containers:
    - name: app
      image: app
    - name: sync
      image: amazon/aws-cli:2.17.0
```
)";

constexpr std::string_view kTags[] = {"correctness"};
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §3.5",
                                            "docs/reference/semantics.md §4.3"};

// Annotations and labels by which webhooks are asked for a sidecar.
constexpr auto kSidecarKeys = std::to_array<std::string_view>(
    {"sidecar.istio.io/inject", "linkerd.io/inject", "vault.hashicorp.com/agent-inject",
     "sidecar.opentelemetry.io/inject"});

const kube::Annotation* SkipAnnotation(const rule::InjectedPod& pod) {
  const std::string key =
      kube::AnnotationOf(kube::WebhookKey::kSkipContainers, pod.injection.flags.annotation_prefix);
  for (const kube::Annotation& annotation : pod.workload->object->template_annotations) {
    if (annotation.key == key && annotation.value.HasValue()) return &annotation;
  }
  return nullptr;
}

void CheckName(const rule::RuleContext& context, const rule::InjectedPod& pod,
               const kube::Annotation& annotation, const std::string& name,
               rule::FindingSink& sink) {
  const kube::PodSpec& spec = pod.workload->object->spec;
  const kube::Container* container = kube::FindContainer(spec, name);
  if (container == nullptr) {
    // Blanks beside a comma are the matter of annotation-value-ignored.
    const std::optional<std::string> meant = kube::MeantContainer(spec, name);
    if (!meant.has_value() || name.find(' ') != name.npos) return;
    rule::Finding& finding =
        sink.Report(annotation.value.place(),
                    fmt::format("no container is called \"{}\", so none is skipped", name));
    finding.severity = rule::Severity::kNote;
    finding.persona = rule::Persona::kPedantic;
    finding.offending_value = name;
    finding.helps.push_back(fmt::format("write \"{}\" if it is meant", *meant));
    rule::DescribeInjectedPod(context, pod, finding);
    return;
  }
  const std::optional<kube::AwsUse> use = kube::AwsUseOf(*container);
  if (!use.has_value()) return;
  rule::Finding& finding = sink.Report(
      annotation.value.place(),
      fmt::format("container \"{}\" is skipped, and it calls AWS: the webhook gives it no identity",
                  name));
  finding.offending_value = name;
  finding.related.push_back(
      {.place = use->place, .message = fmt::format("{} shows it", use->what)});
  finding.helps.push_back("take the name out of the annotation");
  rule::DescribeInjectedPod(context, pod, finding);
}

void CheckSidecars(const rule::RuleContext& context, const rule::InjectedPod& pod,
                   rule::FindingSink& sink) {
  for (const kube::Annotation& annotation : pod.workload->object->template_annotations) {
    const bool asks = std::ranges::find(kSidecarKeys, annotation.key) != kSidecarKeys.end() &&
                      annotation.value.HasValue() && annotation.value->literal() != "false";
    if (!asks) continue;
    rule::Finding& finding = sink.Report(
        annotation.key_place,
        fmt::format("a sidecar that {} adds gets no AWS identity if its webhook runs later",
                    annotation.key));
    finding.severity = rule::Severity::kNote;
    finding.persona = rule::Persona::kAuditor;
    finding.confidence = rule::Confidence::kLow;
    finding.offending_value = annotation.key;
    finding.notes.push_back("with reinvocationPolicy IfNeeded the pod identity webhook runs again");
    rule::DescribeInjectedPod(context, pod, finding);
  }
}

void Check(const rule::RuleContext& context, rule::FindingSink& sink) {
  for (const rule::InjectedPod& pod : rule::InjectedPods(context.graph)) {
    CheckSidecars(context, pod, sink);
    const kube::Annotation* annotation = SkipAnnotation(pod);
    if (annotation == nullptr) continue;
    for (const std::string& name : kube::ReadSkipContainers(annotation->value->Written()).names) {
      CheckName(context, pod, *annotation, name, sink);
    }
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "container-skipped",
             .group = "link",
             .summary = "A container that calls AWS is taken out of the injection",
             .severity = rule::Severity::kWarning,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckGraph{Check},
};

}  // namespace irsalint::rules::link::container_skipped
