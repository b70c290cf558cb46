#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/graph/imds.h"
#include "analyzer/graph/node_roles.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/field_edits.h"
#include "analyzer/rule/node_chain.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::node::imds_reachable {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

Nodes answer the requests of pods at 169.254.169.254: their launch template, or Karpenter's node class,
sets `httpTokens` to `optional`, or `httpPutResponseHopLimit` to 2 or more. So every pod on them gets the
credentials of the node's role.

It is a warning if the role has more than nodes need (what `node-role-too-broad` rates), and a note if it
has only that, or if its policies are not in the input.

A launch template belongs to nodes by the node group that names it (`aws eks describe-nodegroup`, `aws ec2
describe-launch-template-versions`), or by its instance profile (`aws iam get-instance-profile`). Of a
template that nobody names by version, all versions of the input must agree.

## Why it matters

Whoever runs code in one pod, by a fault of a web application or of a library, asks the metadata service
for the node's credentials. A role of the pod's own does not change that.

## When it stays silent

For options that are not set: what is the default depends on who makes the nodes, and when. Where tokens
are required and the hop limit is 1, or the service is disabled. Where a policy for the whole cluster, or
policies for the namespaces of all workloads of the input, restrict where pods connect to; and beside
kube2iam or kiam, which answer in its place.

## Example

```yaml nodes.yaml
apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata:
  name: general
spec:
  role: shop-workers
  metadataOptions:
    httpTokens: optional
    httpPutResponseHopLimit: 1
```

## How to fix

Require tokens, and let their answer end at the node. Pods that need AWS get a role of their own, by IRSA
or Pod Identity; pods that need the metadata service itself run with `hostNetwork: true`.

```yaml nodes.yaml
apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata:
  name: general
spec:
  role: shop-workers
  metadataOptions:
    httpTokens: required
    httpPutResponseHopLimit: 1
```
)";

constexpr std::string_view kTags[] = {"security"};
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §12",
                                            "docs/reference/iam.md §7.3"};
constexpr std::string_view kAlsoReportedBy[] = {"checkov CKV_AWS_79", "checkov CKV_AWS_341",
                                                "trivy AWS-0130"};

constexpr size_t kMaxRights = 3;

bool TokensAreOptional(const facts::MetadataOptions& options) {
  return options.http_tokens.HasValue() && options.http_tokens->literal() == "optional";
}

std::string WhatIsSet(const facts::MetadataOptions& options) {
  if (TokensAreOptional(options)) return "httpTokens is \"optional\", not \"required\"";
  return fmt::format("httpPutResponseHopLimit is {}, not 1", *options.hop_limit);
}

void DescribeRights(const graph::NodeRole& role, rule::Finding& finding) {
  const std::vector<graph::NodeRight> rights = graph::RightsOf(role);
  if (rights.empty()) {
    finding.severity = rule::Severity::kNote;
    finding.notes.emplace_back(
        "as far as the input tells, the role has no more than what nodes need");
    return;
  }
  for (size_t i = 0; i < std::min(rights.size(), kMaxRights); ++i) {
    finding.related.push_back(
        {.place = rights[i].values.front().place,
         .message = fmt::format("the role has the right to {}", rights[i].grant.rights.front())});
  }
}

// Only Karpenter's node class is written by hand; the answer of AWS makes no launch template. A hop
// limit that reaches pods would do so with tokens, too.
void AddFix(const graph::NodeSet& set, rule::Finding& finding) {
  const facts::MetadataOptions& options = *set.options;
  const bool is_node_class = set.launch_template == nullptr;
  if (!is_node_class || !TokensAreOptional(options) || options.hop_limit.ValueOr(1) > 1) return;
  if (!rule::IsWrittenAt(options.http_tokens.place())) return;
  finding.fixes.push_back(
      {.title = "write httpTokens: required",
       .applicability = rule::Applicability::kUnsafe,
       .side = rule::FixSide::kManifest,
       .edits = {syntax::SetValue{.place = options.http_tokens.place(),
                                  .value = syntax::NewValue::String("required")}}});
}

void Report(const graph::NodeRole& role, const graph::NodeSet& set, rule::FindingSink& sink) {
  const facts::MetadataOptions& options = *set.options;
  rule::Finding& finding =
      sink.Report(set.pods.because.front().place,
                  fmt::format("pods on {} reach the instance metadata service: {}",
                              rule::ShowNodes(role), WhatIsSet(options)));
  finding.offending_value =
      TokensAreOptional(options) ? "optional" : std::to_string(*options.hop_limit);
  rule::DescribeNodeRole(role, finding);
  DescribeRights(role, finding);
  finding.notes.emplace_back(
      "every pod on these nodes gets the credentials of their role at "
      "http://169.254.169.254/latest/meta-data/iam/security-credentials/");
  finding.helps.emplace_back(
      "set httpTokens to \"required\" and httpPutResponseHopLimit to 1, and give pods that need "
      "AWS "
      "a role of their own");
  AddFix(set, finding);
}

// Sets of nodes on which nothing but something beside the nodes can keep pods away.
std::vector<graph::NodeSet> ReachableSets(const graph::NodeSets& all, const graph::NodeRole& role) {
  std::vector<graph::NodeSet> sets = all.Of(role);
  std::erase_if(sets,
                [](const graph::NodeSet& set) { return set.pods.reachable != base::Truth::kYes; });
  return sets;
}

void Check(const rule::RuleContext& context, rule::FindingSink& sink) {
  const std::vector<graph::NodeRole> roles = graph::NodeRolesOf(context.graph);
  if (roles.empty()) return;
  const graph::NodeSets all(context.graph);
  std::optional<graph::ImdsReach> imds;
  for (const graph::NodeRole& role : roles) {
    const std::vector<graph::NodeSet> sets = ReachableSets(all, role);
    if (sets.empty()) continue;
    if (!imds.has_value()) imds.emplace(context.graph);
    if (imds->BlockerOf(role).has_value()) continue;
    for (const graph::NodeSet& set : sets) Report(role, set, sink);
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "imds-reachable",
             .group = "node",
             .summary = "Every pod gets the credentials of its node from the metadata service",
             .severity = rule::Severity::kWarning,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .also_reported_by = kAlsoReportedBy,
             .doc = kDoc},
    .check = rule::CheckGraph{Check},
};

}  // namespace irsalint::rules::node::imds_reachable
