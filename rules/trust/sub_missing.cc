#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/base/strings.h"
#include "analyzer/graph/vacuous_conditions.h"
#include "analyzer/iam/audience_bound.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/exposure.h"
#include "analyzer/rule/offending.h"
#include "analyzer/rule/policy_edits.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::trust::sub_missing {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A trust policy admits tokens of a Kubernetes issuer, and no condition restricts their subject: every
service account of the cluster can take the role. A restriction that never takes effect (a negated
condition on a key that is never present) counts as none; one that a Deny statement makes counts.

## Why it matters

Whoever can create a pod in any namespace has the role's rights. IAM stores such a policy without a
word, because a Kubernetes issuer belongs to one customer only.

## When it stays silent

For issuers of which it is not known that their tokens are those of service accounts, and for the
issuers of CI systems, whose subjects mean something else. Where the subject is demanded by an `IfExists`
condition on a key that no token carries, vacuous-condition says so.

## Example

```json trust-policy.json
{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": {"Federated": "arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F"},
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {"StringEquals": {
      "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:aud": "sts.amazonaws.com"
    }}
  }]
}
```

## How to fix

Add `"ISSUER:sub": "system:serviceaccount:NAMESPACE:NAME"` to the `StringEquals` block.

```json trust-policy.json
{
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
```
)";

constexpr std::string_view kTags[] = {"security"};
constexpr std::string_view kReferences[] = {"docs/reference/iam.md §6",
                                            "docs/reference/semantics.md §9.3"};

syntax::Place PlaceOf(const iam::Statement& statement, const iam::Grant& grant,
                      const graph::TrustedIssuer& issuer) {
  if (grant.condition.has_value()) return statement.conditions[*grant.condition].place;
  return rule::PlaceOfMissingCondition(statement, issuer);
}

void AddOtherAccounts(const rule::RuleContext& context, graph::PolicyId id,
                      rule::Finding& finding) {
  std::vector<std::string> others = context.graph.OtherAccountsThatCanAssume(id);
  if (others.empty()) return;
  constexpr size_t kMaxShown = 5;
  const size_t more = others.size() > kMaxShown ? others.size() - kMaxShown : 0;
  others.resize(others.size() - more);
  finding.notes.push_back(fmt::format("accounts of the input that can take it as well: {}{}",
                                      fmt::join(others, ", "),
                                      more > 0 ? fmt::format(" and {} more", more) : ""));
}

bool LeavesAudienceOpen(const iam::PolicyDocument& document, const graph::Exposure& exposure,
                        const graph::TrustedIssuer& issuer, size_t statement) {
  return std::ranges::any_of(
      iam::UnboundAudiencesOf(document, exposure.subjects, issuer.provider_arn, issuer.issuer),
      [&](const iam::UnboundAudience& unbound) { return unbound.statement == statement; });
}

// Whom the role was meant for, as far as the input tells.
std::optional<rule::Fix> FixFor(const rule::RuleContext& context, graph::PolicyId id,
                                const iam::Statement& statement,
                                const graph::TrustedIssuer& issuer) {
  const auto subjects = rule::SubjectsOfClaims(context.graph, id);
  if (!subjects.has_value() || !issuer.issuer.IsLiteral() || !rule::TrustsOneProvider(statement)) {
    return std::nullopt;
  }
  const std::string key = fmt::format("{}:sub", issuer.issuer.literal());
  return rule::PolicyFix(
      fmt::format("demand the subject {}", base::JoinQuoted(*subjects)),
      rule::Applicability::kUnsafe,
      rule::AddCondition(statement, iam::BaseOperator::kStringEquals, key, *subjects));
}

void Check(const rule::RuleContext& context, graph::PolicyId id, rule::FindingSink& sink) {
  const graph::TrustPolicy& policy = context.graph[id];
  for (const graph::Exposure& exposure : policy.exposures) {
    const graph::TrustedIssuer& issuer = policy.issuers[exposure.issuer];
    for (const iam::Grant& grant : exposure.wide) {
      if (grant.form != iam::GrantForm::kNoSubject) continue;
      const iam::PolicyDocument& document = policy.object->document;
      if (graph::DemandsInVain(document, grant.statement,
                               graph::VacuousCondition::Claim::kSubject)) {
        continue;
      }
      const iam::Statement& statement = document.statements[grant.statement];
      const std::string name = rule::Show(issuer.issuer);
      rule::Finding& finding = sink.Report(
          PlaceOf(statement, grant, issuer),
          fmt::format("every service account of the cluster can take this role: no condition on "
                      "\"{}:sub\"",
                      name));
      finding.subject = {.kind = "TrustPolicy", .namespace_name = "", .name = name};
      if (grant.condition.has_value()) {
        finding.offending_value = rule::Offending(statement.conditions[*grant.condition]);
      }
      rule::AddIssuer(issuer, finding);
      for (const std::string& guard : exposure.subjects.guards) {
        finding.notes.push_back(fmt::format("narrowed by {}, which is not known here", guard));
        finding.severity = rule::Severity::kWarning;
      }
      rule::AddClaimants(context.graph, id, finding);
      AddOtherAccounts(context, id, finding);
      finding.helps.push_back(fmt::format(
          "add \"{}:sub\": \"system:serviceaccount:NAMESPACE:NAME\" under StringEquals", name));
      auto fix = FixFor(context, id, statement, issuer);
      if (fix.has_value()) finding.fixes.push_back(std::move(*fix));
      if (LeavesAudienceOpen(document, exposure, issuer, grant.statement)) {
        finding.helps.push_back(
            fmt::format("add \"{}:aud\" as well: tokens for any audience are accepted", name));
      }
    }
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "sub-missing",
             .group = "trust",
             .summary = "Every service account of the cluster can take the role",
             .severity = rule::Severity::kError,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckTrustPolicy{Check},
};

}  // namespace irsalint::rules::trust::sub_missing
