#include <fmt/format.h>

#include <string>
#include <string_view>

#include "analyzer/rule/chain.h"
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

void Check(const rule::RuleContext& context, graph::AccountId id, rule::FindingSink& sink) {
  const graph::Account& account = context.graph[id];
  const kube::ServiceAccount& object = *account.object;
  const kube::KnownText& name = object.meta.name;
  if (!name.HasValue() || !name->IsLiteral() || name->literal() != "default") return;
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
  finding.overlay = context.graph[account.unit].facts->unit;
  finding.offending_value = "true";
  finding.helps.emplace_back("set automountServiceAccountToken: false on it");
  if (!context.graph.MayBePatched(account.unit)) return;
  finding.confidence = rule::Confidence::kMedium;
  finding.notes.push_back(fmt::format("assuming that no patch of {} sets it", finding.overlay));
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
    .check = rule::CheckAccount{Check},
};

}  // namespace irsalint::rules::token::token_automounted_default
