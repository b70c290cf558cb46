#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/strings.h"
#include "analyzer/graph/near_miss.h"
#include "analyzer/iam/literal_wildcard.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/offending.h"
#include "analyzer/rule/pod_identity.h"
#include "analyzer/rule/policy_edits.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::pod_identity::pod_identity_condition_never_true {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A trust policy lets `pods.eks.amazonaws.com` assume its role under a condition that the association of the role does
not meet: a session tag with another namespace, account or cluster, a source ARN that is not the cluster's, a tag that
EKS does not set, a claim of an OIDC token. Or a Deny statement refuses the association. Without an association in the
input: a condition that none can meet.

## Why it matters

STS refuses the call, and the pods get no credentials. The error names no condition.

## When it stays silent

Where what the call carries is not known: the pod's own name and uid, the organization, the region of a cluster that
is not in the input. For faults that stand in the policy whoever comes, which have rules of their own, and where
another variant of the role's policy admits the association.

## Example

```json association.json
{
  "association": {
    "clusterName": "media",
    "namespace": "media",
    "serviceAccount": "uploader",
    "associationArn": "arn:aws:eks:eu-central-1:493827165038:podidentityassociation/media/a-7d3f9a1c5b2e80460",
    "roleArn": "arn:aws:iam::493827165038:role/uploader"
  }
}
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
        "Principal": {"Service": "pods.eks.amazonaws.com"},
        "Action": ["sts:AssumeRole", "sts:TagSession"],
        "Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:eks:*:493827165038:podidentityassociation/media/*"}}
      }]
    }
  }
}
```

## How to fix

Demand what the call carries: the ARN of the cluster, and the session tags of the account.

```json role.json
{
  "Role": {
    "RoleName": "uploader",
    "Arn": "arn:aws:iam::493827165038:role/uploader",
    "AssumeRolePolicyDocument": {
      "Version": "2012-10-17",
      "Statement": [{
        "Effect": "Allow",
        "Principal": {"Service": "pods.eks.amazonaws.com"},
        "Action": ["sts:AssumeRole", "sts:TagSession"],
        "Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:eks:eu-central-1:493827165038:cluster/media"}}
      }]
    }
  }
}
```
)";

constexpr std::string_view kTags[] = {"correctness"};
constexpr std::string_view kReferences[] = {"docs/reference/iam.md §2.8",
                                            "docs/reference/semantics.md §8.3",
                                            "docs/reference/semantics.md §8.4"};

bool IsSourceArn(const iam::Condition& condition) {
  return base::EqualsIgnoreAsciiCase(condition.key.text.literal(), "aws:SourceArn");
}

// What must change: the key that no call carries, the operator that excludes, or the nearest value.
syntax::Place PlaceOf(const iam::Condition& condition, const graph::PodIdentityRefusal& refusal) {
  if (refusal.carried.IsEmpty()) return condition.key.place;
  if (iam::IsNegated(condition.op->base)) return rule::ExcludingPlace(condition);
  return refusal.value.has_value() ? condition.values[*refusal.value].place : condition.place;
}

// The key of a session tag that was probably meant: a tag that is nearly one of them, or one of
// them as the session shows it later. "" if there is none.
std::string MeantKey(const iam::Condition& condition) {
  const std::string key = condition.key.text.Written();
  const std::string lower = base::AsciiLower(key);
  const size_t slash = key.find('/');
  if (!lower.starts_with("aws:requesttag/") && !lower.starts_with("aws:principaltag/")) return {};
  const std::string written = key.substr(slash + 1);
  for (const std::string_view tag : iam::kSessionTags) {
    if (written == tag || graph::IsNearMiss(written, tag))
      return fmt::format("aws:RequestTag/{}", tag);
  }
  return {};
}

// Whether the value that comes nearest is written for a wildcard that does not count.
bool HoldsLiteralWildcard(const iam::PolicyDocument& policy, const iam::Condition& condition,
                          const graph::PodIdentityRefusal& refusal) {
  return refusal.value.has_value() &&
         iam::HoldsLiteralWildcard(condition, condition.values[*refusal.value],
                                   iam::VariablesOf(policy), "*?");
}

