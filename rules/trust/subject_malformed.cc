#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/base/strings.h"
#include "analyzer/base/subject.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/exposure.h"
#include "analyzer/rule/policy_edits.h"
#include "analyzer/rule/policy_faults.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::trust::subject_malformed {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A condition on `sub` compares with a text that is the subject of no Kubernetes token. A subject is
`system:serviceaccount:NAMESPACE:NAME`: the prefix to the letter, a namespace of at most 63 lower-
case letters, digits and hyphens, and a name of at most 253 that may hold dots as well. Wildcards
count as wildcards.

## Why it matters

No token ever matches, whichever accounts there are: the value admits nobody and excludes nobody.
Where all values of a statement are like that, STS refuses every pod with AccessDenied.

## When it stays silent

Placeholders and words in capitals (`NAMESPACE`), policy variables, issuers that are known not to be
Kubernetes's (GitHub Actions and others), and under issuers that are not EKS's every value that does
not look like a service account's. sub-mismatch stays silent on a value that this rule reports.

## Example

```json trust.json
{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": {"Federated": "arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F"},
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {"StringEquals": {
      "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:aud": "sts.amazonaws.com",
      "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:sub": "system:serviceaccounts:media:uploader"
    }}
  }]
}
```

## How to fix

Write the subject as Kubernetes does.

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
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §2.4",
                                            "docs/reference/iam.md §6"};

// Who shares a policy with more accounts has no use for a list of them.
constexpr size_t kMaxClaims = 16;

// The subjects of the accounts that the value refuses, each once. Nothing where one is not known,
// or is refused for more than its subject.
std::optional<std::vector<std::string>> RefusedSubjects(const rule::RuleContext& context,
                                                        const rule::RefusingFault& fault) {
  std::vector<std::string> subjects;
  if (fault.refuses.size() > kMaxClaims) return std::nullopt;
  for (const graph::ClaimId id : fault.refuses) {
    const syntax::Text subject = context.graph[id].Subject();
    const auto broken = rule::BrokenFor(context, context.graph[id]);
    if (!subject.IsLiteral() || !broken.has_value() || broken->FailsElsewhere()) {
      return std::nullopt;
    }
    const bool known = std::ranges::find(subjects, subject.literal()) != subjects.end();
    if (!known) subjects.emplace_back(subject.literal());
  }
  return subjects;
}

// Whether namespace and name stand there as they are to be, and only what is around them is wrong:
// the prefix, blanks, the mark between the two.
bool KeepsBothParts(std::string_view found, std::string_view required) {
  std::string kept(base::TrimAscii(found));
  std::ranges::replace(kept, '/', ':');
  for (const std::string_view blank : {": ", " :"}) {
    for (size_t at = kept.find(blank); at != kept.npos; at = kept.find(blank)) {
      kept.replace(at, blank.size(), ":");
    }
  }
  return kept.ends_with(required.substr(base::kSubjectPrefix.size() - 1));
}

// Where no account shows what is meant, the corrected value is taken for it. A pattern that admits
// accounts where none came in is asked for, and under an operator that knows none it is no use.
std::optional<rule::Fix> FixFor(const rule::RuleContext& context, const rule::RefusingFault& fault,
                                const iam::Statement& statement) {
  const iam::Condition& condition = statement.conditions[fault.conditions.front()];
  if (!condition.values[*fault.value].text.IsLiteral()) return std::nullopt;
  auto subjects = RefusedSubjects(context, fault);
  if (!subjects.has_value()) return std::nullopt;
  bool certain = subjects->size() == 1 && subjects->front() == fault.required;
  if (subjects->empty()) {
    const bool pattern = fault.required.find_first_of("*?") != std::string::npos;
    const bool like = condition.op->base == iam::BaseOperator::kStringLike ||
                      condition.op->base == iam::BaseOperator::kStringNotLike;
    const bool admits =
        statement.effect == iam::Effect::kAllow && !iam::IsNegated(condition.op->base);
    if (fault.required.empty() || (pattern && !like)) return std::nullopt;
    if (rule::OnlyExcludes(statement, condition)) return std::nullopt;
    certain = KeepsBothParts(fault.found, fault.required) && !(pattern && admits);
    subjects->push_back(fault.required);
  }
  return rule::PolicyFix(fmt::format("write {}", base::JoinQuoted(*subjects)),
                         certain ? rule::Applicability::kSafe : rule::Applicability::kUnsafe,
                         rule::ReplaceValue(condition, *fault.value, *subjects));
}

void Check(const rule::RuleContext& context, graph::PolicyId id, rule::FindingSink& sink) {
  for (const rule::RefusingFault& fault : rule::FaultsFor(context, id)) {
    const iam::Condition& condition =
        rule::ConditionOf(context, id, fault, fault.conditions.front());
    rule::Finding& finding =
        rule::ReportFault(context, id, fault,
                          fmt::format("no Kubernetes token carries the subject \"{}\": it {}",
                                      fault.found, fault.what),
                          sink);
    finding.notes.emplace_back("a subject is \"system:serviceaccount:NAMESPACE:NAME\"");
    if (iam::IsNegated(condition.op->base)) {
      finding.notes.push_back(
          fmt::format("under {} it excludes nobody", condition.operator_name.text.Written()));
    }
    if (!fault.required.empty()) {
      finding.helps.push_back(fmt::format("did you mean \"{}\"?", fault.required));
    }
    rule::AddAccounts(context, id, fault, finding);
    auto fix =
        FixFor(context, fault, context.graph[id].object->document.statements[fault.statement]);
    if (fix.has_value()) finding.fixes.push_back(std::move(*fix));
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "subject-malformed",
             .group = "trust",
             .summary = "A condition names a subject that no Kubernetes token carries",
             .severity = rule::Severity::kError,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckTrustPolicy{Check},
};

}  // namespace irsalint::rules::trust::subject_malformed
