#include <fmt/format.h>

#include <string>
#include <string_view>

#include "analyzer/graph/role_directory.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/role_references.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::role::role_not_found {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A service account is given a role that its AWS account does not have. Either all roles of the account
are in the input (`aws iam list-roles`, `get-account-authorization-details`, or `--assume-complete`
beside any role of the account) and this one is not among them. Or a role of the same name has
another path, or differs in upper and lower case: names are unique in an account whatever their path,
so the role as written cannot exist beside it; that is a note.

## Why it matters

STS refuses the pod. An ARN without the role's path names no role at all: the path belongs into the
annotation, although the role's sessions show none.

## When it stays silent

Without a full list of the account's roles, unless a role of the same name is in the input; for ARNs
that are incomplete, malformed or of documentation; for roles that the configuration declares as
external; and for an annotation that a Pod Identity association replaces.

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

```json roles.json
{
  "Roles": [{
    "Path": "/media/",
    "RoleName": "uploader",
    "Arn": "arn:aws:iam::493827165038:role/media/uploader"
  }]
}
```

## How to fix

Write the ARN that the account's list shows, or create the role.

```yaml account.yaml
apiVersion: v1
kind: ServiceAccount
metadata:
  name: uploader
  namespace: media
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::493827165038:role/media/uploader
```
)";

constexpr std::string_view kTags[] = {"correctness"};
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §9.4",
                                            "docs/reference/semantics.md §10.1"};

std::string Message(const graph::MissingRole& missing) {
  const std::string arn =
      missing.role == nullptr ? std::string() : std::string(missing.role->arn.literal());
  switch (missing.nearest) {
    case graph::MissingRole::Nearest::kPath:
      return fmt::format(
          "account {} has no role \"{}\": the role of that name has another path, "
          "\"{}\"",
          missing.account, missing.name, arn);
    case graph::MissingRole::Nearest::kCase:
      return fmt::format(
          "account {} has no role \"{}\": upper and lower case count, and it is "
          "\"{}\"",
          missing.account, missing.name, arn);
    case graph::MissingRole::Nearest::kSpelling:
      return fmt::format("account {} has no role \"{}\": the nearest is \"{}\"", missing.account,
                         missing.name, arn);
    case graph::MissingRole::Nearest::kNone:
      return fmt::format("account {} has no role \"{}\"", missing.account, missing.name);
  }
  return {};
}

void Check(const rule::RuleContext& context, rule::FindingSink& sink) {
  const graph::RoleDirectory directory(context.graph);
  for (const graph::RoleReference& reference : graph::RoleReferencesOf(context.graph)) {
    const auto missing = directory.Missing(reference);
    if (!missing.has_value()) continue;
    const size_t end = (*reference.arn)->literal().size();
    rule::Finding& finding = sink.Report(
        rule::PartOf(context.graph, reference, end - missing->name.size(), end), Message(*missing));
    if (!missing->is_listed) {
      finding.severity = rule::Severity::kNote;
      finding.confidence = rule::Confidence::kMedium;
    }
    if (missing->role != nullptr) {
      finding.related.push_back({.place = missing->role->objects.front()->arn.place(),
                                 .message = "the role that is nearest"});
      finding.helps.push_back(
          fmt::format("if that role is meant, write \"{}\"", missing->role->arn.literal()));
      if (missing->is_only) {
        rule::AddArnFix(context.graph, reference, missing->role->arn.literal(),
                        rule::Applicability::kUnsafe, finding);
      }
    }
    rule::DescribeReference(context.graph, reference, finding);
    finding.notes.emplace_back(rule::kAccessDenied);
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "role-not-found",
             .group = "role",
             .summary = "The role of a service account does not exist in its account",
             .severity = rule::Severity::kWarning,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckGraph{Check},
};

}  // namespace irsalint::rules::role::role_not_found
