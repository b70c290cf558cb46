#include <fmt/format.h>

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/graph/api_access.h"
#include "analyzer/graph/automount.h"
#include "analyzer/graph/aws_identity.h"
#include "analyzer/kube/api_clients.h"
#include "analyzer/kube/workload_kind.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/field_edits.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::token::token_automounted {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A token for the API server is mounted into the pods of a workload whose service account has an AWS
role, and no RBAC binding gives the account any rights there: nothing needs the token. The pod's
`automountServiceAccountToken` decides, else that of the account, else it is true; the finding says
which. With the persona `pedantic`, a note for every other workload that mounts the token and whose
account no binding names.

## Why it matters

Who breaks into the container holds a credential of the cluster, good for up to a year. The AWS role
does not need it: the webhook mounts a token of its own, whatever this field says.

## When it stays silent

Where the value that decides is not in the input; where an RBAC binding of the unit reaches the
account, also through a group of accounts, or one of the whole input names it; where not everything
of the unit could be read; and where an image or an argument shows a client of the API server
(`kubectl`, `--kubeconfig`, leader election, well-known controllers, images of `api-clients` in the
configuration).

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
  containers: [{name: app, image: app}]
```

## How to fix

Set the field in the pod's spec, or on the account for all its pods.

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
```
)";

constexpr std::string_view kTags[] = {"security"};
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §2.3",
                                            "CIS Kubernetes Benchmark 5.1.6"};
constexpr std::string_view kAlsoReportedBy[] = {"checkov CKV_K8S_38", "kubescape C-0034",
                                                "trivy KSV-0036"};

using base::Truth;
using Origin = kube::EffectiveAutomount::Origin;

// The account's name is shown as the workload sees it, also where the account is not in the input.
std::string AccountOf(const graph::Workload& workload) {
  return fmt::format("{}/{}", rule::Show(workload.namespace_name),
                     rule::Show(workload.account.name));
}

std::string DeciderOf(const graph::Workload& workload, Origin origin) {
  switch (origin) {
    case Origin::kPod:
      return "is true in the pod's spec";
    case Origin::kServiceAccount:
      return fmt::format("is true on ServiceAccount \"{}\"", AccountOf(workload));
    case Origin::kDefault:
      return fmt::format("is true by default, neither the pod nor ServiceAccount \"{}\" sets it",
                         AccountOf(workload));
  }
  return "";
}

// The role of the account; nothing unless every candidate for the account has one and all is known
// of the units in question.
std::optional<graph::AwsIdentity> RoleOf(const graph::IdentityGraph& graph,
                                         const graph::Workload& workload,
                                         const graph::MountedToken& token) {
  if (graph[workload.unit].open) return std::nullopt;
  std::optional<graph::AwsIdentity> role;
  for (const graph::AccountId account : token.accounts) {
    const auto identity = graph::AwsIdentityOf(graph, account);
    if (!identity.has_value() || graph[graph[account].unit].open) return std::nullopt;
    if (!role.has_value()) role = identity;
  }
  return role;
}

bool IsCertain(const graph::Workload& workload) {
  return workload.level == graph::Level::kSameUnit && workload.accounts.size() == 1 &&
         workload.accounts.front().truth == Truth::kYes;
}

void Describe(const graph::IdentityGraph& graph, const graph::Workload& workload,
              const graph::MountedToken& token, rule::Finding& finding) {
  finding.subject = {.kind = workload.object->meta.kind,
                     .namespace_name = rule::Show(workload.namespace_name),
                     .name = workload.object->meta.name->Written()};
  finding.overlay = graph[workload.unit].facts->unit;
  finding.offending_value = "true";
  if (token.effective.origin == Origin::kServiceAccount) {
    finding.related.push_back({.place = *token.effective.place, .message = "this value decides"});
  }
  if (token.assumes_default_account) {
    finding.confidence = rule::Confidence::kMedium;
    finding.notes.emplace_back(
        "assuming nothing sets it on the account \"default\", which is not "
        "in the input");
  }
  finding.helps.emplace_back(
      "set automountServiceAccountToken: false in the pod's spec; an AWS token is mounted all the "
      "same");
}

rule::Fix FixOf(const graph::Workload& workload, rule::Applicability applicability) {
  const kube::PodSpec& spec = workload.object->spec;
  return {.title = "set automountServiceAccountToken: false in the pod's spec",
          .applicability = applicability,
          .side = rule::FixSide::kManifest,
          .edits = {rule::WriteField(
              spec.automount, spec.place,
              {.key = "automountServiceAccountToken", .value = syntax::NewValue::Bool(false)},
              "serviceAccountName")}};
}

