#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/graph/unused_account.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/field_edits.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::link::annotated_service_account_unused {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A ServiceAccount has an AWS role and no workload of the input uses it, while workloads of the same
unit and namespace name no account and so run as `default`.

## Why it matters

The usual cause is a forgotten `serviceAccountName`: the pods run without the role that lies ready
beside them.

## When it stays silent

Where all workloads beside it name an account, where one names an account of nearly this name (then
that is the fault), and in a unit of which not everything could be read.

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
  containers: [{name: app, image: app}]
```

## How to fix

Name the account in the workloads that need the role.

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
  containers: [{name: app, image: app}]
```
)";

constexpr std::string_view kTags[] = {"hygiene"};
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §2.1",
                                            "docs/reference/semantics.md §14"};

// Whether another account waits for the same workloads.
bool HasRival(const graph::IdentityGraph& graph, graph::AccountId id) {
  const graph::Account& account = graph[id];
  return std::ranges::any_of(graph[account.unit].accounts, [&](graph::AccountId other) {
    return other != id &&
           Equal(graph[other].namespace_name, account.namespace_name) == base::Truth::kYes &&
           !graph::WorkloadsBesideUnused(graph, other).empty();
  });
}

// Only one workload beside only one account can be meant.
void AddFix(const graph::IdentityGraph& graph, graph::AccountId id,
            const std::vector<graph::WorkloadId>& beside, rule::Finding& finding) {
  const kube::KnownText& name = graph[id].object->meta.name;
  if (beside.size() != 1 || !rule::IsWrittenAt(name.place()) || HasRival(graph, id)) return;
  const kube::Workload& workload = *graph[beside.front()].object;
  finding.fixes.push_back(
      {.title = fmt::format("write serviceAccountName: {} in {} {}", name->literal(),
                            workload.meta.kind, rule::Show(*workload.meta.name)),
       .applicability = rule::Applicability::kUnsafe,
       .side = rule::FixSide::kManifest,
       .edits = {rule::WriteField(
           workload.spec.service_account_name, workload.spec.place,
           {.key = "serviceAccountName", .value = syntax::NewValue::String(name->literal())})}});
}

void Check(const rule::RuleContext& context, graph::AccountId id, rule::FindingSink& sink) {
  const std::vector<graph::WorkloadId> beside = graph::WorkloadsBesideUnused(context.graph, id);
  if (beside.empty()) return;
  const graph::Account& account = context.graph[id];
  const std::string name = account.object->meta.name->Written();
  rule::Finding& finding = sink.Report(
      account.object->meta.name.place(),
      fmt::format("no workload uses ServiceAccount \"{}\", which has a role; {} beside it {} as "
                  "\"default\"",
                  name, beside.size(), beside.size() == 1 ? "runs" : "run"));
  finding.subject = {
      .kind = "ServiceAccount", .namespace_name = account.namespace_name.Written(), .name = name};
  finding.offending_value = name;
  finding.overlay = context.graph[account.unit].facts->unit;
  for (const graph::WorkloadId workload_id : beside) {
    const graph::Workload& workload = context.graph[workload_id];
    finding.related.push_back(
        {.place = *workload.account.place,
         .message = fmt::format("{} {} names no account", workload.object->meta.kind,
                                rule::Show(*workload.object->meta.name))});
  }
  finding.helps.push_back(
      fmt::format("write serviceAccountName: {} where the role is needed", name));
  AddFix(context.graph, id, beside, finding);
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "annotated-service-account-unused",
             .group = "link",
             .summary =
                 "A ServiceAccount with a role that no workload uses, beside workloads on default",
             .severity = rule::Severity::kWarning,
             .confidence = rule::Confidence::kMedium,
             .persona = rule::Persona::kPedantic,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckAccount{Check},
};

}  // namespace irsalint::rules::link::annotated_service_account_unused
