#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/graph/injection_faults.h"
#include "analyzer/rule/injected_pod.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::link::injection_blocked {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

The account of these pods has an AWS identity, and a container presets variables that keep it from
getting it. The webhook looks at names alone and injects a pair of variables together or not at all:

- one variable of the pair (`AWS_ROLE_ARN` or `AWS_WEB_IDENTITY_TOKEN_FILE`; for EKS Pod Identity
  `AWS_CONTAINER_CREDENTIALS_FULL_URI` or `AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE`) is preset, so the
  other one is missing: an error;
- both are preset, and nothing is mounted where the token should be: an error. With region and STS
  preset, too, the webhook does not even mount its volume;
- both are preset and work, for another role than the account's: a warning, for whoever reads the
  annotation is mistaken;
- a web identity is preset beside EKS Pod Identity: a warning, nearly all SDKs take it first;
- a ConfigMap of `envFrom` brings `AWS_ROLE_ARN`: a warning, for the webhook does not see it and its
  own variable wins;
- with the persona `pedantic`, a note where one of `AWS_REGION` and `AWS_DEFAULT_REGION` is preset:
  the webhook leaves the other one out, and SDKs differ in which one they read.

## Why it matters

Half a web identity is an error for some SDKs; the others go on without a word and find the role of
the node.

## When it stays silent

Where the account has no identity in the input; for containers that `skip-containers` names; and
where the path of the token holds a hole or lies in a volume whose files are not known.

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
  containers:
    - name: app
      image: app
      env:
        - {name: AWS_ROLE_ARN, value: arn:aws:iam::493827165038:role/uploader}
```

## How to fix

Leave the variables to the webhook. For another role, annotate another account.

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
  containers:
    - name: app
      image: app
```
)";

constexpr std::string_view kTags[] = {"correctness"};
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §4.1",
                                            "docs/reference/semantics.md §4.3",
                                            "docs/reference/semantics.md §11.2"};

using graph::InjectionFault;
using Kind = InjectionFault::Kind;

std::string MessageOf(const InjectionFault& fault, std::string_view container) {
  switch (fault.kind) {
    case Kind::kHalfPair:
      return fmt::format("container \"{}\" presets {}, so the webhook does not inject {}",
                         container, fault.preset, fault.missing);
    case Kind::kNoTokenFile:
      return fmt::format("container \"{}\" presets {}, and {}", container, fault.preset, fault.why);
    case Kind::kOtherRole:
      return fmt::format("container \"{}\" runs as {}, and its account says {}", container,
                         fault.found, fault.wanted);
    case Kind::kOtherMechanism:
      return fmt::format(
          "container \"{}\" presets a web identity of its own, which SDKs take "
          "before EKS Pod Identity",
          container);
    case Kind::kOverridden:
      return fmt::format("container \"{}\" gets {} from the webhook, which replaces {} of envFrom",
                         container, fault.wanted, fault.found);
    case Kind::kHalfRegion:
      return fmt::format("container \"{}\" presets {}, so the webhook does not inject {}",
                         container, fault.preset, fault.missing);
  }
  return "";
}

std::string NoteOf(const InjectionFault& fault) {
  switch (fault.kind) {
    case Kind::kHalfPair:
      return "some SDKs stop with an error, the others go on without this identity, to the role of "
             "the node if they reach it";
    case Kind::kNoTokenFile:
      return "SDKs fail to read the token file; some go on to the role of the node";
    case Kind::kHalfRegion:
      return "botocore reads AWS_DEFAULT_REGION alone, most others AWS_REGION";
    case Kind::kOtherMechanism:
      return "the JavaScript SDK v2 alone takes container credentials first";
    default:
      return "";
  }
}

std::string HelpOf(Kind kind) {
  switch (kind) {
    case Kind::kHalfPair:
    case Kind::kNoTokenFile:
      return "leave these variables to the webhook";
    case Kind::kOtherRole:
      return "give the pods an account of their own with the role that they use";
    case Kind::kOtherMechanism:
      return "remove the variables of one of the two";
    case Kind::kOverridden:
      return "take the key out of the ConfigMap, or set the role on the account";
    case Kind::kHalfRegion:
      return "preset both, or neither";
  }
  return "";
}

// The variable goes; what the webhook then injects is the account's identity.
void AddFix(const InjectionFault& fault, rule::Finding& finding) {
  if (fault.kind != Kind::kHalfPair) return;
  finding.fixes.push_back({.title = fmt::format("remove {}", fault.preset),
                           .applicability = rule::Applicability::kUnsafe,
                           .side = rule::FixSide::kManifest,
                           .edits = {syntax::Remove{.place = fault.place}}});
}

void Grade(Kind kind, rule::Finding& finding) {
  if (kind == Kind::kHalfPair || kind == Kind::kNoTokenFile) return;
  finding.severity = rule::Severity::kWarning;
  if (kind != Kind::kHalfRegion) return;
  finding.severity = rule::Severity::kNote;
  finding.persona = rule::Persona::kPedantic;
}

void Check(const rule::RuleContext& context, rule::FindingSink& sink) {
  for (const rule::InjectedPod& pod : rule::InjectedPods(context.graph)) {
    for (const InjectionFault& fault :
         graph::InjectionFaultsOf(context.graph, *pod.workload, pod.injection)) {
      const kube::Container& container = pod.workload->object->spec.containers[fault.container];
      rule::Finding& finding =
          sink.Report(fault.place, MessageOf(fault, container.name->Written()));
      finding.offending_value = fault.found.empty() ? fault.preset : fault.found;
      Grade(fault.kind, finding);
      const std::string note = NoteOf(fault);
      if (!note.empty()) finding.notes.push_back(note);
      finding.helps.push_back(HelpOf(fault.kind));
      rule::DescribeInjectedPod(context, pod, finding);
      AddFix(fault, finding);
    }
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "injection-blocked",
             .group = "link",
             .summary = "A container presets variables that keep the webhook's identity from it",
             .severity = rule::Severity::kError,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckGraph{Check},
};

}  // namespace irsalint::rules::link::injection_blocked
