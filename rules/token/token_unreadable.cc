#include <fmt/format.h>

#include <string>
#include <string_view>

#include "analyzer/graph/named_token_files.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::token::token_unreadable {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A container is told of a projected token, and its process cannot read the file. Where the pod names
neither an `fsGroup` nor one `runAsUser` for all of its containers, the kubelet leaves the file to
root with the volume's `defaultMode`; a mode without rights for others then locks out every container
that runs as another user. Only users that stand in the spec count.

## Why it matters

The SDK fails to open the file. Some stop there, others go on and find the role of the node.

## When it stays silent

Where a user, the group or the mode cannot be known, or the image decides: also for a mode that lets
the group of root read, in which the user may be. And for volumes that are no projected tokens.
Kubernetes before 1.19 had other rules.

## Example

```yaml
apiVersion: v1
kind: Pod
metadata: {name: uploader, namespace: media}
spec:
  serviceAccountName: uploader
  containers:
    - name: proxy
      image: proxy
    - name: app
      image: app
      securityContext: {runAsUser: 1000}
      env:
        - {name: AWS_ROLE_ARN, value: arn:aws:iam::493827165038:role/uploader}
        - {name: AWS_WEB_IDENTITY_TOKEN_FILE, value: /var/run/secrets/aws/token}
      volumeMounts: [{name: aws-token, mountPath: /var/run/secrets/aws}]
  volumes:
    - name: aws-token
      projected:
        defaultMode: 0400
        sources: [{serviceAccountToken: {audience: sts.amazonaws.com, path: token}}]
```

## How to fix

Leave the mode out, or set an `fsGroup`: the kubelet then gives the file to that group.

```yaml
apiVersion: v1
kind: Pod
metadata: {name: uploader, namespace: media}
spec:
  serviceAccountName: uploader
  securityContext: {fsGroup: 1000}
  containers:
    - name: proxy
      image: proxy
    - name: app
      image: app
      securityContext: {runAsUser: 1000}
      env:
        - {name: AWS_ROLE_ARN, value: arn:aws:iam::493827165038:role/uploader}
        - {name: AWS_WEB_IDENTITY_TOKEN_FILE, value: /var/run/secrets/aws/token}
      volumeMounts: [{name: aws-token, mountPath: /var/run/secrets/aws}]
  volumes:
    - name: aws-token
      projected:
        defaultMode: 0400
        sources: [{serviceAccountToken: {audience: sts.amazonaws.com, path: token}}]
```
)";

constexpr std::string_view kTags[] = {"correctness"};
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §7",
                                            "docs/reference/semantics.md §11.2"};

void Check(const rule::RuleContext& context, rule::FindingSink& sink) {
  for (const graph::NamedTokenFile& file : graph::NamedTokenFiles(context.graph)) {
    if (file.access.readable != base::Truth::kNo || file.exists == base::Truth::kNo) continue;
    const graph::Workload& workload = context.graph[file.workload];
    const kube::Container& container = workload.object->spec.containers[file.container];
    const std::string name = rule::Show(*container.name);
    rule::Finding& finding = sink.Report(
        file.mode_place,
        fmt::format("container \"{}\" cannot read its token: {}", name, file.access.why));
    finding.subject = {.kind = workload.object->meta.kind,
                       .namespace_name = rule::Show(workload.namespace_name),
                       .name = rule::Show(*workload.object->meta.name)};
    finding.overlay = context.graph[workload.unit].facts->unit;
    finding.offending_value = file.mode;
    finding.related.push_back(
        {.place = file.access.place, .message = fmt::format("as whom \"{}\" runs", name)});
    if (file.variable_place.IsValid()) {
      finding.related.push_back({.place = file.variable_place, .message = "the token's path"});
    }
    finding.notes.push_back(fmt::format("open {}: permission denied", file.path));
    finding.helps.emplace_back("leave the mode out, or set an fsGroup for the pod");
    finding.fixes.push_back({.title = "remove the mode of the volume",
                             .applicability = rule::Applicability::kUnsafe,
                             .side = rule::FixSide::kManifest,
                             .edits = {syntax::Remove{.place = file.mode_place}}});
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "token-unreadable",
             .group = "token",
             .summary = "A container's user cannot read its token",
             .severity = rule::Severity::kWarning,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckGraph{Check},
};

}  // namespace irsalint::rules::token::token_unreadable
