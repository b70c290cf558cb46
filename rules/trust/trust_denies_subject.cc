#include <fmt/format.h>

#include <string>
#include <string_view>

#include "analyzer/rule/chain.h"
#include "analyzer/rule/offending.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::trust::trust_denies_subject {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A ServiceAccount claims a role, and the full evaluation of the role's trust policy refuses its
tokens for a reason that no other rule reports: an explicit Deny, a provider that is not the
cluster's, or a further condition that the request does not meet. What is wrong in the policy
itself, whoever claims its role, is reported by the rules about its parts.

## Why it matters

STS refuses the pod with AccessDenied, although subject and audience look right.

## When it stays silent

Where the answer depends on something that is not known offline (the caller's network, a
placeholder, the issuer of a cluster that is not in the input), and where any other trust policy of
the same role admits the account.

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

```json role.json
{
  "Role": {
    "RoleName": "uploader",
    "Arn": "arn:aws:iam::493827165038:role/uploader",
    "AssumeRolePolicyDocument": {
      "Version": "2012-10-17",
      "Statement": [{
        "Effect": "Allow",
        "Principal": {"Federated": "arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F"},
        "Action": "sts:AssumeRoleWithWebIdentity"
      }, {
        "Effect": "Deny",
        "Principal": {"Federated": "arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F"},
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {"StringLike": {
          "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:sub": "system:serviceaccount:media:*"
        }}
      }]
    }
  }
}
```

## How to fix

Change the element that the finding points at. The notes name further elements of the same statement
that fail as well.
)";

constexpr std::string_view kTags[] = {"security", "correctness"};
constexpr std::string_view kReferences[] = {
    "docs/reference/iam.md §2.1", "docs/reference/iam.md §2.3", "docs/reference/semantics.md §9.2"};

// The place of the first failing element.
syntax::Place PlaceOf(const rule::BrokenClaim& broken) {
  const iam::PolicyDocument& policy = *broken.policy;
  if (broken.denial.element == iam::DenialElement::kGrammar) {
    for (const iam::GrammarProblem& problem : policy.problems) {
      if (problem.refused == base::Truth::kYes) return problem.place;
    }
    return policy.place;
  }
  const iam::Statement& statement = policy.statements[broken.denial.statement];
  const iam::Clause* clause = broken.clause();
  if (clause == nullptr) return statement.effect_place;
  switch (clause->kind) {
    case iam::Clause::Kind::kPrincipal:
      return statement.principals.size() == 1 ? statement.principals.front().value.place
                                              : statement.principal_place;
    case iam::Clause::Kind::kAction:
      return statement.actions.size() == 1 ? statement.actions.front().place
                                           : statement.action_place;
    case iam::Clause::Kind::kCondition:
      break;
  }
  const iam::Condition& condition = *broken.condition();
  switch (broken.denial.element) {
    case iam::DenialElement::kKeyIssuer:
    case iam::DenialElement::kKeyShape:
      return condition.key.place;
    case iam::DenialElement::kOperatorForm:
      if (!iam::ComparesStrings(condition.op->base)) return condition.operator_name.place;
      return clause->nearest.has_value() ? condition.values[*clause->nearest].place
                                         : condition.place;
    default:
      return condition.values.size() == 1 ? condition.values.front().place : condition.place;
  }
}

std::string Reason(const rule::BrokenClaim& broken) {
  if (broken.denial.element == iam::DenialElement::kExplicitDeny) {
    return "a Deny statement applies to it";
  }
  if (broken.denial.element == iam::DenialElement::kGrammar) {
    return "IAM refuses to store the policy: " + broken.evidence.decision.reason;
  }
  if (broken.clause() == nullptr) return "it has no Allow statement";
  return broken.clause()->reason;
}

void Check(const rule::RuleContext& context, graph::ClaimId id, rule::FindingSink& sink) {
  const graph::Claim& claim = context.graph[id];
  const auto broken = rule::BrokenFor(context, claim);
  if (!broken.has_value()) return;
  rule::Finding& finding =
      sink.Report(PlaceOf(*broken), fmt::format("the trust policy refuses \"{}\": {}",
                                                rule::Show(claim.Subject()), Reason(*broken)));
  if (const iam::Condition* condition = broken->condition()) {
    finding.offending_value = rule::Offending(*condition);
  }
  rule::DescribeChain(context, claim, *broken, finding);
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "trust-denies-subject",
             .group = "trust",
             .summary = "The trust policy refuses the account for another reason than its subject "
                        "or audience",
             .severity = rule::Severity::kError,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckClaim{Check},
};

}  // namespace irsalint::rules::trust::trust_denies_subject
