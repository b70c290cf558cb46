#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/base/subject.h"
#include "analyzer/graph/account_change.h"
#include "analyzer/iam/demands_value.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/difference.h"
#include "analyzer/rule/rule.h"
#include "analyzer/rule/wanted_values.h"

namespace irsalint::rules::trust::sub_mismatch {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A ServiceAccount claims a role, and no Allow statement of the role's trust policy admits the subject
that its tokens carry, `system:serviceaccount:NAMESPACE:NAME`. Everything else in the nearest
statement fits: the subject decides.

## Why it matters

STS refuses the pod with AccessDenied. Depending on its SDK the pod then stops, or goes on with the
role of its node.

## When it stays silent

Where a namespace, a name or the policy's value is not known (a placeholder, a missing namespace),
where any other trust policy of the same role admits the account, where a Pod Identity association
replaces the annotation, and where another element of the statement fails first. Where policy and
role are linked only by inference it needs a further witness, and is a warning.

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

```json role.json
{
  "Role": {
    "RoleName": "uploader",
    "Arn": "arn:aws:iam::493827165038:role/uploader",
    "AssumeRolePolicyDocument": {
      "Version": "2012-10-17",
      "Statement": [{
        "Effect": "Allow",
        "Principal": {"Federated": "arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F"},
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {"StringEquals": {
          "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:aud": "sts.amazonaws.com",
          "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:sub": "system:serviceaccount:media:upload"
        }}
      }]
    }
  }
}
```

## How to fix

Write the account's subject into the policy, or give the account the name and namespace that the
policy expects. The comparison is exact: case, hyphens and every blank count.

```json role.json
{
  "Role": {
    "RoleName": "uploader",
    "Arn": "arn:aws:iam::493827165038:role/uploader",
    "AssumeRolePolicyDocument": {
      "Version": "2012-10-17",
      "Statement": [{
        "Effect": "Allow",
        "Principal": {"Federated": "arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F"},
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {"StringEquals": {
          "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:aud": "sts.amazonaws.com",
          "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:sub": "system:serviceaccount:media:uploader"
        }}
      }]
    }
  }
}
```
)";

constexpr std::string_view kTags[] = {"security", "correctness"};
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §9.2",
                                            "docs/reference/iam.md §2.2"};

// "the name differs: "api" in the policy, "web" in the token", the namespace likewise; or the first
// differing character where the value is no subject.
std::string Difference(std::string_view policy, std::string_view token) {
  const auto a = base::ParseSubject(policy);
  const auto b = base::ParseSubject(token);
  if (!a.has_value() || !b.has_value()) {
    const auto at = std::ranges::mismatch(policy, token).in1 - policy.begin();
    return fmt::format("they differ from character {}", at + 1);
  }
  const bool same_namespace = a->namespace_name == b->namespace_name;
  if (!same_namespace && a->name != b->name) return "the namespace and the name differ";
  return same_namespace ? "the name differs" : "the namespace differs";
}

rule::Fix Rename(const std::vector<syntax::Place>& places, std::string_view name) {
  rule::Fix fix{.title = fmt::format("rename the ServiceAccount to \"{}\"", name),
                .applicability = rule::Applicability::kUnsafe,
                .side = rule::FixSide::kManifest,
                .edits = {}};
  for (const syntax::Place& place : places) {
    fix.edits.emplace_back(
        syntax::SetValue{.place = place, .value = syntax::NewValue::String(name)});
  }
  return fix;
}

// The account as the policy's value has it, where one part differs.
std::optional<rule::Fix> FixOfManifest(const rule::RuleContext& context, const graph::Claim& claim,
                                       std::string_view written) {
  const auto wanted = base::ParseSubject(written);
  const bool plain = written.find_first_of("*?$") == written.npos;
  if (!wanted.has_value() || !plain || claim.origin != graph::Claim::Origin::kAnnotation) {
    return std::nullopt;
  }
  if (wanted->namespace_name == claim.namespace_name.literal()) {
    const auto places = graph::PlacesOfName(context.graph, *claim.account, wanted->name);
    if (!places.has_value()) return std::nullopt;
    return Rename(*places, wanted->name);
  }
  if (wanted->name != claim.account_name.literal()) return std::nullopt;
  const auto place = graph::PlaceOfNamespace(context.graph, *claim.account, wanted->namespace_name);
  if (!place.has_value()) return std::nullopt;
  return rule::Fix{
      .title = fmt::format("move the ServiceAccount to namespace \"{}\"", wanted->namespace_name),
      .applicability = rule::Applicability::kUnsafe,
      .side = rule::FixSide::kManifest,
      .edits = {syntax::SetValue{.place = *place,
                                 .value = syntax::NewValue::String(wanted->namespace_name)}}};
}

void AddFixes(const rule::RuleContext& context, const graph::Claim& claim,
              const rule::BrokenClaim& broken, rule::Finding& finding) {
  const auto wanted = rule::WantedBy(context, broken);
  if (!wanted.has_value()) return;
  if (auto fix = rule::FixWith(*wanted)) finding.fixes.push_back(std::move(*fix));
  if (wanted->texts.size() > 1 || wanted->is_needed) return;
  auto fix = FixOfManifest(context, claim, wanted->NearestText());
  if (fix.has_value()) finding.fixes.push_back(std::move(*fix));
}

void Check(const rule::RuleContext& context, graph::ClaimId id, rule::FindingSink& sink) {
  const graph::Claim& claim = context.graph[id];
  const auto broken = rule::BrokenFor(context, claim);
  if (!broken.has_value() || broken->condition() == nullptr) return;
  const iam::Condition& condition = *broken->condition();
  const std::string subject = rule::Show(claim.Subject());
  const std::optional<size_t> nearest = broken->clause()->nearest;
  if (!nearest.has_value() || !iam::DemandsValue(condition)) {
    rule::Finding& finding =
        sink.Report(rule::ExcludingPlace(condition),
                    fmt::format("the trust policy excludes the subject \"{}\"", subject));
    finding.primary.message = broken->clause()->reason;
    rule::DescribeChain(context, claim, *broken, finding);
    if (broken->edge->IsInferred()) finding.severity = rule::Severity::kWarning;
    return;
  }
  const iam::Value& value = condition.values[*nearest];
  const std::string written = value.text.Written();
  rule::Finding& finding =
      sink.Report(value.place, fmt::format("the trust policy admits subject \"{}\", but the token "
                                           "carries \"{}\": {}",
                                           written, subject, Difference(written, subject)));
  finding.primary.message =
      fmt::format("no token of {}/{} carries this", rule::Show(claim.namespace_name),
                  rule::Show(claim.account_name));
  finding.offending_value = written;
  rule::PointAtDifference(value.place, written, subject, finding);
  rule::DescribeChain(context, claim, *broken, finding);
  if (broken->edge->IsInferred()) finding.severity = rule::Severity::kWarning;
  finding.helps.push_back(
      fmt::format("if the account is right, the policy's value must be \"{}\"", subject));
  AddFixes(context, claim, *broken, finding);
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "sub-mismatch",
             .group = "trust",
             .summary = "The trust policy names another subject than the account's tokens carry",
             .severity = rule::Severity::kError,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckClaim{Check},
};

}  // namespace irsalint::rules::trust::sub_mismatch
