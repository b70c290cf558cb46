#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>

#include "analyzer/graph/cni_identity.h"
#include "analyzer/graph/node_roles.h"
#include "analyzer/iam/managed_policies.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/node_chain.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::node::node_role_cni_policy {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

The role of nodes has the policy of the VPC CNI: AmazonEKS_CNI_Policy, or AmazonEKS_CNI_IPv6_Policy of
the account. The CNI can have a role of its own instead: its pods run as `kube-system/aws-node`.

## Why it matters

The policy lets whoever has the node's role attach and detach network interfaces and addresses of every
instance: a pod that reaches the instance metadata service can take another pod's address, or cut off a
node. It works, and EKS puts it there by default, so this is a note for `--persona pedantic`.

## When it stays silent

For roles that are not those of nodes, and for policies of the account with another name.

## Example

```yaml cluster.yaml
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata:
  name: shop
  region: eu-central-1
managedNodeGroups:
  - name: workers
    iam:
      attachPolicyARNs:
        - arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy
        - arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy
```

## How to fix

Give the policy to a role of `kube-system/aws-node`, by an association or IRSA. When its pods run with
that role, take it from the nodes.

```yaml cluster.yaml
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata:
  name: shop
  region: eu-central-1
managedNodeGroups:
  - name: workers
    iam:
      attachPolicyARNs:
        - arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy
iam:
  podIdentityAssociations:
    - namespace: kube-system
      serviceAccountName: aws-node
      permissionPolicyARNs:
        - arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy
```
)";

constexpr std::string_view kTags[] = {"security"};
constexpr std::string_view kReferences[] = {"docs/reference/iam.md §7.1"};

void Report(const graph::IdentityGraph& graph, const graph::NodeRole& role,
            const facts::KnownText& policy, rule::FindingSink& sink) {
  const std::string arn = rule::Show(*policy);
  rule::Finding& finding = sink.Report(
      policy.place(), fmt::format("pods on {} inherit the right to change network interfaces: "
                                  "policy \"{}\" can belong to the CNI alone",
                                  rule::ShowNodes(role), arn.substr(arn.rfind('/') + 1)));
  finding.offending_value = arn;
  rule::DescribeNodeRole(role, finding);
  const std::optional<syntax::Place> identity = graph::CniIdentityOf(graph, role);
  if (identity.has_value()) {
    finding.related.push_back(
        {.place = *identity, .message = "the CNI has a role of its own here"});
    finding.helps.emplace_back(
        "take the policy from the nodes, if the role of kube-system/aws-node has it");
    return;
  }
  finding.helps.emplace_back(
      "give the policy to a role of kube-system/aws-node (IRSA or Pod Identity), then take it from "
      "the nodes");
}

void Check(const rule::RuleContext& context, rule::FindingSink& sink) {
  for (const graph::NodeRole& role : graph::NodeRolesOf(context.graph)) {
    for (const facts::PermissionAttachment* attachment : role.permissions) {
      const facts::KnownText& arn = attachment->managed_policy_arn;
      if (!arn.HasValue() || !iam::IsCniPolicy(arn->literal())) continue;
      Report(context.graph, role, arn, sink);
    }
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "node-role-cni-policy",
             .group = "node",
             .summary = "The role of nodes has the policy of the VPC CNI",
             .severity = rule::Severity::kNote,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kPedantic,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckGraph{Check},
};

}  // namespace irsalint::rules::node::node_role_cni_policy
