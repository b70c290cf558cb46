#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "analyzer/base/arn.h"
#include "analyzer/graph/unresolved_links.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::hygiene::unresolved_link {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A link between a workload, its ServiceAccount, its role and the role's trust policy could not be
followed, so nothing behind it was checked. Either the name of an account or the ARN of a role is
filled in by another tool; or no trust policy of the role is in the input; or one may be the role's,
but nothing says so; or the decision hangs on a namespace that no manifest names. The finding says
which input would settle it. All who share the cause are in one finding.

## Why it matters

What cannot be followed is not proved broken, and not proved right either.

## When it stays silent

For what other rules report: accounts that are nowhere in the input (service-account-not-found),
roles that are missing or malformed, and ARNs that somebody has to complete by hand. For roles that
eksctl makes, for those of documentation (`111122223333`), and for those that the configuration
declares to live elsewhere (`external`).

## Example

```yaml account.yaml
apiVersion: v1
kind: ServiceAccount
metadata:
  name: uploader
  namespace: media
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::493827165038:role/uploader
```

## How to fix

Add what the finding asks for: `aws iam get-role --role-name uploader > uploader.json`.

```yaml account.yaml
apiVersion: v1
kind: ServiceAccount
metadata:
  name: uploader
  namespace: media
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::493827165038:role/uploader
---
Role:
  RoleName: uploader
  Arn: arn:aws:iam::493827165038:role/uploader
  AssumeRolePolicyDocument:
    Version: "2012-10-17"
    Statement:
      - Effect: Allow
        Principal:
          Federated: arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F
        Action: sts:AssumeRoleWithWebIdentity
        Condition:
          StringEquals:
            oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:sub: system:serviceaccount:media:uploader
```
)";

constexpr std::string_view kTags[] = {"hygiene"};
constexpr std::string_view kReferences[] = {"docs/architecture.md"};

using Cause = graph::UnresolvedLink::Cause;
using Holder = graph::UnresolvedLink::Holder;

constexpr size_t kMaxShown = 10;

// `ServiceAccount "media/uploader"`.
std::string Shown(const Holder& holder) {
  return fmt::format("{} \"{}/{}\"", holder.kind, rule::Show(holder.namespace_name),
                     rule::Show(holder.name));
}

std::string Message(const rule::RuleContext& context, const graph::UnresolvedLink& link) {
  const std::string first = Shown(link.holders.front());
  switch (link.cause) {
    case Cause::kAccountUnknown:
      return fmt::format("the ServiceAccount of {} is not known before \"{}\" is filled in", first,
                         link.value);
    case Cause::kRoleUnknown:
      return fmt::format("the role of {} is not known before \"{}\" is filled in", first,
                         link.value);
    case Cause::kTrustPolicyAbsent:
      return fmt::format("the trust policy of role \"{}\" is not in the input", link.value);
    case Cause::kTrustPolicyUnsure:
      return fmt::format("nothing says whether {} is the trust policy of role \"{}\"",
                         context.graph[*link.policy].object->path, link.value);
    case Cause::kNamespaceUnknown:
      return fmt::format(
          "whether its role admits {} is not known, because no manifest names its namespace",
          first);
  }
  return {};
}

// Which input would settle it.
std::string Help(const graph::UnresolvedLink& link) {
  const auto role = base::ParseRoleArn(link.value);
  const std::string name(role.has_value() ? role->name : std::string_view());
  switch (link.cause) {
    case Cause::kAccountUnknown:
    case Cause::kRoleUnknown:
      return "lint what the tool writes that fills it in";
    case Cause::kTrustPolicyAbsent:
      return fmt::format("add it: aws iam get-role --role-name {0} > {0}.json", name);
    case Cause::kTrustPolicyUnsure:
      return fmt::format("call the file {0}.json, or replace it: aws iam get-role --role-name {0}",
                         name);
    case Cause::kNamespaceUnknown:
      return "say it with --namespace, or write it into the manifests";
  }
  return {};
}

void Check(const rule::RuleContext& context, rule::FindingSink& sink) {
  for (const graph::UnresolvedLink& link : graph::UnresolvedLinksOf(context.graph)) {
    const Holder& first = link.holders.front();
    rule::Finding& finding = sink.Report(first.place, Message(context, link));
    finding.subject = {.kind = first.kind,
                       .namespace_name = first.namespace_name.Written(),
                       .name = first.name.Written()};
    finding.offending_value = link.value;
    const size_t shown = std::min(link.holders.size(), kMaxShown + 1);
    for (size_t i = 1; i < shown; ++i) {
      finding.related.push_back(
          {.place = link.holders[i].place,
           .message = fmt::format("the same holds for {}", Shown(link.holders[i]))});
    }
    if (link.holders.size() > shown) {
      finding.notes.push_back(
          fmt::format("the same holds for {} more", link.holders.size() - shown));
    }
    finding.helps.push_back(Help(link));
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "unresolved-link",
             .group = "hygiene",
             .summary = "A link of the identity chain could not be followed",
             .severity = rule::Severity::kNote,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kPedantic,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckGraph{Check},
};

}  // namespace irsalint::rules::hygiene::unresolved_link
