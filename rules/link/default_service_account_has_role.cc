#include <fmt/format.h>

#include <string>
#include <string_view>

#include "analyzer/base/subject.h"
#include "analyzer/graph/subject_mentions.h"
#include "analyzer/rule/rule.h"
#include "analyzer/syntax/holes.h"

namespace irsalint::rules::link::default_service_account_has_role {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

The ServiceAccount `default` of a namespace has an AWS role: by its annotation, by a Pod Identity
association, or because a trust policy admits its subject.

## Why it matters

Every pod that names no account runs as `default`. Whoever may create a pod in the namespace, and
everything that is deployed there without a thought, gets the role.

## When it stays silent

For policies that admit `default` along with others by a wildcard, which sub-too-broad reports, and
for a policy whose role the annotated `default` account claims: the annotation is reported.

## Example

```yaml
apiVersion: v1
kind: ServiceAccount
metadata:
  name: default
  namespace: media
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::493827165038:role/uploader
```

## How to fix

Give the workload that needs the role an account of its own.

```yaml
apiVersion: v1
kind: ServiceAccount
metadata:
  name: uploader
  namespace: media
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::493827165038:role/uploader
```
)";

constexpr std::string_view kTags[] = {"security"};
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §2.1"};

constexpr std::string_view kDefault = "default";

std::string EveryPodOf(const syntax::Text& namespace_name) {
  return namespace_name.IsLiteral()
             ? fmt::format("every pod of namespace \"{}\" that names no account gets it",
                           namespace_name.literal())
             : std::string("every pod of its namespace that names no account gets it");
}

void Complete(const rule::RuleContext& context, const syntax::Text& namespace_name,
              graph::UnitId unit, rule::Finding& finding) {
  finding.subject = {.kind = "ServiceAccount",
                     .namespace_name = namespace_name.Written(),
                     .name = std::string(kDefault)};
  finding.offending_value = kDefault;
  finding.overlay = context.graph[unit].facts->unit;
  finding.helps.emplace_back("give the workload that needs the role an account of its own");
}

bool IsDefaultByAnnotation(const graph::Claim& claim) {
  return claim.origin == graph::Claim::Origin::kAnnotation && claim.account_name.IsLiteral() &&
         claim.account_name.literal() == kDefault;
}

void CheckClaim(const rule::RuleContext& context, const graph::Claim& claim,
                rule::FindingSink& sink) {
  if (!IsDefaultByAnnotation(claim)) return;
  rule::Finding& finding =
      sink.Report(claim.role_arn.place(),
                  fmt::format("ServiceAccount \"default\" carries role \"{}\": {}",
                              claim.role_arn->Written(), EveryPodOf(claim.namespace_name)));
  Complete(context, claim.namespace_name, claim.unit, finding);
  finding.offending_value = claim.role_arn->Written();
}

void CheckAssociation(const rule::RuleContext& context, const graph::Association& association,
                      rule::FindingSink& sink) {
  const facts::KnownText& account = association.object->service_account;
  if (!account.HasValue() || !account->IsLiteral() || account->literal() != kDefault) return;
  const syntax::Text& namespace_name = *association.object->namespace_name;
  rule::Finding& finding =
      sink.Report(account.place(), fmt::format("a Pod Identity association gives ServiceAccount "
                                               "\"default\" a role: {}",
                                               EveryPodOf(namespace_name)));
  Complete(context, namespace_name, association.unit, finding);
}

// The namespace of a subject `system:serviceaccount:NAMESPACE:default`; nothing for another one.
std::optional<syntax::Text> NamespaceOfDefault(const iam::Value& subject) {
  const std::string written = subject.text.Written();
  const auto parts = base::ParseSubject(written);
  if (!parts.has_value() || parts->name != kDefault) return std::nullopt;
  if (parts->namespace_name.find_first_of("*?") != parts->namespace_name.npos) return std::nullopt;
  return syntax::ReadText(parts->namespace_name, syntax::Field::kNamespace, {});
}

void CheckPolicy(const rule::RuleContext& context, const graph::TrustPolicy& policy,
                 rule::FindingSink& sink) {
  for (const graph::ClaimId id : policy.claims) {
    if (IsDefaultByAnnotation(context.graph[id])) return;
  }
  for (const iam::Value* subject : graph::DemandedSubjects(policy.object->document)) {
    const auto namespace_name = NamespaceOfDefault(*subject);
    if (!namespace_name.has_value()) continue;
    rule::Finding& finding = sink.Report(
        subject->place, fmt::format("the trust policy gives the role to \"{}\": {}",
                                    subject->text.Written(), EveryPodOf(*namespace_name)));
    Complete(context, *namespace_name, policy.unit, finding);
  }
}

void Check(const rule::RuleContext& context, rule::FindingSink& sink) {
  for (const graph::Claim& claim : context.graph.claims()) CheckClaim(context, claim, sink);
  for (const graph::Association& association : context.graph.associations()) {
    CheckAssociation(context, association, sink);
  }
  for (const graph::TrustPolicy& policy : context.graph.trust_policies()) {
    CheckPolicy(context, policy, sink);
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "default-service-account-has-role",
             .group = "link",
             .summary = "The ServiceAccount default has an AWS role",
             .severity = rule::Severity::kWarning,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckGraph{Check},
};

}  // namespace irsalint::rules::link::default_service_account_has_role
