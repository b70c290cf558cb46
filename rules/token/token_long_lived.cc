#include <fmt/format.h>

#include <string>
#include <string_view>

#include "analyzer/graph/aws_identity.h"
#include "analyzer/graph/token_secrets.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::token::token_long_lived {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A Secret of type `kubernetes.io/service-account-token` asks the cluster for a token of a service
account that never expires. It is a warning when the account has an AWS role, or when a container
hands the token to the AWS SDKs.

## Why it matters

Who has read the Secret once is the account for as long as the Secret exists. For AWS it is useless:
its issuer is `kubernetes/serviceaccount`, it carries no audience and no expiry, and STS refuses it.

## When it stays silent

For every other type of Secret, and for projected tokens.

## Example

```yaml
apiVersion: v1
kind: Secret
metadata:
  name: uploader-token
  namespace: media
  annotations: {kubernetes.io/service-account.name: uploader}
type: kubernetes.io/service-account-token
```

## How to fix

Delete the Secret. Pods get a token that expires by a projected volume, people by
`kubectl create token`.
)";

constexpr std::string_view kTags[] = {"security"};
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §2.3",
                                            "docs/reference/semantics.md §5"};

constexpr std::string_view kUselessForSts =
    "STS refuses such a token, InvalidIdentityToken: its issuer is kubernetes/serviceaccount, and "
    "it has neither audience nor expiry";

std::string AccountOf(const graph::TokenSecret& secret) {
  if (secret.account == nullptr || !secret.account->value.HasValue()) return "";
  return fmt::format(" of ServiceAccount \"{}/{}\"", rule::Show(secret.namespace_name),
                     rule::Show(*secret.account->value));
}

void AddRole(const graph::IdentityGraph& graph, const graph::TokenSecret& secret,
             rule::Finding& finding) {
  for (const graph::AccountId account : secret.accounts) {
    const auto role = graph::AwsIdentityOf(graph, account);
    if (!role.has_value()) continue;
    finding.severity = rule::Severity::kWarning;
    finding.related.push_back({.place = role->place, .message = "its account has an AWS role"});
    if (secret.accounts.size() > 1) finding.confidence = rule::Confidence::kMedium;
    return;
  }
}

void AddUses(const graph::IdentityGraph& graph, const graph::TokenSecret& secret,
             rule::Finding& finding) {
  for (const graph::TokenSecret::Use& use : secret.uses) {
    const kube::ObjectMeta& meta = graph[use.workload].object->meta;
    finding.severity = rule::Severity::kWarning;
    finding.related.push_back({.place = use.variable->value.place(),
                               .message = fmt::format("{} {} gives it to the AWS SDKs", meta.kind,
                                                      rule::Show(*meta.name))});
  }
}

void Check(const rule::RuleContext& context, rule::FindingSink& sink) {
  for (const graph::TokenSecret& secret : graph::TokenSecretsOf(context.graph)) {
    const kube::ObjectMeta& meta = secret.object->meta;
    rule::Finding& finding = sink.Report(
        secret.object->type.place(), fmt::format("Secret \"{}\" holds a token{} that never expires",
                                                 rule::Show(*meta.name), AccountOf(secret)));
    finding.subject = {.kind = meta.kind,
                       .namespace_name = meta.namespace_name->Written(),
                       .name = meta.name->Written()};
    finding.offending_value = secret.object->type->Written();
    finding.overlay = context.graph[secret.unit].facts->unit;
    if (secret.account != nullptr) {
      finding.related.push_back({.place = secret.account->value.place(), .message = "its account"});
    }
    AddRole(context.graph, secret, finding);
    AddUses(context.graph, secret, finding);
    finding.notes.emplace_back(kUselessForSts);
    finding.helps.emplace_back(
        "delete it and use a projected token, or `kubectl create token` for people");
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "token-long-lived",
             .group = "token",
             .summary = "A Secret holds a service account's token that never expires",
             .severity = rule::Severity::kNote,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckGraph{Check},
};

}  // namespace irsalint::rules::token::token_long_lived
