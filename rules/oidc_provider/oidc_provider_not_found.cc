#include <fmt/format.h>

#include <limits>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "analyzer/base/arn.h"
#include "analyzer/base/issuer.h"
#include "analyzer/base/strings.h"
#include "analyzer/rule/difference.h"
#include "analyzer/rule/policy_edits.h"
#include "analyzer/rule/providers.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::oidc_provider::oidc_provider_not_found {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A trust policy trusts an OIDC provider that its account does not have: all providers of the account
are in the input (`aws iam list-open-id-connect-providers`, or `--assume-complete` beside any
provider), and this one is not among them. Creating a cluster does not create its provider, and
deleting a cluster leaves its issuer behind in every policy.

## Why it matters

STS answers `No OpenIDConnect provider found in your account`, whatever the rest of the policy says.

## When it stays silent

Without a full list of that account's providers; where a provider of the same issuer without an ARN is
in the input, because it may be this one; for issuers of documentation, issuers that are malformed
(reported as such), and issuers that are not known to be Kubernetes's.

## Example

```json providers.json
{
  "OpenIDConnectProviderList": [
    {"Arn": "arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/0A1B2C3D4E5F60718293A4B5C6D7E8F9"}
  ]
}
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
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {"StringEquals": {
          "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:aud": "sts.amazonaws.com",
          "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:sub": "system:serviceaccount:media:uploader"
        }}
      }]
    }
  }
}
```

## How to fix

Create the provider for the cluster's issuer, or name the issuer of the cluster that there is.

```json providers.json
{
  "OpenIDConnectProviderList": [
    {"Arn": "arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/0A1B2C3D4E5F60718293A4B5C6D7E8F9"},
    {"Arn": "arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F"}
  ]
}
```
)";

constexpr std::string_view kTags[] = {"correctness"};
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §9",
                                            "docs/reference/semantics.md §9.1"};

// The issuer that alone can be meant, of the providers of the same account: the only one that
// differs by case or two edits, else the only one of EKS in the same region. "" where there is a
// choice.
std::string_view MeantIssuer(const graph::IdentityGraph& graph,
                             const rule::FaultyProvider& provider) {
  constexpr size_t kNearby = 2;
  const base::Arn arn = *base::ParseArn(provider.arn());
  const std::string_view missing = provider.issuer->issuer.literal();
  const auto eks = base::ParseEksIssuer(missing);
  std::set<std::string_view> near;
  std::set<std::string_view> of_region;
  for (const graph::OidcProvider& other : graph.oidc_providers()) {
    const auto parts = base::ParseArn(other.object->arn->literal());
    const bool is_beside =
        parts.has_value() && parts->account == arn.account && parts->partition == arn.partition;
    if (!is_beside) continue;
    const std::string_view issuer = other.issuer.literal();
    const bool is_near = base::EqualsIgnoreAsciiCase(issuer, missing) ||
                         base::EditDistance(issuer, missing, kNearby) <= kNearby;
    if (is_near) near.insert(issuer);
    const auto other_eks = base::ParseEksIssuer(issuer);
    const bool is_of_region =
        eks.has_value() && other_eks.has_value() && other_eks->region == eks->region;
    if (is_of_region) of_region.insert(issuer);
  }
  const std::set<std::string_view>& meant = near.empty() ? of_region : near;
  return meant.size() == 1 ? *meant.begin() : std::string_view();
}

void AddFix(const graph::IdentityGraph& graph, const rule::FaultyProvider& provider,
            rule::Finding& finding) {
  const std::string_view meant = MeantIssuer(graph, provider);
  if (meant.empty()) return;
  auto fix = rule::PolicyFix(fmt::format("trust \"{}\", and name it in the condition keys", meant),
                             rule::Applicability::kUnsafe,
                             rule::ReplaceIssuer(graph[provider.policy].object->document,
                                                 provider.issuer->issuer.literal(), meant));
  if (fix.has_value()) finding.fixes.push_back(std::move(*fix));
}

// The provider of the same account that is written most like the one that is missing; null where
// the account has none.
const graph::OidcProvider* NearestOf(const graph::IdentityGraph& graph, std::string_view missing) {
  constexpr size_t kLimit = 64;
  const std::string account(base::ParseArn(missing)->account);
  const graph::OidcProvider* nearest = nullptr;
  size_t least = std::numeric_limits<size_t>::max();
  for (const graph::OidcProvider& provider : graph.oidc_providers()) {
    const facts::KnownText& arn = provider.object->arn;
    const auto parts = base::ParseArn(arn->literal());
    if (!parts.has_value() || parts->account != account) continue;
    const size_t distance = base::EditDistance(arn->literal(), missing, kLimit);
    if (distance >= least) continue;
    nearest = &provider;
    least = distance;
  }
  return nearest;
}

// Whether a text is near enough to the one that is missing for its difference to be worth a look.
bool IsNear(const graph::OidcProvider* nearest, std::string_view missing) {
  return nearest != nullptr &&
         rule::DifferenceOf(missing, nearest->object->arn->literal()).has_value();
}

std::string Message(const rule::FaultyProvider& provider, const graph::OidcProvider* nearest) {
  std::string message =
      fmt::format("account {} has no OIDC provider for the trusted issuer \"{}\"",
                  base::ParseArn(provider.arn())->account, provider.issuer->issuer.literal());
  if (IsNear(nearest, provider.arn())) {
    message += fmt::format(", the nearest is \"{}\"", nearest->issuer.literal());
  }
  return message;
}

void AddNearest(const rule::FaultyProvider& provider, const graph::OidcProvider* nearest,
                rule::Finding& finding) {
  if (!IsNear(nearest, provider.arn())) return;
  const facts::KnownText& arn = nearest->object->arn;
  rule::PointAtDifference(provider.issuer->place, provider.arn(), arn->literal(), finding);
  finding.related.push_back(
      {.place = arn.place(), .message = "the nearest provider that the account has"});
}

void Check(const rule::RuleContext& context, rule::FindingSink& sink) {
  for (const rule::FaultyProvider& provider :
       rule::FaultyProviders(context.graph, graph::ProviderFault::Kind::kNotInAccount)) {
    const graph::OidcProvider* nearest = NearestOf(context.graph, provider.arn());
    rule::Finding& finding = sink.Report(provider.issuer->place, Message(provider, nearest));
    AddNearest(provider, nearest, finding);
    rule::DescribeProvider(context.graph, provider, finding);
    finding.notes.emplace_back(rule::kNoProvider);
    finding.helps.push_back(
        fmt::format("create it (aws iam create-open-id-connect-provider --url https://{}), or "
                    "trust the issuer of a cluster that there is",
                    provider.issuer->issuer.literal()));
    AddFix(context.graph, provider, finding);
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "oidc-provider-not-found",
             .group = "oidc_provider",
             .summary = "The trusted OIDC provider does not exist in the account",
             .severity = rule::Severity::kError,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckGraph{Check},
};

}  // namespace irsalint::rules::oidc_provider::oidc_provider_not_found