void DescribeRole(const graph::Workload& workload, const graph::AwsIdentity& role,
                  rule::Finding& finding) {
  finding.related.push_back(
      {.place = role.place,
       .message = fmt::format("ServiceAccount \"{}\" has an AWS role", AccountOf(workload))});
  finding.notes.emplace_back("no RBAC binding gives the account rights in the API server");
  if (IsCertain(workload)) return;
  finding.confidence = rule::Confidence::kMedium;
  finding.notes.emplace_back(
      "assuming the workload runs as this account: its namespace or the "
      "account's is not written out, or they are in different folders");
}

constexpr rule::RuleParameter kParameters[] = {
    {.name = "api-clients",
     .expects = "a list of images without tag, such as registry.example.org/operators/*",
     .otherwise = "none",
     .summary = "Images that talk to the API server, by their whole name without tag and digest; "
                "`*` and `?` are wildcards."},
};

// A token that is mounted and that, as far as is known, nothing needs.
struct IdleToken {
  const graph::Workload* workload = nullptr;
  graph::MountedToken token;
  std::optional<graph::AwsIdentity> role;  // set where that is proved
};

std::optional<IdleToken> IdleTokenOf(const rule::RuleContext& context,
                                     const graph::ApiAccess& access,
                                     const graph::Workload& workload) {
  const graph::IdentityGraph& graph = context.graph;
  if (workload.glance.is_api_client) return std::nullopt;
  auto token = graph::MountedTokenOf(graph, workload);
  if (!token.has_value() || access.ByName(workload) != Truth::kNo ||
      kube::RunsAnyOf(workload.object->spec, context.parameters.Texts("api-clients"))) {
    return std::nullopt;
  }
  IdleToken idle{.workload = &workload, .token = {}, .role = RoleOf(graph, workload, *token)};
  idle.token = *std::move(token);
  if (idle.role.has_value() && access.InUnit(workload) != Truth::kNo) idle.role.reset();
  return idle;
}

// Whether nothing can need the token: what is not known of a custom resource, or of bindings where
// the account has no role, may.
bool IsSure(const IdleToken& idle) {
  return idle.role.has_value() && IsCertain(*idle.workload) &&
         kube::IsCoreWorkload(idle.workload->object->meta);
}

void Report(const graph::IdentityGraph& graph, const IdleToken& idle,
            rule::Applicability applicability, rule::FindingSink& sink) {
  const graph::Workload& workload = *idle.workload;
  rule::Finding& finding = sink.Report(
      workload.object->spec.automount.place(),
      fmt::format("this {} mounts a token for the API server{}: "
                  "automountServiceAccountToken {}",
                  workload.object->meta.kind, idle.role.has_value() ? " that nothing needs" : "",
                  DeciderOf(workload, idle.token.effective.origin)));
  Describe(graph, workload, idle.token, finding);
  if (idle.role.has_value()) {
    DescribeRole(workload, *idle.role, finding);
  } else {
    finding.severity = rule::Severity::kNote;
    finding.persona = rule::Persona::kPedantic;
  }
  finding.fixes.push_back(FixOf(workload, applicability));
}

using Places = std::set<syntax::Place, decltype(&syntax::Before)>;

// Overlays share the workloads of their base, and another one may need the token.
Places InDoubt(const rule::RuleContext& context, const graph::ApiAccess& access,
               const std::vector<IdleToken>& idle_tokens) {
  Places places(&syntax::Before);
  for (const IdleToken& idle : idle_tokens) places.insert(idle.workload->object->spec.place);
  Places in_doubt(&syntax::Before);
  if (places.empty()) return in_doubt;
  for (const graph::Workload& workload : context.graph.workloads()) {
    const syntax::Place& place = workload.object->spec.place;
    if (!places.contains(place)) continue;
    const std::optional<IdleToken> idle = IdleTokenOf(context, access, workload);
    if (!idle.has_value() || !IsSure(*idle)) in_doubt.insert(place);
  }
  return in_doubt;
}

void Check(const rule::RuleContext& context, rule::FindingSink& sink) {
  const graph::ApiAccess access(context.graph);
  std::vector<IdleToken> idle_tokens;
  for (const graph::Workload& workload : context.graph.workloads()) {
    std::optional<IdleToken> idle = IdleTokenOf(context, access, workload);
    if (!idle.has_value()) continue;
    if (!idle->role.has_value() && !sink.Wants(rule::Persona::kPedantic)) continue;
    idle_tokens.push_back(*std::move(idle));
  }
  const Places in_doubt = InDoubt(context, access, idle_tokens);
  for (const IdleToken& idle : idle_tokens) {
    const bool is_safe = !in_doubt.contains(idle.workload->object->spec.place);
    Report(context.graph, idle, is_safe ? rule::Applicability::kSafe : rule::Applicability::kUnsafe,
           sink);
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "token-automounted",
             .group = "token",
             .summary = "A token for the API server is mounted that nothing needs",
             .severity = rule::Severity::kWarning,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .also_reported_by = kAlsoReportedBy,
             .parameters = kParameters,
             .doc = kDoc},
    .check = rule::CheckGraph{Check},
};

}  // namespace irsalint::rules::token::token_automounted
