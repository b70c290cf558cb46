#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/strings.h"
#include "analyzer/graph/shadowed_identity.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/injected_pod.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::token::static_credentials_shadow {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A container has an identity, from its service account, from EKS Pod Identity or by its own variables,
and it has an access key as well, which SDKs take first: both halves stand in `env`, or come from a
ConfigMap or Secret of the input, or a Secret of the input is mounted as its credentials file. The
finding names the SDKs that take the identity all the same.

A warning where both halves come from objects that the input does not show: they have to be there for
the container to start, but may be empty. And where the key stands in a file, which most SDKs read
after the role.

## Why it matters

The role is dead: its policies are not what the container may do, and whoever takes its rights away
takes nothing away. The key does not expire, and no rotation of the role's tokens touches it.

## When it stays silent

For references with `optional: true`, sources of `envFrom` that the input does not show, placeholders,
and one half alone; beside the endpoint of something that is not of AWS (`AWS_ENDPOINT_URL`, MinIO),
whose keys look the same; for shared files that are not read, and those without keys; and for
containers that the webhook leaves alone.

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
  containers:
    - name: app
      image: app
      env:
        - name: AWS_ACCESS_KEY_ID
          valueFrom: {secretKeyRef: {name: aws, key: id}}
        - name: AWS_SECRET_ACCESS_KEY
          valueFrom: {secretKeyRef: {name: aws, key: secret}}
```

## How to fix

Remove the variables, and the key in IAM when nothing else uses it.

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
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §4.3",
                                            "docs/reference/semantics.md §11.1"};

using graph::ShadowedIdentity;
using Keys = ShadowedIdentity::Keys;

std::string Names(const std::vector<graph::SdkFamily>& families) {
  std::vector<std::string_view> names;
  for (const graph::SdkFamily family : families) names.push_back(graph::NameOf(family));
  return base::Join(names, ", ");
}

std::string_view IdentityOf(const ShadowedIdentity& shadowed) {
  if (!shadowed.injection.has_value()) return "the identity of its own variables";
  return shadowed.injection->mode() == kube::CredentialMode::kContainerCredentials
             ? "the role of EKS Pod Identity"
             : "the role of its account";
}

std::string MessageOf(const ShadowedIdentity& shadowed, const std::string& container) {
  const std::string_view identity = IdentityOf(shadowed);
  switch (shadowed.keys) {
    case Keys::kSet:
      return fmt::format(
          "container \"{}\" has an access key in its environment, which SDKs take before {}",
          container, identity);
    case Keys::kReferenced:
      return fmt::format(
          "container \"{}\" takes an access key from outside of the input, which SDKs use before "
          "{}",
          container, identity);
    case Keys::kSharedFile:
      return fmt::format(
          "container \"{}\" has an access key in its credentials file, which some "
          "SDKs take before {}",
          container, identity);
  }
  return "";
}

void AddPlaces(const ShadowedIdentity& shadowed, rule::Finding& finding) {
  for (size_t i = 1; i < shadowed.key_places.size(); ++i) {
    finding.related.push_back({.place = shadowed.key_places[i], .message = "its secret half"});
  }
  if (!shadowed.injection.has_value() && shadowed.identity_place.IsValid()) {
    finding.related.push_back({.place = shadowed.identity_place, .message = "its identity"});
  }
}

void AddFamilies(const ShadowedIdentity& shadowed, rule::Finding& finding) {
  if (shadowed.spared.empty()) {
    finding.notes.emplace_back("all SDKs take the key");
    return;
  }
  finding.notes.push_back(fmt::format("these take the key: {}", Names(shadowed.shadowed)));
  finding.notes.push_back(fmt::format("these take the identity: {}", Names(shadowed.spared)));
}

void AddFix(const ShadowedIdentity& shadowed, rule::Finding& finding) {
  finding.helps.emplace_back("remove the key, and delete it in IAM when nothing else uses it");
  if (shadowed.entries.empty()) return;
  rule::Fix fix = {.title = "remove the variables of the key",
                   .applicability = rule::Applicability::kUnsafe,
                   .side = rule::FixSide::kManifest,
                   .edits = {}};
  for (const syntax::Place& entry : shadowed.entries) {
    fix.edits.push_back(syntax::Remove{.place = entry});
  }
  finding.fixes.push_back(std::move(fix));
}

void Describe(const rule::RuleContext& context, const ShadowedIdentity& shadowed,
              rule::Finding& finding) {
  const graph::Workload& workload = context.graph[shadowed.workload];
  if (shadowed.injection.has_value()) {
    rule::DescribeInjectedPod(context, {.workload = &workload, .injection = *shadowed.injection},
                              finding);
  } else {
    finding.subject = {.kind = workload.object->meta.kind,
                       .namespace_name = workload.namespace_name.Written(),
                       .name = workload.object->meta.name->Written()};
  }
  finding.overlay = context.graph[workload.unit].facts->unit;
  finding.offending_value = shadowed.value;
  if (shadowed.keys == Keys::kSet) return;
  finding.severity = rule::Severity::kWarning;
  if (shadowed.keys == Keys::kReferenced) finding.confidence = rule::Confidence::kMedium;
}

void Check(const rule::RuleContext& context, rule::FindingSink& sink) {
  for (const ShadowedIdentity& shadowed : graph::ShadowedIdentities(context.graph)) {
    const kube::Container& container =
        context.graph[shadowed.workload].object->spec.containers[shadowed.container];
    rule::Finding& finding =
        sink.Report(shadowed.key_places.front(), MessageOf(shadowed, rule::Show(*container.name)));
    AddPlaces(shadowed, finding);
    Describe(context, shadowed, finding);
    AddFamilies(shadowed, finding);
    AddFix(shadowed, finding);
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "static-credentials-shadow",
             .group = "token",
             .summary = "A container has an access key that SDKs take before its identity",
             .severity = rule::Severity::kError,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckGraph{Check},
};

}  // namespace irsalint::rules::token::static_credentials_shadow
