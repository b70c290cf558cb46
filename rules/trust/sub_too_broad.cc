#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/base/strings.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/exposure.h"
#include "analyzer/rule/offending.h"
#include "analyzer/rule/policy_edits.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::trust::sub_too_broad {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A value of the trust policy admits a whole class of service accounts. The class is computed from the
set of subjects that the value really admits, after all other conditions and Deny statements:

| what is admitted | severity |
|---|---|
| any account of the cluster | error |
| one account name in any namespace | error |
| a wildcard that runs over the colon (`prod*`): any account of any such namespace | error |
| every account of a family of namespaces (`prod-*:*`) | error |
| everybody but a list | error |
| one account in a family of namespaces (`preview-*:app`) | warning; error if the prefix does not end in `-` |
| every account of a namespace | warning; error for kube-system |
| a family of account names in one namespace (`media:up-*`) | note, pedantic |

## Why it matters

Whoever may create a namespace or an account that fits has the role's rights.

## When it stays silent

For values with placeholders, for subjects that another condition or a Deny statement takes away
again, and for issuers that are not known to be Kubernetes's.

## Example

```json trust-policy.json
{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": {"Federated": "arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F"},
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {"StringLike": {
      "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:sub": "system:serviceaccount:prod*"
    }}
  }]
}
```

## How to fix

Name the accounts one by one under StringEquals; a list of values is allowed.

```json trust-policy.json
{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": {"Federated": "arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F"},
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {"StringEquals": {
      "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:sub": "system:serviceaccount:prod:uploader"
    }}
  }]
}
```
)";

constexpr std::string_view kTags[] = {"security"};
constexpr std::string_view kReferences[] = {"docs/reference/iam.md §6",
                                            "docs/reference/semantics.md §9.3"};

// What a grant amounts to, for people and for the gate.
struct Rating {
  std::string what;
  rule::Severity severity = rule::Severity::kError;
  rule::Persona persona = rule::Persona::kRegular;
};

// Whether the namespace's fixed prefix ends in a hyphen: `preview-*`.
bool PrefixEndsInHyphen(std::string_view value) {
  const size_t wildcard = value.find_first_of("*?");
  return wildcard != value.npos && wildcard > 0 && value[wildcard - 1] == '-';
}

std::optional<Rating> Rate(const iam::Grant& grant, std::string_view value) {
  using enum rule::Severity;
  const std::vector<std::string>& namespaces = grant.subjects.namespaces;
  switch (grant.form) {
    case iam::GrantForm::kNoSubject:
      return std::nullopt;  // sub-missing
    case iam::GrantForm::kWholeCluster:
      return Rating{.what = "any service account of the cluster"};
    case iam::GrantForm::kAnyNamespace: {
      const auto& names = grant.subjects.any_namespace_names;
      return Rating{.what = names.empty() ? "accounts of any namespace"
                                          : fmt::format("an account named \"{}\" in any namespace",
                                                        names.front())};
    }
    case iam::GrantForm::kOverColon:
      return Rating{.what =
                        "any account of any namespace that fits, because the wildcard runs over "
                        "the colon"};
    case iam::GrantForm::kNamespaceFamily:
      return Rating{.what = "every account of every namespace that fits"};
    case iam::GrantForm::kComplement:
      return Rating{.what = "everybody but the accounts listed"};
    case iam::GrantForm::kAccountInFamily:
      return Rating{.what = "an account of every namespace that fits",
                    .severity = PrefixEndsInHyphen(value) ? kWarning : kError};
    case iam::GrantForm::kWholeNamespace: {
      const bool system = std::ranges::find(namespaces, "kube-system") != namespaces.end();
      return Rating{
          .what = fmt::format("every account of namespace {}", fmt::join(namespaces, ", ")),
          .severity = system ? kError : kWarning};
    }
    case iam::GrantForm::kNamePrefix:
      return Rating{.what = "a family of account names in one namespace",
                    .severity = kNote,
                    .persona = rule::Persona::kPedantic};
  }
  return std::nullopt;
}

