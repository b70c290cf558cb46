#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/graph/shared_scope_in_use.h"
#include "analyzer/graph/vacuous_conditions.h"
#include "analyzer/iam/shared_scope.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/policy_edits.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::trust::shared_oidc_provider_unscoped {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A trust policy admits tokens of an issuer that many customers share (GitHub Actions, GitLab, HCP
Terraform and others), and nothing in the statement binds them to one customer: the claim that does so
has no condition, a condition whose value is all wildcards, or one that ends within the customer's name.

## Why it matters

Anybody with an account at that service can take the role. IAM refuses to store such a policy since 2025,
and leaves those that were stored before as they are.

## When it stays silent

For issuers of one customer, such as those of clusters; where any other claim that belongs to one
customer is demanded (`repository_owner_id`, `project_id`); where a Deny statement tests a claim of the
issuer; and for values with placeholders. Where the claim is demanded by an `IfExists` condition on a key that
no token carries, vacuous-condition says so; where a plain condition on such a key shuts everybody out,
condition-key-malformed or condition-issuer-mismatch. With conditions on the network or the time of the call it
is a warning.

## Example

```json trust-policy.json
{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": {"Federated": "arn:aws:iam::493827165038:oidc-provider/token.actions.githubusercontent.com"},
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {
      "StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"}
    }
  }]
}
```

## How to fix

Demand the claim that names the customer, up to the end of the name. Where all other policies of the
input that bind this provider demand the same, `--fix=unsafe` writes that.

```json trust-policy.json
{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": {"Federated": "arn:aws:iam::493827165038:oidc-provider/token.actions.githubusercontent.com"},
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {
      "StringEquals": {
        "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
        "token.actions.githubusercontent.com:sub": "repo:media-team/uploader:ref:refs/heads/main"
      }
    }
  }]
}
```
)";

constexpr std::string_view kTags[] = {"security"};
constexpr std::string_view kReferences[] = {"docs/reference/iam.md §4"};
constexpr std::string_view kAlsoReportedBy[] = {
    "checkov CKV_AWS_358", "checkov CKV_AWS_393",
    "Access Analyzer MISSING_GITHUB_REPO_CONDITION_KEY",
    "Access Analyzer MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL"};

using iam::UnscopedProvider;

graph::VacuousCondition::Claim ClaimOf(const base::SharedIssuerInfo& provider) {
  return provider.required_key == ":aud" ? graph::VacuousCondition::Claim::kAudience
                                         : graph::VacuousCondition::Claim::kSubject;
}

std::string MessageFor(const UnscopedProvider& open) {
  switch (open.reason) {
    case UnscopedProvider::Reason::kNoCondition:
      return fmt::format("everybody who uses {} can take this role: no condition on \"{}\"",
                         open.provider->service, iam::RequiredKey(*open.provider));
    case UnscopedProvider::Reason::kAnybody:
      return fmt::format("\"{}\" admits everybody who uses {}", open.value->text.Written(),
                         open.provider->service);
    case UnscopedProvider::Reason::kNamePrefix:
      return fmt::format(
          "\"{}\" admits everybody on {} who takes a name that begins so: the wildcard starts "
          "within the name",
          open.value->text.Written(), open.provider->service);
  }
  return "";
}

// Writes the scope in the place of the open value, or as a new condition.
std::optional<rule::Edits> EditsFor(const iam::Statement& statement, const UnscopedProvider& open,
                                    const graph::SharedScope& scope) {
  const std::vector<std::string> values = {scope.value};
  if (open.value == nullptr) return rule::AddCondition(statement, scope.op, scope.key, values);
  for (const iam::Condition& condition : statement.conditions) {
    for (size_t i = 0; i < condition.values.size(); ++i) {
      if (&condition.values[i] == open.value) return rule::ReplaceValue(condition, i, values);
    }
  }
  return std::nullopt;
}

// What the other policies of the input demand, where they agree.
void AddFix(const rule::RuleContext& context, const iam::Statement& statement,
            const UnscopedProvider& open, rule::Finding& finding) {
  const auto scope = graph::SharedScopeInUse(context.graph, *open.provider);
  if (!scope.has_value()) return;
  auto fix = rule::PolicyFix(fmt::format("demand \"{}\" of \"{}\", as {} does", scope->value,
                                         scope->key, context.graph[scope->policy].object->path),
                             rule::Applicability::kUnsafe, EditsFor(statement, open, *scope));
  if (fix.has_value()) finding.fixes.push_back(std::move(*fix));
}

void Check(const rule::RuleContext& context, graph::PolicyId id, rule::FindingSink& sink) {
  const iam::PolicyDocument& policy = context.graph[id].object->document;
  for (const UnscopedProvider& open : iam::UnscopedProvidersOf(policy)) {
    if (graph::DemandsInVain(policy, open.statement, ClaimOf(*open.provider))) continue;
    const iam::Value& principal = open.principal->value;
    rule::Finding& finding =
        sink.Report(open.value != nullptr ? open.value->place : principal.place, MessageFor(open));
    finding.subject = {
        .kind = "TrustPolicy", .namespace_name = "", .name = std::string(open.provider->issuer)};
    if (open.value != nullptr) {
      finding.offending_value = open.value->text.Written();
      finding.related.push_back({.place = principal.place, .message = "tokens of this issuer"});
    }
    for (const std::string& guard : open.guards) {
      finding.notes.push_back(fmt::format("narrowed by {}, which is not known here", guard));
      finding.severity = rule::Severity::kWarning;
    }
    finding.helps.push_back(
        fmt::format("demand \"{}\" under StringEquals, or under StringLike with "
                    "the whole name before the first wildcard",
                    iam::RequiredKey(*open.provider)));
    AddFix(context, policy.statements[open.statement], open, finding);
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "shared-oidc-provider-unscoped",
             .group = "trust",
             .summary = "Every customer of a shared OIDC provider can take the role",
             .severity = rule::Severity::kError,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .also_reported_by = kAlsoReportedBy,
             .doc = kDoc},
    .check = rule::CheckTrustPolicy{Check},
};

}  // namespace irsalint::rules::trust::shared_oidc_provider_unscoped
