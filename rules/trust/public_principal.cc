#include <fmt/format.h>

#include <string_view>

#include "analyzer/iam/public_principal.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::trust::public_principal {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A statement trusts `"AWS": "*"`, and no condition of it keeps out a caller from an account that nobody knows.
Effective conditions are those on the caller's account, organization, ARN or unique id, on a network, and on an
external id. Keys that a caller sets as it likes (names, tags, the session's name, MFA, the time) are not, nor
are `*`, negated lists, `IfExists`, and ARNs of any account (`arn:aws:iam::*:role/ci`).

## Why it matters

Everybody with an AWS account of their own can take the role and all that it may do.

## When it stays silent

Where a Deny statement keeps strangers out, where a placeholder may do so, and for keys that irsalint does not
know. For `"Principal": "*"`, which IAM does not store in a trust policy.

## Example

```json trust-policy.json
{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": {"AWS": "*"},
    "Action": "sts:AssumeRole",
    "Condition": {"StringEquals": {"aws:PrincipalTag/team": "media"}}
  }]
}
```

## How to fix

Name the accounts or roles that are meant; or demand the organization.

```json trust-policy.json
{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": {"AWS": "*"},
    "Action": "sts:AssumeRole",
    "Condition": {"StringEquals": {
      "aws:PrincipalOrgID": "o-q3e8grt7vw",
      "aws:PrincipalTag/team": "media"
    }}
  }]
}
```
)";

constexpr std::string_view kTags[] = {"security"};
constexpr std::string_view kReferences[] = {"docs/reference/iam.md §1.3",
                                            "docs/reference/iam.md §3.1"};
constexpr std::string_view kAlsoReportedBy[] = {"checkov CKV_AWS_60",
                                                "cloudsplaining AssumableByAnyPrincipal",
                                                "KICS IAM Role Allows All Principals To Assume"};

void Check(const rule::RuleContext& context, graph::PolicyId id, rule::FindingSink& sink) {
  const iam::PolicyDocument& document = context.graph[id].object->document;
  for (const iam::PublicPrincipal& open : iam::PublicPrincipalsOf(document)) {
    const iam::Statement& statement = document.statements[open.statement];
    const iam::Value& value = statement.principals[open.principal].value;
    rule::Finding& finding = sink.Report(
        value.place,
        fmt::format("every AWS account of the world can take this role: \"AWS\": "
                    "\"*\"{}",
                    statement.conditions.empty() ? " without a condition"
                                                 : ", and its conditions keep nobody out"));
    finding.subject = {.kind = "TrustPolicy", .namespace_name = "", .name = "*"};
    finding.offending_value = "*";
    for (const iam::Condition& condition : statement.conditions) {
      finding.related.push_back(
          {.place = condition.place, .message = "a caller from anywhere can meet this"});
    }
    rule::AddClaimants(context.graph, id, finding);
    finding.helps.emplace_back(
        "name the accounts or roles that are meant, or demand \"aws:PrincipalOrgID\" under "
        "StringEquals");
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "public-principal",
             .group = "trust",
             .summary = "Every AWS account can take the role",
             .severity = rule::Severity::kError,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .also_reported_by = kAlsoReportedBy,
             .doc = kDoc},
    .check = rule::CheckTrustPolicy{Check},
};

}  // namespace irsalint::rules::trust::public_principal
