#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>

#include "analyzer/base/role_arn_fault.h"
#include "analyzer/base/role_arn_repair.h"
#include "analyzer/base/utf8.h"
#include "analyzer/graph/role_reference.h"
#include "analyzer/rule/role_references.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::role::role_arn_malformed {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

The value that gives a service account its role is not the ARN of a role: it fails the pattern by
which the pod identity webhook checks it, `arn:PARTITION:iam::ACCOUNT:role/NAME`. The finding says
which part is wrong and points at it: a region that IAM does not have, an account that is not twelve
digits, a blank or a line break, the ARN of an instance profile, a user, a policy or a session.

## Why it matters

The webhook logs a warning that nobody reads, and puts the value into the pod all the same. STS then
answers ValidationError, and the pod stops, or goes on with the role of its node.

## When it stays silent

For an empty value, which counts as none; for values that another tool fills in (`${…}`, `{{…}}`);
for placeholders and ids of documentation (see role-arn-placeholder); for a bare name where the
configuration says that the cluster's webhook composes ARNs; and for an annotation that a Pod
Identity association replaces.

## Example

```yaml account.yaml
apiVersion: v1
kind: ServiceAccount
metadata:
  name: uploader
  namespace: media
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::493827165038:role:role/uploader
```

## How to fix

Copy the ARN that `aws iam get-role` shows.

```yaml account.yaml
apiVersion: v1
kind: ServiceAccount
metadata:
  name: uploader
  namespace: media
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::493827165038:role/uploader
```
)";

constexpr std::string_view kTags[] = {"correctness"};
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §3.3",
                                            "docs/reference/semantics.md §3.4",
                                            "docs/reference/semantics.md §9.4"};

constexpr std::string_view kAlsoReportedBy[] = {"cfn-lint E3511"};

void AddRunTimeError(graph::RoleReference::Origin origin, rule::Finding& finding) {
  using enum graph::RoleReference::Origin;
  if (origin == kAssociation || origin == kAssociationTarget) return;
  if (origin != kEnvironment) {
    finding.notes.emplace_back("the webhook puts the value into the pod as it is");
  }
  finding.notes.emplace_back("STS: ValidationError, Request ARN is invalid");
}

void Check(const rule::RuleContext& context, rule::FindingSink& sink) {
  for (const graph::RoleReference& reference : graph::RoleReferencesOf(context.graph)) {
    if (graph::FormOf(context.graph, reference) != graph::RoleArnForm::kMalformed) continue;
    const std::string_view arn = (*reference.arn)->literal();
    const auto fault = base::FaultOfRoleArn(arn);
    if (!fault.has_value()) continue;
    rule::Finding& finding = sink.Report(
        rule::PartOf(context.graph, reference, fault->begin, fault->end),
        fmt::format("the role ARN \"{}\" {}", base::EscapeForDisplay(arn), fault->what));
    rule::DescribeReference(context.graph, reference, finding);
    AddRunTimeError(reference.origin, finding);
    finding.helps.emplace_back(
        "the form is \"arn:aws:iam::ACCOUNT:role/NAME\", with the role's path "
        "before its name if it has one");
    const std::optional<std::string> repaired = base::RepairedRoleArn(arn);
    if (repaired.has_value()) {
      rule::AddArnFix(context.graph, reference, *repaired, rule::Applicability::kUnsafe, finding);
    }
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "role-arn-malformed",
             .group = "role",
             .summary = "The role of a service account is not the ARN of a role",
             .severity = rule::Severity::kError,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .also_reported_by = kAlsoReportedBy,
             .doc = kDoc},
    .check = rule::CheckGraph{Check},
};

}  // namespace irsalint::rules::role::role_arn_malformed