void AddHelps(const rule::RuleContext& context, const iam::PolicyDocument& policy,
              const iam::Condition& condition, const graph::PodIdentityRefusal& refusal,
              rule::Finding& finding) {
  const std::string key = condition.key.text.Written();
  if (refusal.carried.IsEmpty()) {
    const std::string meant = MeantKey(condition);
    const bool untagged =
        !refusal.associations.empty() &&
        graph::PodIdentityOf(context.graph, refusal.associations.front()).session_tags ==
            base::Truth::kNo;
    if (!meant.empty() && meant != key) {
      finding.helps.push_back(fmt::format("write \"{}\"", meant));
    } else if (untagged) {
      finding.notes.emplace_back(
          "the association sets disableSessionTags: its calls carry no session tags");
      finding.helps.emplace_back("test aws:SourceArn, the ARN of the cluster, instead");
    } else {
      finding.helps.push_back(fmt::format(
          "the session tags are {}; claims of OIDC tokens need a statement of their own",
          fmt::join(iam::kSessionTags, ", ")));
    }
    return;
  }
  if (IsSourceArn(condition)) {
    finding.helps.emplace_back("aws:SourceArn is the ARN of the cluster, not of the association");
  }
  if (HoldsLiteralWildcard(policy, condition, refusal)) {
    finding.helps.push_back(fmt::format("{} takes * and ? literally: use StringLike",
                                        condition.operator_name.text.Written()));
  }
}

// The key that was meant, or what the only association that is refused carries.
std::optional<rule::Fix> FixFor(const iam::Statement& statement,
                                const graph::PodIdentityRefusal& refusal) {
  const iam::Condition& condition = statement.conditions[*refusal.condition];
  if (refusal.carried.IsEmpty()) {
    const std::string meant = MeantKey(condition);
    if (meant.empty() || meant == condition.key.text.Written()) return std::nullopt;
    const rule::RenamedCondition renamed[] = {{.condition = *refusal.condition, .key = meant}};
    return rule::PolicyFix(fmt::format("write \"{}\"", meant), rule::Applicability::kUnsafe,
                           rule::RenameKeys(statement, renamed));
  }
  const bool replaceable = refusal.associations.size() == 1 && refusal.value.has_value() &&
                           refusal.carried.IsLiteral() && !iam::IsNegated(condition.op->base) &&
                           condition.values[*refusal.value].text.IsLiteral();
  if (!replaceable) return std::nullopt;
  const std::string texts[] = {std::string(refusal.carried.literal())};
  return rule::PolicyFix(fmt::format("write \"{}\"", texts[0]), rule::Applicability::kUnsafe,
                         rule::ReplaceValue(condition, *refusal.value, texts));
}

void ReportCondition(const rule::RuleContext& context, graph::PolicyId id,
                     const graph::PodIdentityRefusal& refusal, rule::FindingSink& sink) {
  const iam::PolicyDocument& policy = context.graph[id].object->document;
  const iam::Statement& statement = policy.statements[*refusal.statement];
  const iam::Condition& condition = statement.conditions[*refusal.condition];
  const std::string reason = refusal.carried.IsEmpty() ? fmt::format("the call carries no \"{}\"",
                                                                     condition.key.text.Written())
                                                       : refusal.reason;
  rule::Finding& finding = sink.Report(
      PlaceOf(condition, refusal), fmt::format("the trust policy refuses {}: {}",
                                               rule::RefusedBy(context.graph, refusal), reason));
  finding.offending_value = rule::Offending(condition);
  rule::DescribeRefusal(context, id, refusal, finding);
  AddHelps(context, policy, condition, refusal, finding);
  auto fix = FixFor(statement, refusal);
  if (fix.has_value()) finding.fixes.push_back(std::move(*fix));
}

void ReportDeny(const rule::RuleContext& context, graph::PolicyId id,
                const graph::PodIdentityRefusal& refusal, rule::FindingSink& sink) {
  const iam::Statement& statement =
      context.graph[id].object->document.statements[*refusal.statement];
  rule::Finding& finding = sink.Report(
      statement.effect_place, fmt::format("the trust policy refuses {}: a Deny statement applies",
                                          rule::RefusedBy(context.graph, refusal)));
  std::vector<std::string> conditions;
  for (const iam::Condition& condition : statement.conditions) {
    conditions.push_back(rule::Offending(condition));
  }
  finding.offending_value = rule::Offending(std::move(conditions));
  rule::DescribeRefusal(context, id, refusal, finding);
}

void Check(const rule::RuleContext& context, graph::PolicyId id, rule::FindingSink& sink) {
  for (const graph::PodIdentityRefusal& refusal : graph::RefusalsBy(context.graph, id)) {
    if (refusal.condition.has_value()) ReportCondition(context, id, refusal, sink);
    if (refusal.kind == graph::PodIdentityDenial::Kind::kExplicitDeny) {
      ReportDeny(context, id, refusal, sink);
    }
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "pod-identity-condition-never-true",
             .group = "pod_identity",
             .summary = "A condition on EKS Pod Identity that the association does not meet",
             .severity = rule::Severity::kError,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckTrustPolicy{Check},
};

}  // namespace irsalint::rules::pod_identity::pod_identity_condition_never_true
