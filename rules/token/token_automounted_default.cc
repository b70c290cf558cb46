#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "analyzer/graph/api_access.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/field_edits.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::token::token_automounted_default {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A ServiceAccount called `default` is in the input and does not set `automountServiceAccountToken:
false`: every pod of its namespace that names no account mounts a token for the API server.

## Why it matters

Nobody chose that account. Rights that it is given once, for one pod, reach all of them, and their
tokens with it.

## When it stays silent

For accounts of other names, and where the value cannot be known.

## Example

```yaml
apiVersion: v1
kind: ServiceAccount
metadata: {name: default, namespace: media}
```

## How to fix

Set the field, and give workloads that need the API server an account of their own.

```yaml
apiVersion: v1
kind: ServiceAccount
metadata: {name: default, namespace: media}
automountServiceAccountToken: false
```
)";

constexpr std::string_view kTags[] = {"security"};
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §2.3",
                                            "CIS Kubernetes Benchmark 5.1.5"};
constexpr std::string_view kAlsoReportedBy[] = {"checkov CKV_K8S_41", "kubescape C-0189"};

// The value itself; where it is missing, the account's name.
syntax::Place PlaceOf(const kube::ServiceAccount& account) {
  return account.automount.HasValue() ? account.automount.place() : account.meta.name.place();
}

bool IsDefault(const kube::ServiceAccount& account) {
  const kube::KnownText& name = account.meta.name;
  return name.HasValue() && name->IsLiteral() && name->literal() == "default";
}

// Whether a pod of the input runs as the account and may call the API server.
bool MayNeedToken(const graph::IdentityGraph& graph, const graph::ApiAccess& access,
                  const graph::Account& account) {
  return std::ranges::any_of(account.workloads, [&](graph::WorkloadId id) {
    const graph::Workload& workload = graph[id];
    return workload.glance.is_api_client || access.ByName(workload) != base::Truth::kNo ||
           access.InUnit(workload) != base::Truth::kNo;
  });
}

rule::Fix FixOf(const kube::ServiceAccount& account, rule::Applicability applicability) {
  return {.title = "set automountServiceAccountToken: false on the account",
          .applicability = applicability,
          .side = rule::FixSide::kManifest,
          .edits = {rule::WriteField(
              account.automount, account.meta.place,
              {.key = "automountServiceAccountToken", .value = syntax::NewValue::Bool(false)},
              "metadata")}};
}

void CheckAccount(const graph::IdentityGraph& graph, const graph::ApiAccess& access,
                  const graph::Account& account, rule::FindingSink& sink) {
  const kube::ServiceAccount& object = *account.object;
  if (!IsDefault(object)) return;
  if (object.automount.IsUnresolved() || !object.automount.ValueOr(true)) return;
  const std::string namespace_name = rule::Show(account.namespace_name);
  rule::Finding& finding = sink.Report(
      PlaceOf(object),
      fmt::format("ServiceAccount \"{}/default\" mounts a token for the API server into every pod "
                  "that names no account: automountServiceAccountToken is true{}",
                  namespace_name, object.automount.HasValue() ? "" : " by default"));
  finding.subject = {.kind = object.meta.kind,
                     .namespace_name = account.namespace_name.Written(),
                     .name = "default"};
  finding.overlay = graph[account.unit].facts->unit;
  finding.offending_value = "true";
  finding.helps.emplace_back("set automountServiceAccountToken: false on it");
  const bool may_be_patched = graph.MayBePatched(account.unit);
  const bool is_safe = !may_be_patched && !MayNeedToken(graph, access, account);
  finding.fixes.push_back(
      FixOf(object, is_safe ? rule::Applicability::kSafe : rule::Applicability::kUnsafe));
  if (!may_be_patched) return;
  finding.confidence = rule::Confidence::kMedium;
  finding.notes.push_back(fmt::format("assuming that no patch of {} sets it", finding.overlay));
}

void Check(const rule::RuleContext& context, rule::FindingSink& sink) {
  const graph::ApiAccess access(context.graph);
  for (const graph::Account& account : context.graph.accounts()) {
    CheckAccount(context.graph, access, account, sink);
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "token-automounted-default",
             .group = "token",
             .summary = "The default ServiceAccount mounts a token for the API server",
             .severity = rule::Severity::kNote,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kPedantic,
             .tags = kTags,
             .references = kReferences,
             .also_reported_by = kAlsoReportedBy,
             .doc = kDoc},
    .check = rule::CheckGraph{Check},
};

}  // namespace irsalint::rules::token::token_automounted_default
