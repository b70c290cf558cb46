#include <fmt/format.h>

#include <string_view>

#include "analyzer/graph/duplicate_associations.h"
#include "analyzer/rule/pod_identity.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::pod_identity::pod_identity_association_duplicate {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

Two Pod Identity associations are for the same service account of the same cluster.

## Why it matters

EKS holds one association for each service account of a cluster and refuses the second. Which of the two roles the pods
get depends on which was there first; an answer that still shows the other is out of date.

## When it stays silent

For answers about one and the same association, by its ARN, also where they differ, and for clusters of one name in
several regions or accounts.

## Example

```json associations.json
{
  "associations": [{
    "clusterName": "media",
    "namespace": "media",
    "serviceAccount": "uploader",
    "associationArn": "arn:aws:eks:eu-central-1:493827165038:podidentityassociation/media/a-7d3f9a1c5b2e80460"
  }, {
    "clusterName": "media",
    "namespace": "media",
    "serviceAccount": "uploader",
    "associationArn": "arn:aws:eks:eu-central-1:493827165038:podidentityassociation/media/a-0f1e2d3c4b5a69788"
  }]
}
```

## How to fix

Keep the one whose role is meant.

```json associations.json
{
  "associations": [{
    "clusterName": "media",
    "namespace": "media",
    "serviceAccount": "uploader",
    "associationArn": "arn:aws:eks:eu-central-1:493827165038:podidentityassociation/media/a-7d3f9a1c5b2e80460"
  }]
}
```
)";

constexpr std::string_view kTags[] = {"correctness"};
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §8.1"};

void Check(const rule::RuleContext& context, rule::FindingSink& sink) {
  for (const graph::DuplicateAssociation& duplicate :
       graph::DuplicateAssociationsOf(context.graph)) {
    const facts::PodIdentityAssociation& first = *context.graph[duplicate.first].object;
    const facts::PodIdentityAssociation& second = *context.graph[duplicate.second].object;
    rule::Finding& finding = sink.Report(
        second.service_account.place(),
        fmt::format("a second association for {}: EKS accepts one for each service account",
                    rule::NameOf(second)));
    finding.subject = {.kind = "ServiceAccount",
                       .namespace_name = second.namespace_name->Written(),
                       .name = second.service_account->Written()};
    // Which of the two comes second is up to the order in which they are read.
    finding.offending_value = second.service_account->Written();
    finding.related.push_back(
        {.place = first.service_account.place(), .message = "the first is here"});
    finding.helps.emplace_back("keep the one whose role is meant");
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "pod-identity-association-duplicate",
             .group = "pod_identity",
             .summary = "Two Pod Identity associations for one service account",
             .severity = rule::Severity::kError,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckGraph{Check},
};

}  // namespace irsalint::rules::pod_identity::pod_identity_association_duplicate
