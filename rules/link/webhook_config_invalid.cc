#include <fmt/format.h>

#include <string>
#include <string_view>

#include "analyzer/kube/webhook_config_fault.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::link::webhook_config_invalid {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

An entry of the ConfigMap `pod-identity-webhook`, from which a self-hosted webhook takes the roles of accounts without
annotation, does not do what it says: it has no `Audience`, its key is not `NAMESPACE/NAME`, the key holds a wildcard
other than `*` for every namespace, or its `TokenExpiration` is below 600 seconds.

## Why it matters

The webhook takes an entry as it is. Without `Audience` the tokens are for the API server, and STS refuses them. A key
without `/` makes the webhook crash, so that no pod gets anything. `test-*` is no pattern but the name of a namespace
that cannot exist. And the API server refuses pods whose token is to live for less than 600 seconds.

## When it stays silent

For an expiration of 0, which means the webhook's own, and where the ConfigMap is a template.

## Example

```yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: pod-identity-webhook
  namespace: kube-system
data:
  config: |
    {
      "media/uploader": {
        "RoleARN": "arn:aws:iam::493827165038:role/uploader"
      }
    }
```

## How to fix

Write the audience that the trust policies demand.

```yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: pod-identity-webhook
  namespace: kube-system
data:
  config: |
    {
      "media/uploader": {
        "RoleARN": "arn:aws:iam::493827165038:role/uploader",
        "Audience": "sts.amazonaws.com"
      }
    }
```
)";

constexpr std::string_view kTags[] = {"correctness"};
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §3.6"};

using Kind = kube::WebhookConfigFault::Kind;

std::string MessageFor(const kube::WebhookConfigFault& fault, const std::string& account) {
  switch (fault.kind) {
    case Kind::kNoSlash:
      return fmt::format("the key \"{}\" is not NAMESPACE/NAME", fault.found);
    case Kind::kGlob:
      return fmt::format(
          "the key \"{}\" matches no account: the only wildcard is \"*\" for every namespace",
          fault.found);
    case Kind::kNoAudience:
      return fmt::format("the entry of \"{}\" has no Audience: its tokens are for the API server",
                         account);
    case Kind::kShortExpiration:
      return fmt::format(
          "TokenExpiration {} of \"{}\" is below 600: the API server refuses the pods", fault.found,
          account);
  }
  return "";
}

std::string_view HelpFor(Kind kind) {
  switch (kind) {
    case Kind::kNoSlash:
      return "write the account as NAMESPACE/NAME";
    case Kind::kGlob:
      return "write one entry for each account, or \"*/NAME\" for one name in every namespace";
    case Kind::kNoAudience:
      return "add \"Audience\", as the trust policies demand it: \"sts.amazonaws.com\", with kOps "
             "\"amazonaws.com\"";
    case Kind::kShortExpiration:
      return "write 600 or more, or leave it out for the webhook's own";
  }
  return "";
}

// What users see, word for word where it is known.
std::string_view NoteFor(Kind kind) {
  switch (kind) {
    case Kind::kNoSlash:
      return "the webhook crashes on it, and no pod of the cluster is mutated";
    case Kind::kGlob:
      return "";
    case Kind::kNoAudience:
      return "STS: InvalidIdentityToken, Incorrect token audience";
    case Kind::kShortExpiration:
      return "the API server: expirationSeconds may not specify a duration less than 10 minutes";
  }
  return "";
}

void Check(const rule::RuleContext& context, rule::FindingSink& sink) {
  for (const graph::Unit& unit : context.graph.units()) {
    for (const kube::AwsData& data : unit.facts->aws_data) {
      if (!kube::IsWebhookConfigMap(data)) continue;
      const auto identities = kube::IdentitiesOfConfigMap(data);
      if (!identities.has_value()) continue;
      for (const kube::ConfigMapIdentity& identity : *identities) {
        for (const kube::WebhookConfigFault& fault : kube::FaultsOf(identity)) {
          rule::Finding& finding = sink.Report(fault.place, MessageFor(fault, identity.account));
          finding.subject = {.kind = "ConfigMap",
                             .namespace_name = data.meta.namespace_name->Written(),
                             .name = data.meta.name->Written()};
          finding.offending_value = identity.account + " " + fault.found;
          finding.overlay = unit.facts->unit;
          if (const std::string_view note = NoteFor(fault.kind); !note.empty()) {
            finding.notes.emplace_back(note);
          }
          finding.helps.emplace_back(HelpFor(fault.kind));
        }
      }
    }
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "webhook-config-invalid",
             .group = "link",
             .summary = "An entry of the webhook's ConfigMap does not work",
             .severity = rule::Severity::kError,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckGraph{Check},
};

}  // namespace irsalint::rules::link::webhook_config_invalid
