#include <fmt/format.h>

#include <string>
#include <string_view>

#include "analyzer/graph/made_accounts.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::link::service_account_other_namespace {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A workload names a ServiceAccount that its own namespace does not have, while the same unit (what is
applied together) has one of that name in another namespace. Both namespaces are written out.

## Why it matters

An account is always looked up in the pod's own namespace. The API server refuses the pod: for a
Deployment that shows as a ReplicaSet that never gets pods.

## When it stays silent

For the account `default`, which every namespace has, and for accounts that something else makes
(eksctl, EKS itself) or that the configuration calls external; where a namespace is not written out;
where any unit of the input has the account in the right namespace; and in a unit of which not
everything could be read.

## Example

```yaml
apiVersion: v1
kind: Pod
metadata: {name: uploader, namespace: media}
spec:
  serviceAccountName: uploader
  containers: [{name: app, image: app}]
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: uploader, namespace: storage}
```

## How to fix

Move the workload or the account, or create an account in the workload's namespace and admit its
subject in the role's trust policy.
)";

constexpr std::string_view kTags[] = {"correctness"};
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §2.1",
                                            "docs/reference/semantics.md §2.2"};

void Check(const rule::RuleContext& context, graph::WorkloadId id, rule::FindingSink& sink) {
  const std::vector<graph::AccountId> elsewhere = context.graph.AccountsInOtherNamespaces(id);
  if (elsewhere.empty()) return;
  const graph::Workload& workload = context.graph[id];
  const graph::MadeAccounts made(context.graph);
  if (made.Holds(workload.namespace_name, workload.account.name) != base::Truth::kNo) return;
  const std::string name(workload.account.name.literal());
  const std::string own = rule::Show(workload.namespace_name);
  const std::string other = rule::Show(context.graph[elsewhere.front()].namespace_name);
  rule::Finding& finding = sink.Report(
      *workload.account.place,
      fmt::format("ServiceAccount \"{}\" is not in namespace \"{}\" of this {}, only in \"{}\"",
                  name, own, workload.object->meta.kind, other));
  finding.subject = {.kind = workload.object->meta.kind,
                     .namespace_name = own,
                     .name = workload.object->meta.name->Written()};
  finding.offending_value = name;
  finding.overlay = context.graph[workload.unit].facts->unit;
  if (workload.object->meta.namespace_name.HasValue()) {
    finding.related.push_back(
        {.place = workload.object->meta.namespace_name.place(), .message = "the pod's namespace"});
  }
  for (const graph::AccountId account : elsewhere) {
    const graph::Account& candidate = context.graph[account];
    finding.related.push_back(
        {.place = candidate.object->meta.namespace_name.place(),
         .message = fmt::format("an account of this name is in namespace \"{}\"",
                                rule::Show(candidate.namespace_name))});
  }
  finding.notes.push_back(fmt::format(
      "the API server: pods \"{}\" is forbidden: error looking up service account {}/{}",
      workload.object->meta.name->Written(), own, name));
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "service-account-other-namespace",
             .group = "link",
             .summary = "The ServiceAccount exists only in another namespace",
             .severity = rule::Severity::kError,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckWorkload{Check},
};

}  // namespace irsalint::rules::link::service_account_other_namespace
