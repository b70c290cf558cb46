#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "analyzer/base/issuer.h"
#include "analyzer/base/strings.h"
#include "analyzer/graph/issuer_faults.h"
#include "analyzer/graph/meant_issuer.h"
#include "analyzer/iam/key_fault.h"
#include "analyzer/rule/exposure.h"
#include "analyzer/rule/policy_edits.h"
#include "analyzer/rule/policy_faults.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::trust::issuer_malformed {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

The issuer in a Federated principal or in a condition key was meant to be that of an EKS cluster,
`oidc.eks.REGION.amazonaws.com/id/ID`, and is written so that none can have it: a scheme or a whole
ARN before it, the region in the wrong place, missing or left as `region-code`, another suffix than
the region's, no `/id/`, no id, a wildcard, a slash or a blank behind it.

## Why it matters

The provider of that name does not exist and cannot, or no request carries the key. The statement
admits nobody.

## When it stays silent

Ids and accounts of documentation (`EXAMPLE…`, `XXXX`, 111122223333), placeholders, issuers of other
kinds. Keys that begin with a scheme or an ARN, or have a slash before the claim, are reported by
condition-key-malformed, unless they repeat what is wrong with the principal.

## Example

```json trust.json
{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": {"Federated": "arn:aws:iam::493827165038:oidc-provider/oidc.eu-central-1.eks.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F"},
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {"StringEquals": {
      "oidc.eu-central-1.eks.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:aud": "sts.amazonaws.com",
      "oidc.eu-central-1.eks.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:sub": "system:serviceaccount:media:uploader"
    }}
  }]
}
```

## How to fix

`aws eks describe-cluster --name NAME --query cluster.identity.oidc.issuer` prints the issuer. Leave
out its `https://`.

```json trust.json
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

constexpr std::string_view kTags[] = {"correctness"};
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §13.2",
                                            "docs/reference/iam.md §3.1"};

// The issuer that is right, where there is only one; empty otherwise.
std::string RightIssuer(const rule::RuleContext& context, graph::PolicyId id,
                        const rule::RefusingFault& fault) {
  if (fault.required.empty()) return graph::MeantIssuer(context.graph, id, fault.found);
  if (!fault.principals.empty()) return fault.required;
  return fault.required.substr(0, fault.required.rfind(':'));
}

// Whether nothing else that the statement says of its provider speaks against an issuer.
bool Agrees(const iam::Statement& statement, const rule::RefusingFault& fault,
            std::string_view issuer) {
  if (!rule::TrustsOneProvider(statement)) return true;
  if (fault.principals.empty()) {
    const auto trusted = graph::IssuerOf(statement.principals.front());
    return trusted.has_value() && trusted->literal() == issuer;
  }
  for (size_t c = 0; c < statement.conditions.size(); ++c) {
    const auto key = iam::ParseProviderKey(statement.conditions[c].key.text);
    const bool of_fault = std::ranges::find(fault.conditions, c) != fault.conditions.end();
    if (of_fault || !key.has_value() || !key->issuer.IsLiteral()) continue;
    if (!base::EqualsIgnoreAsciiCase(key->issuer.literal(), issuer)) return false;
  }
  return true;
}

// A correction that keeps the cluster's id is beyond doubt.
std::optional<rule::Fix> FixFor(const rule::RuleContext& context, graph::PolicyId id,
                                const rule::RefusingFault& fault) {
  const std::string issuer = RightIssuer(context, id, fault);
  const auto eks = base::ParseEksIssuer(issuer);
  if (!eks.has_value()) return std::nullopt;
  const iam::Statement& statement = context.graph[id].object->document.statements[fault.statement];
  if (!Agrees(statement, fault, issuer)) return std::nullopt;
  auto edits = rule::RenameKeys(statement, rule::KeysOfIssuer(statement, fault.conditions, issuer));
  if (!edits.has_value()) return std::nullopt;
  for (const size_t principal : fault.principals) {
    edits->push_back(rule::SetIssuer(statement.principals[principal], issuer));
  }
  const bool same_cluster = fault.found.find(eks->id) != std::string::npos;
  return rule::PolicyFix(fmt::format("write \"{}\"", issuer),
                         same_cluster ? rule::Applicability::kSafe : rule::Applicability::kUnsafe,
                         edits);
}

void Check(const rule::RuleContext& context, graph::PolicyId id, rule::FindingSink& sink) {
  for (const rule::RefusingFault& fault : rule::FaultsFor(context, id)) {
    const std::string_view where =
        fault.principals.empty() ? "issuer in the condition key" : "trusted issuer";
    rule::Finding& finding = rule::ReportFault(
        context, id, fault,
        fmt::format("the {} \"{}\" can be no EKS cluster's: it {}", where, fault.found, fault.what),
        sink);
    rule::AddSameKeys(context, id, fault, "this key has the same issuer", finding);
    finding.notes.emplace_back("an EKS issuer is \"oidc.eks.REGION.amazonaws.com/id/ID\"");
    if (!fault.required.empty()) {
      finding.helps.push_back(fmt::format("it must be \"{}\"", fault.required));
    }
    auto fix = FixFor(context, id, fault);
    if (fix.has_value()) finding.fixes.push_back(std::move(*fix));
    rule::AddAccounts(context, id, fault, finding);
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "issuer-malformed",
             .group = "trust",
             .summary = "A trust policy names an EKS issuer that no cluster can have",
             .severity = rule::Severity::kError,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckTrustPolicy{Check},
};

}  // namespace irsalint::rules::trust::issuer_malformed
