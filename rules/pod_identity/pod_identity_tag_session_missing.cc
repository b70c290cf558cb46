#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/strings.h"
#include "analyzer/rule/offending.h"
#include "analyzer/rule/pod_identity.h"
#include "analyzer/rule/policy_edits.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::pod_identity::pod_identity_tag_session_missing {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A trust policy lets EKS Pod Identity assume its role, but not tag the session: `sts:TagSession` is missing. The same
holds for the target role of an association.

## Why it matters

EKS puts six tags on every session (cluster, namespace, service account, pod) unless the association sets
`disableSessionTags`. STS then checks both actions, and refuses the call as a whole.

## When it stays silent

Where all associations of the role set `disableSessionTags`, and where no statement lets the service assume the role,
which pod-identity-principal-missing reports. Without an association in the input it is a warning: one may set
`disableSessionTags`.

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
        "Action": "sts:AssumeRole",
        "Condition": {"StringEquals": {"aws:SourceAccount": "493827165038"}}
      }]
    }
  }
}
```

## How to fix

Allow both actions.

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
        "Condition": {"StringEquals": {"aws:SourceAccount": "493827165038"}}
      }]
    }
  }
}
```
)";

constexpr std::string_view kTags[] = {"correctness"};
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §8.1",
                                            "docs/reference/semantics.md §8.6",
                                            "docs/reference/iam.md §2.8"};

// To tag a session gives no right to what else the statement trusts, but it is said for the caller
// alone.
rule::Applicability ApplicabilityOf(const iam::Statement& statement) {
  return statement.principals.size() == 1 ? rule::Applicability::kSafe
                                          : rule::Applicability::kUnsafe;
}

void Report(const rule::RuleContext& context, graph::PolicyId id,
            const graph::PodIdentityRefusal& refusal, rule::FindingSink& sink) {
  const iam::Statement& statement =
      context.graph[id].object->document.statements[*refusal.statement];
  std::vector<std::string> actions;
  for (const iam::Value& action : statement.actions) actions.push_back(action.text.Written());
  rule::Finding& finding = sink.Report(
      actions.size() == 1 ? statement.actions.front().place : statement.action_place,
      fmt::format("the statement allows {}{}, but the session tags of {} need sts:TagSession",
                  statement.not_action ? "all but " : "", base::JoinQuoted(actions, 3),
                  rule::RefusedBy(context.graph, refusal)));
  finding.offending_value = rule::Offending(statement.actions);
  rule::DescribeRefusal(context, id, refusal, finding);
  if (refusal.associations.empty()) {
    finding.severity = rule::Severity::kWarning;
    finding.confidence = rule::Confidence::kMedium;
    finding.notes.emplace_back(
        "assuming that the associations of the role do not set disableSessionTags");
  }
  finding.helps.emplace_back("add \"sts:TagSession\" to the actions");
  auto fix = rule::PolicyFix("add \"sts:TagSession\"", ApplicabilityOf(statement),
                             rule::AddAction(statement, iam::kTagSession));
  if (fix.has_value()) finding.fixes.push_back(std::move(*fix));
}

void Check(const rule::RuleContext& context, graph::PolicyId id, rule::FindingSink& sink) {
  for (const graph::PodIdentityRefusal& refusal : graph::RefusalsBy(context.graph, id)) {
    const bool untagged = refusal.kind == graph::PodIdentityDenial::Kind::kTagSession;
    if (untagged && refusal.statement.has_value()) Report(context, id, refusal, sink);
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "pod-identity-tag-session-missing",
             .group = "pod_identity",
             .summary = "A trust policy does not let EKS Pod Identity tag its sessions",
             .severity = rule::Severity::kError,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckTrustPolicy{Check},
};

}  // namespace irsalint::rules::pod_identity::pod_identity_tag_session_missing
