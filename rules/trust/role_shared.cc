#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/strings.h"
#include "analyzer/graph/role_sharing.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/offending.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::trust::role_shared {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

One role admits service accounts of several namespaces, of several clusters, or of units whose paths name
different environments (`dev` and `prod`, two accounts, two regions).

## Why it matters

The role has the rights that the most demanding of them needs, and all the others have them, too. What one of
them does shows up in CloudTrail under the same role as what the others do, and nobody dares to take a right
away.

## When it stays silent

For several accounts of one namespace. Values that admit whole classes of namespaces are reported by
sub-too-broad, and policies without any by sub-missing. The two host names of one EKS issuer are one cluster.

## Example

```json trust-policy.json
{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": {"Federated": "arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F"},
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {"StringEquals": {
      "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:aud": "sts.amazonaws.com",
      "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:sub": ["system:serviceaccount:media:uploader", "system:serviceaccount:billing:exporter"]
    }}
  }]
}
```

## How to fix

Give each of them a role of its own.

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
                                            "https://docs.aws.amazon.com/eks/latest/best-practices/"
                                            "identity-and-access-management.html"};

using graph::RoleSharing;

// `namespaces "a" and "b", 2 clusters`.
std::string SharersOf(const RoleSharing& sharing) {
  std::vector<std::string> parts;
  if (sharing.namespaces.size() > 1) {
    std::vector<std::string> names;
    for (const auto& one : sharing.namespaces) names.push_back(one.name);
    parts.push_back("namespaces " + base::JoinQuoted(names));
  }
  if (sharing.clusters.size() > 1) {
    parts.push_back(fmt::format("{} clusters", sharing.clusters.size()));
  }
  if (sharing.environments.has_value()) parts.emplace_back("several environments");
  return fmt::format("{}", fmt::join(parts, ", of "));
}

// All between whom it is shared.
std::vector<std::string> NamesOf(const graph::IdentityGraph& graph, const RoleSharing& sharing) {
  std::vector<std::string> names;
  for (const auto& one : sharing.namespaces) names.push_back(one.name);
  for (const graph::TrustedIssuer* issuer : sharing.clusters) {
    names.push_back(rule::Show(issuer->issuer));
  }
  if (sharing.environments.has_value()) {
    for (const graph::ClaimId claim : {sharing.environments->one, sharing.environments->other}) {
      names.push_back(graph[graph[claim].unit].facts->unit);
    }
  }
  return names;
}

// Adds what shares the role. The first place of the widest kind is where the sharing begins.
std::vector<rule::Location> PlacesOf(const graph::IdentityGraph& graph,
                                     const RoleSharing& sharing) {
  std::vector<rule::Location> places;
  if (sharing.namespaces.size() > 1) {
    for (const auto& one : sharing.namespaces) {
      places.push_back(
          {.place = one.value->place, .message = fmt::format("namespace \"{}\"", one.name)});
    }
  }
  if (sharing.clusters.size() > 1) {
    for (const graph::TrustedIssuer* issuer : sharing.clusters) {
      places.push_back({.place = issuer->place, .message = "tokens of this cluster"});
    }
  }
  if (sharing.environments.has_value()) {
    for (const graph::ClaimId claim : {sharing.environments->one, sharing.environments->other}) {
      places.push_back(
          {.place = graph[claim].role_arn.place(),
           .message = fmt::format("claimed in {}", graph[graph[claim].unit].facts->unit)});
    }
  }
  return places;
}

void Check(const rule::RuleContext& context, graph::PolicyId id, rule::FindingSink& sink) {
  const RoleSharing sharing = graph::SharingOf(context.graph, id);
  if (!sharing.IsShared()) return;
  std::vector<rule::Location> places = PlacesOf(context.graph, sharing);
  // The second one is one too many.
  rule::Finding& finding = sink.Report(
      places[1].place, fmt::format("one role for service accounts of {}", SharersOf(sharing)));
  finding.primary.message = places[1].message;
  places.erase(places.begin() + 1);
  finding.related = std::move(places);
  const bool by_paths_alone = sharing.namespaces.size() < 2 && sharing.clusters.size() < 2;
  if (by_paths_alone) finding.confidence = rule::Confidence::kMedium;
  finding.subject = {.kind = "TrustPolicy",
                     .namespace_name = "",
                     .name = sharing.clusters.empty()
                                 ? std::string()
                                 : rule::Show(sharing.clusters.front()->issuer)};
  finding.offending_value = rule::Offending(NamesOf(context.graph, sharing));
  finding.helps.emplace_back("give each of them a role of its own");
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "role-shared",
             .group = "trust",
             .summary = "One role admits accounts of several namespaces, clusters or environments",
             .severity = rule::Severity::kWarning,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kPedantic,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckTrustPolicy{Check},
};

}  // namespace irsalint::rules::trust::role_shared
