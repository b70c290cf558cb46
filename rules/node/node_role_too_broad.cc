#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/strings.h"
#include "analyzer/graph/node_roles.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/node_chain.h"
#include "analyzer/rule/offending.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::node::node_role_too_broad {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

The role of nodes has rights that no node needs. What it may do is rated by actions:

| what the role has | severity |
|---|---|
| every action on every resource | error |
| a change of users, roles or policies of IAM | error |
| `iam:PassRole` or `sts:AssumeRole` on every role, or code on every instance or function | error |
| data of a whole service: S3, Secrets Manager, parameters, KMS, DynamoDB, SQS, Kinesis | error |
| what belongs to an add-on: volumes, load balancers, scaling, Route 53, ECR push | warning |
| `withAddonPolicies` of an eksctl node group | warning |

A role is one of nodes by evidence: a node group, eksctl, Karpenter, `aws-auth` with `system:nodes`, an
access entry of type EC2. Where only the role's name or the policy AmazonEKSWorkerNodePolicy speaks for
it, the finding has medium confidence. A role that trusts EC2 and nobody else may be any instance's: that
is a finding for `--persona pedantic`.

## Why it matters

A pod that has no role of its own, and any other pod that reaches the instance metadata service, gets the
credentials of the node. Whoever can run code in one pod of the cluster has all that the node role has.

## When it stays silent

For the policies that nodes need (AmazonEKSWorkerNodePolicy, pulling from ECR, the CNI,
AmazonSSMManagedInstanceCore, CloudWatchAgentServerPolicy); for AWS-managed policies that its table does
not list; for statements with conditions or with resources that are not all of their kind, unless the right
is an add-on's; for what a Deny of the same role may take away; for placeholders; and for node groups with
a permissions boundary.

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
        - arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly
        - arn:aws:iam::aws:policy/AmazonS3FullAccess
```

## How to fix

Take the right from the node role, and give it to the one service account that needs it: by a role of its
own (IRSA), or by a Pod Identity association.

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
        - arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly
iam:
  podIdentityAssociations:
    - namespace: shop
      serviceAccountName: images
      permissionPolicyARNs:
        - arn:aws:iam::493827165038:policy/images-of-the-shop
```
)";

constexpr std::string_view kTags[] = {"security"};
constexpr std::string_view kReferences[] = {"docs/reference/iam.md §7.1",
                                            "docs/reference/iam.md §7.2"};
constexpr std::string_view kAlsoReportedBy[] = {"checkov CKV_AWS_62",
                                                "checkov CKV_AWS_63",
                                                "checkov CKV_AWS_274",
                                                "checkov CKV_AWS_275",
                                                "checkov CKV_AWS_286",
                                                "checkov CKV_AWS_355",
                                                "prowler iam_role_administratoraccess_policy"};

constexpr size_t kMaxRights = 3;

// The first few of what is granted: `a, b and c`.
std::string ListOf(const std::vector<std::string_view>& rights) {
  std::string list(rights.front());
  const size_t shown = std::min(rights.size(), kMaxRights);
  for (size_t i = 1; i < shown; ++i) {
    const bool is_last = i + 1 == rights.size();
    list += fmt::format("{} {}", is_last ? " and" : ",", rights[i]);
  }
  if (shown < rights.size()) list += " and more";
  return list;
}

// What grants it: `"s3:GetObject" on "*"`.
std::string GrantedBy(const graph::NodeRight& right) {
  const std::string value = rule::Show(right.values.front().text);
  switch (right.source) {
    case graph::NodeRight::Source::kStatement:
      return fmt::format("\"{}\"{} on \"{}\"", value, right.values.size() > 1 ? " and others" : "",
                         rule::Show(right.resource->text));
    case graph::NodeRight::Source::kManagedPolicy:
      return fmt::format("policy \"{}\"", value.substr(value.rfind('/') + 1));
    case graph::NodeRight::Source::kEksctlAddons: {
      std::vector<std::string> addons;
      for (const iam::Value& addon : right.values) addons.push_back(addon.text.Written());
      return fmt::format("withAddonPolicies {}", base::JoinQuoted(addons));
    }
  }
  return value;
}

std::string HelpFor(const graph::NodeRight& right) {
  const std::string_view what =
      right.grant.power == iam::Power::kAddOn
          ? "give the right to the add-on's own service account (IRSA or Pod Identity)"
          : "give the right to the one service account that needs it (IRSA or Pod Identity)";
  return fmt::format("{}, and take it from the nodes", what);
}

void Report(const graph::IdentityGraph& graph, const graph::NodeRole& role,
            const graph::NodeRight& right, const std::vector<graph::WorkloadId>& workloads,
            rule::FindingSink& sink) {
  const iam::Value& first = right.values.front();
  rule::Finding& finding = sink.Report(
      first.place, fmt::format("pods on {} inherit the right to {}: {}", rule::ShowNodes(role),
                               ListOf(right.grant.rights), GrantedBy(right)));
  if (right.grant.power == iam::Power::kAddOn) finding.severity = rule::Severity::kWarning;
  finding.offending_value = rule::Offending(right.values);
  for (size_t i = 1; i < right.values.size(); ++i) {
    finding.related.push_back({.place = right.values[i].place, .message = "so does this"});
  }
  rule::DescribeNodeRole(role, finding);
  rule::AddInheritors(graph, workloads, finding);
  finding.notes.emplace_back(
      "a pod gets the credentials of its node from the instance metadata service "
      "(169.254.169.254), "
      "unless the nodes demand IMDSv2 with a hop limit of 1");
  finding.helps.push_back(HelpFor(right));
}

void Check(const rule::RuleContext& context, rule::FindingSink& sink) {
  std::optional<graph::Inheritors> inheritors;
  for (const graph::NodeRole& role : graph::NodeRolesOf(context.graph)) {
    const std::vector<graph::NodeRight> rights = graph::RightsOf(role);
    if (rights.empty()) continue;
    if (!inheritors.has_value()) inheritors.emplace(context.graph);
    const std::vector<graph::WorkloadId> workloads = inheritors->Of(role);
    for (const graph::NodeRight& right : rights) {
      Report(context.graph, role, right, workloads, sink);
    }
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "node-role-too-broad",
             .group = "node",
             .summary = "Every pod of the cluster inherits rights that its nodes do not need",
             .severity = rule::Severity::kError,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .also_reported_by = kAlsoReportedBy,
             .doc = kDoc},
    .check = rule::CheckGraph{Check},
};

}  // namespace irsalint::rules::node::node_role_too_broad
