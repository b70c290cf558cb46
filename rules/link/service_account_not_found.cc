#include <fmt/format.h>

#include <string>
#include <string_view>

#include "analyzer/graph/missing_account.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/field_edits.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::link::service_account_not_found {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A workload names a ServiceAccount that no input has in its namespace. That is proved where all
accounts of the cluster are in the input, or where the same unit (what is applied together) has
exactly one account of nearly this name, which nobody uses.

It is a warning where a trust policy or a Pod Identity association names this very subject and
nothing in the input makes the account, and a note for pedants in every other case: the account may
live elsewhere.

## Why it matters

The API server refuses the pod. For a Deployment that shows as a ReplicaSet that never gets pods.

## When it stays silent

For `default`, which every namespace has, for the accounts of a new EKS cluster and those that
eksctl makes; for accounts that the configuration calls external; for names that are placeholders;
in a unit of which not everything could be read; and where the account is in another namespace,
which is service-account-other-namespace.

## Example

```yaml
apiVersion: v1
kind: ServiceAccount
metadata: {name: uploader, namespace: media}
---
apiVersion: v1
kind: Pod
metadata: {name: uploader, namespace: media}
spec:
  serviceAccountName: uplaoder
  containers: [{name: app, image: app}]
```

## How to fix

Write the name of the account, or create the account that is named.

```yaml
apiVersion: v1
kind: ServiceAccount
metadata: {name: uploader, namespace: media}
---
apiVersion: v1
kind: Pod
metadata: {name: uploader, namespace: media}
spec:
  serviceAccountName: uploader
  containers: [{name: app, image: app}]
```
)";

constexpr std::string_view kTags[] = {"correctness"};
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §2.1",
                                            "docs/reference/semantics.md §2.2"};
constexpr std::string_view kAlsoReportedBy[] = {"kube-linter non-existent-service-account"};

using Proof = graph::MissingAccount::Proof;

std::string InNamespace(const graph::Workload& workload) {
  return workload.namespace_name.IsLiteral()
             ? fmt::format("namespace \"{}\"", workload.namespace_name.literal())
             : fmt::format("the namespace of this {}", workload.object->meta.kind);
}

std::string Message(const rule::RuleContext& context, const graph::MissingAccount& missing,
                    const graph::Workload& workload) {
  const std::string what = fmt::format("ServiceAccount \"{}\" in {}",
                                       workload.account.name.literal(), InNamespace(workload));
  if (missing.proof == Proof::kNone) return "the input has no " + what;
  if (missing.proof == Proof::kMention) {
    return fmt::format("the input has no {}, though its subject is meant to have a role", what);
  }
  if (!missing.near_miss.has_value()) return fmt::format("there is no {}", what);
  return fmt::format("there is no {}, but \"{}\", which nobody uses", what,
                     context.graph[*missing.near_miss].object->meta.name->literal());
}

void Rate(const graph::MissingAccount& missing, rule::Finding& finding) {
  switch (missing.proof) {
    case Proof::kClosed:
      return;
    case Proof::kNearMiss:
      finding.confidence = rule::Confidence::kMedium;
      return;
    case Proof::kMention:
      finding.severity = rule::Severity::kWarning;
      finding.confidence = rule::Confidence::kMedium;
      return;
    case Proof::kNone:
      finding.severity = rule::Severity::kNote;
      finding.confidence = rule::Confidence::kLow;
      finding.persona = rule::Persona::kPedantic;
      return;
  }
}

void AddEvidence(const rule::RuleContext& context, const graph::MissingAccount& missing,
                 rule::Finding& finding) {
  if (missing.near_miss.has_value()) {
    const kube::KnownText& name = context.graph[*missing.near_miss].object->meta.name;
    finding.related.push_back(
        {.place = name.place(), .message = "nearly this name, and no workload uses it"});
    finding.helps.push_back(fmt::format("write \"{}\" if that is meant", name->literal()));
  }
  for (const graph::SubjectMention* mention : missing.mentions) {
    finding.related.push_back({.place = mention->place,
                               .message = mention->policy.has_value()
                                              ? "a trust policy names this subject"
                                              : "a Pod Identity association names this account"});
  }
}

// The name of the account beside it. Not where a policy or an association expects the name as it
// is, nor where a kustomization made either of the two.
void AddFix(const rule::RuleContext& context, const graph::MissingAccount& missing,
            const graph::Workload& workload, rule::Finding& finding) {
  if (!missing.near_miss.has_value() || !missing.mentions.empty()) return;
  const kube::KnownText& name = context.graph[*missing.near_miss].object->meta.name;
  if (!rule::IsWrittenAt(name.place()) || !rule::IsWrittenAt(*workload.account.place)) return;
  finding.fixes.push_back(
      {.title = fmt::format("write \"{}\"", name->literal()),
       .applicability = rule::Applicability::kUnsafe,
       .side = rule::FixSide::kManifest,
       .edits = {syntax::SetValue{.place = *workload.account.place,
                                  .value = syntax::NewValue::String(name->literal())}}});
}

void Report(const rule::RuleContext& context, const graph::MissingAccount& missing,
            const graph::Workload& workload, rule::FindingSink& sink) {
  const kube::ObjectMeta& object = workload.object->meta;
  rule::Finding& finding =
      sink.Report(*workload.account.place, Message(context, missing, workload));
  Rate(missing, finding);
  finding.subject = {.kind = object.kind,
                     .namespace_name = workload.namespace_name.Written(),
                     .name = object.name->Written()};
  finding.offending_value = workload.account.name.literal();
  finding.overlay = context.graph[workload.unit].facts->unit;
  AddEvidence(context, missing, finding);
  AddFix(context, missing, workload, finding);
  finding.notes.push_back(fmt::format(
      "the API server: pods \"{0}\" is forbidden: error looking up service account {1}/{2}: "
      "serviceaccount \"{2}\" not found",
      object.name->Written(), rule::Show(workload.namespace_name),
      workload.account.name.literal()));
  if (missing.proof == Proof::kMention || missing.proof == Proof::kNone) {
    finding.helps.emplace_back(
        "add the account to the input, or name it under external.service_accounts of the "
        "configuration");
  }
}

void Check(const rule::RuleContext& context, rule::FindingSink& sink) {
  const graph::MissingAccounts accounts(context.graph);
  for (uint32_t w = 0; w < context.graph.workloads().size(); ++w) {
    const auto missing = accounts.Of(graph::WorkloadId{w});
    if (missing.has_value()) {
      Report(context, *missing, context.graph[graph::WorkloadId{w}], sink);
    }
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "service-account-not-found",
             .group = "link",
             .summary = "A workload names a ServiceAccount that is not there",
             .severity = rule::Severity::kError,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .also_reported_by = kAlsoReportedBy,
             .doc = kDoc},
    .check = rule::CheckGraph{Check},
};

}  // namespace irsalint::rules::link::service_account_not_found