rule::Severity OneStepDown(rule::Severity severity) {
  return severity == rule::Severity::kError ? rule::Severity::kWarning : rule::Severity::kNote;
}

bool Names(const iam::Condition& condition, const std::string& subject) {
  return std::ranges::any_of(
      condition.values, [&](const iam::Value& value) { return value.text.literal() == subject; });
}

// The accounts of the input in the place of the value that lets them in. A literal subject under
// StringLike is a pattern that fits itself alone.
std::optional<rule::Fix> FixFor(const rule::RuleContext& context, graph::PolicyId id,
                                const iam::Grant& grant, const iam::Condition& condition) {
  const auto subjects = rule::SubjectsOfClaims(context.graph, id);
  if (!subjects.has_value() || !grant.value.has_value()) return std::nullopt;
  bool meant = false;
  std::vector<std::string> admitted;
  for (const std::string& subject : *subjects) {
    if (!grant.subjects.language.Matches(subject)) continue;
    meant = true;
    if (!Names(condition, subject)) admitted.push_back(subject);
  }
  if (!meant) return std::nullopt;
  if (admitted.empty()) {
    const iam::Value& value = condition.values[*grant.value];
    return rule::PolicyFix(fmt::format("remove \"{}\"", value.text.Written()),
                           rule::Applicability::kUnsafe,
                           rule::Edits{syntax::Remove{.place = value.place}});
  }
  return rule::PolicyFix(fmt::format("write {}", base::JoinQuoted(admitted)),
                         rule::Applicability::kUnsafe,
                         rule::ReplaceValue(condition, *grant.value, admitted));
}

void Check(const rule::RuleContext& context, graph::PolicyId id, rule::FindingSink& sink) {
  const graph::TrustPolicy& policy = context.graph[id];
  for (const graph::Exposure& exposure : policy.exposures) {
    const graph::TrustedIssuer& issuer = policy.issuers[exposure.issuer];
    for (const iam::Grant& grant : exposure.wide) {
      if (!grant.condition.has_value()) continue;
      const iam::Condition& condition =
          policy.object->document.statements[grant.statement].conditions[*grant.condition];
      const iam::Value* value = grant.value.has_value() ? &condition.values[*grant.value] : nullptr;
      const std::string written = value != nullptr ? value->text.Written() : std::string();
      const std::optional<Rating> rating = Rate(grant, written);
      if (!rating.has_value()) continue;
      const std::string who =
          value != nullptr
              ? fmt::format("\"{}\"", written)
              : fmt::format("{} on the subject", condition.operator_name.text.Written());
      rule::Finding& finding = sink.Report(value != nullptr ? value->place : condition.place,
                                           fmt::format("{} admits {}", who, rating->what));
      finding.severity = rating->severity;
      finding.persona = rating->persona;
      finding.subject = {
          .kind = "TrustPolicy", .namespace_name = "", .name = rule::Show(issuer.issuer)};
      finding.offending_value = value != nullptr ? written : rule::Offending(condition);
      for (const std::string& guard : exposure.subjects.guards) {
        finding.notes.push_back(fmt::format("narrowed by {}, which is not known here", guard));
      }
      if (!exposure.subjects.guards.empty()) finding.severity = OneStepDown(finding.severity);
      if (!grant.subjects.examples.empty()) {
        finding.notes.push_back(fmt::format("for example {}", grant.subjects.examples.front()));
      }
      rule::AddClaimants(context.graph, id, finding);
      finding.helps.emplace_back(
          "name each account under StringEquals: "
          "\"system:serviceaccount:NAMESPACE:NAME\"");
      auto fix = FixFor(context, id, grant, condition);
      if (fix.has_value()) finding.fixes.push_back(std::move(*fix));
    }
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "sub-too-broad",
             .group = "trust",
             .summary = "The trust policy admits a whole class of service accounts",
             .severity = rule::Severity::kWarning,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckTrustPolicy{Check},
};

}  // namespace irsalint::rules::trust::sub_too_broad
