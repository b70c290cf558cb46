#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/graph/imds.h"
#include "analyzer/graph/node_roles.h"
#include "analyzer/graph/roleless_account.h"
#include "analyzer/kube/aws_use.h"
#include "analyzer/kube/fargate.h"
#include "analyzer/kube/legacy_annotation.h"
#include "analyzer/kube/node_agents.h"
#include "analyzer/kube/preset_identity.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/node_chain.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::node::workload_on_node_role {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A container calls AWS (it sets `AWS_REGION`, `AWS_DEFAULT_REGION`, `AWS_PROFILE` or `AWS_CONFIG_FILE`, or
its image is the AWS CLI), and its pod has no role of its own: the ServiceAccount is in the input without
one, and no association or other tool gives it one. The nodes on which it may run answer requests of pods at
169.254.169.254, and their role has more than nodes need. So the container works with the role of its nodes.

Where the nodes are not in the input, their role has only what nodes need, or the input does not settle
whether pods reach the metadata service, it is a note for `--persona pedantic`; so it is where the
account itself is not in the input.

## Why it matters

The right that the container needs is a right of every pod on these nodes. And it is gone on the day on
which somebody closes the metadata service or cleans up the node's role: then the SDK says *Unable to
locate credentials*, or AWS says AccessDenied to a role that nobody had in mind.

## When it stays silent

For pods on the network of the node (`hostNetwork: true`), on Fargate, or where pods do not reach the
metadata service; for DaemonSets that work for the node itself (CNI, CSI drivers, logs and metrics);
beside keys, endpoints of other object stores, and roles that the container's own environment names; and
where an annotation of kube2iam or kiam gives the role. Where a policy names the account, the missing
annotation is the fault, and `role-annotation-missing` reports it.

## Example

```yaml shop.yaml
apiVersion: v1
kind: ServiceAccount
metadata: {name: reports, namespace: shop}
---
apiVersion: v1
kind: Pod
metadata: {name: reports, namespace: shop}
spec:
  serviceAccountName: reports
  containers:
    - name: app
      image: shop/reports
      env: [{name: AWS_REGION, value: eu-central-1}]
---
apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata: {name: general}
spec:
  role: shop-workers
  metadataOptions: {httpTokens: required, httpPutResponseHopLimit: 2}
```

```json role.json
{
  "Role": {
    "RoleName": "shop-workers",
    "Arn": "arn:aws:iam::493827165038:role/shop-workers",
    "AssumeRolePolicyDocument": {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": {"Service": "ec2.amazonaws.com"},
          "Action": "sts:AssumeRole"
        }
      ]
    }
  }
}
```

```json policy.json
{
  "RoleName": "shop-workers",
  "PolicyName": "reports",
  "PolicyDocument": {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]
  }
}
```

## How to fix

Give the ServiceAccount a role with the one right that the container needs, and take it from the nodes.

```yaml shop.yaml
apiVersion: v1
kind: ServiceAccount
metadata:
  name: reports
  namespace: shop
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::493827165038:role/reports
---
apiVersion: v1
kind: Pod
metadata: {name: reports, namespace: shop}
spec:
  serviceAccountName: reports
  containers:
    - name: app
      image: shop/reports
      env: [{name: AWS_REGION, value: eu-central-1}]
---
apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata: {name: general}
spec:
  role: shop-workers
  metadataOptions: {httpTokens: required, httpPutResponseHopLimit: 2}
```
)";

constexpr std::string_view kTags[] = {"security", "correctness"};
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §12",
                                            "docs/reference/semantics.md §11.1"};

using base::Truth;

// A workload with a container that calls AWS with what the pod is given.
struct Caller {
  graph::WorkloadId workload;
  const kube::Container* container = nullptr;
  kube::AwsUse use;
};

// Not what is on the node's own network, or there for the node itself: it has the node's role on
// purpose.
bool WorksForItself(const kube::Workload& workload) {
  const syntax::Known<bool>& host_network = workload.spec.host_network;
  return !host_network.ValueOr(false) && !host_network.IsUnresolved() &&
         !kube::IsNodeAgent(workload);
}

// Fargate has no nodes, and kube2iam and kiam give roles of their own.
bool MayUseNodeRole(const kube::Workload& workload) {
  return WorksForItself(workload) && kube::FargateMark(workload) == nullptr &&
         kube::LegacyAnnotationOf(workload) == nullptr;
}

std::vector<Caller> CallersOf(const graph::IdentityGraph& graph) {
  std::vector<Caller> callers;
  for (uint32_t w = 0; w < graph.workloads().size(); ++w) {
    // Few containers call AWS; only of these more is asked.
    if (!graph.workloads()[w].glance.speaks_of_aws) continue;
    const kube::Workload& workload = *graph.workloads()[w].object;
    for (const kube::Container& container : workload.spec.containers) {
      std::optional<kube::AwsUse> use = kube::AwsUseOf(container);
      if (!use.has_value() || kube::PresetsIdentity(container)) continue;
      if (!MayUseNodeRole(workload)) break;
      callers.push_back(
          {.workload = graph::WorkloadId{w}, .container = &container, .use = *std::move(use)});
      break;
    }
  }
  return callers;
}

// The accounts of the input that a workload runs as; one that only has the same name says nothing.
std::vector<graph::AccountId> AccountsOf(const graph::Workload& workload) {
  std::vector<graph::AccountId> accounts;
  if (workload.level == graph::Level::kWholeInput) return accounts;
  for (const graph::AccountEdge& edge : workload.accounts) {
    if (edge.truth == Truth::kYes || workload.level <= graph::Level::kRelatedUnit) {
      accounts.push_back(edge.account);
    }
  }
  return accounts;
}

// What a workload gets on the nodes on which it may run.
struct Nodes {
  std::vector<const graph::NodeRole*> roles;
  graph::ImdsAnswer reach;  // the surest of all
  bool all_reachable = true;
  bool all_too_broad = true;
};

class Judge {
 public:
  Judge(const graph::IdentityGraph& graph, rule::FindingSink& sink)
      : graph_(graph),
        sink_(sink),
        roles_(graph::NodeRolesOf(graph)),
        nodes_of_(graph, roles_),
        inheritors_(graph),
        roleless_(graph) {}

  void Look(const Caller& caller) {
    const graph::Workload& workload = graph_[caller.workload];
    if (!inheritors_.Contains(caller.workload) || LacksItsAnnotation(workload)) return;
    std::vector<const graph::NodeRole*> roles = RolesOf(caller.workload);
    // Without nodes nothing can be proved, and most inputs have none.
    if (roles.empty() && !sink_.Wants(rule::Persona::kPedantic)) return;
    const Nodes nodes = NodesOf(caller.workload, std::move(roles));
    if (nodes.reach.reachable == Truth::kNo) return;
    if (!nodes.roles.empty() && nodes.all_reachable && nodes.all_too_broad &&
        !AccountsOf(workload).empty()) {
      Report(caller, nodes);
    } else if (nodes.roles.empty() || sink_.Wants(rule::Persona::kPedantic)) {
      ReportUnproved(caller, nodes);
    }
  }

 private:
  // A candidate may be any instance's role.
  std::vector<const graph::NodeRole*> RolesOf(graph::WorkloadId workload) const {
    std::vector<const graph::NodeRole*> roles = nodes_of_.Of(workload);
    std::erase_if(roles, [](const graph::NodeRole* role) {
      return role->basis == graph::NodeBasis::kCandidate;
    });
    return roles;
  }

  Nodes NodesOf(graph::WorkloadId workload, std::vector<const graph::NodeRole*> roles) {
    if (!imds_.has_value()) imds_.emplace(graph_);
    Nodes nodes{.roles = std::move(roles), .reach = {}};
    if (nodes.roles.empty()) nodes.reach = imds_->Of(workload, nullptr);
    for (const graph::NodeRole* role : nodes.roles) {
      graph::ImdsAnswer answer = imds_->Of(workload, role);
      nodes.all_reachable = nodes.all_reachable && answer.reachable == Truth::kYes;
      nodes.all_too_broad = nodes.all_too_broad && !graph::RightsOf(*role).empty();
      const bool is_surer = role == nodes.roles.front() || answer.reachable > nodes.reach.reachable;
      if (is_surer) nodes.reach = std::move(answer);
    }
    return nodes;
  }

  bool LacksItsAnnotation(const graph::Workload& workload) const {
    return std::ranges::any_of(workload.accounts, [this](const graph::AccountEdge& edge) {
      return roleless_.Of(edge.account).has_value();
    });
  }

  rule::Finding& Report(const Caller& caller, const Nodes& nodes) {
    const graph::Workload& workload = graph_[caller.workload];
    const kube::ObjectMeta& meta = workload.object->meta;
    const std::string account = fmt::format("{}/{}", rule::Show(workload.namespace_name),
                                            rule::Show(workload.account.name));
    rule::Finding& finding = sink_.Report(
        *workload.account.place,
        fmt::format("{} \"{}\" calls AWS, and its ServiceAccount \"{}\" has no role: it works with "
                    "that of {}",
                    meta.kind, rule::Show(*meta.name), account,
                    nodes.roles.empty() ? "its nodes" : rule::ShowNodes(*nodes.roles.front())));
    AddEvidence(caller, finding);
    for (const graph::NodeRole* role : nodes.roles) rule::DescribeNodeRole(*role, finding);
    finding.subject = {.kind = meta.kind,
                       .namespace_name = rule::Show(workload.namespace_name),
                       .name = rule::Show(*meta.name)};
    finding.overlay = graph_[workload.unit].facts->unit;
    finding.offending_value = rule::Show(workload.account.name);
    AddReach(nodes.reach, finding);
    if (!nodes.roles.empty() && !nodes.all_too_broad) {
      finding.notes.emplace_back(
          "as far as the input tells, the role has no more than what nodes need");
    }
    finding.helps.push_back(fmt::format(
        "give ServiceAccount \"{}\" a role of its own (IRSA or Pod Identity)", account));
    return finding;
  }

  void ReportUnproved(const Caller& caller, const Nodes& nodes) {
    rule::Finding& finding = Report(caller, nodes);
    if (nodes.reach.reachable != Truth::kYes) finding.message += ", if it reaches that";
    finding.severity = rule::Severity::kNote;
    finding.persona = rule::Persona::kPedantic;
    finding.confidence = rule::Confidence::kLow;
  }

  void AddEvidence(const Caller& caller, rule::Finding& finding) const {
    const graph::Workload& workload = graph_[caller.workload];
    const bool is_image = caller.use.source == kube::AwsUse::Source::kImage;
    finding.related.push_back(
        {.place = caller.use.place,
         .message = fmt::format("container \"{}\" {} \"{}\"", rule::Show(*caller.container->name),
                                is_image ? "runs" : "sets", caller.use.what)});
    const std::vector<graph::AccountId> accounts = AccountsOf(workload);
    for (const graph::AccountId account : accounts) {
      finding.related.push_back({.place = graph_[account].object->meta.name.place(),
                                 .message = "this account has no role"});
    }
    if (!accounts.empty()) return;
    finding.notes.push_back(
        fmt::format("assuming that ServiceAccount \"{}\", which is not in the input, has no role",
                    rule::Show(workload.account.name)));
  }

  static void AddReach(const graph::ImdsAnswer& reach, rule::Finding& finding) {
    for (const graph::ImdsClause& because : reach.because) {
      if (because.place.IsValid()) {
        finding.related.push_back({.place = because.place, .message = because.text});
      } else {
        finding.notes.push_back(because.text);
      }
    }
    if (!reach.missing.empty()) {
      finding.notes.push_back(fmt::format(
          "whether its pods reach the metadata service is settled by {}", reach.missing));
    }
  }

  const graph::IdentityGraph& graph_;
  rule::FindingSink& sink_;
  const std::vector<graph::NodeRole> roles_;
  const graph::NodesOfWorkloads nodes_of_;
  const graph::Inheritors inheritors_;
  const graph::RolelessAccounts roleless_;
  std::optional<graph::ImdsReach> imds_;  // where it is asked for: it looks at the whole input
};

void Check(const rule::RuleContext& context, rule::FindingSink& sink) {
  const std::vector<Caller> callers = CallersOf(context.graph);
  if (callers.empty()) return;
  Judge judge(context.graph, sink);
  for (const Caller& caller : callers) judge.Look(caller);
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "workload-on-node-role",
             .group = "node",
             .summary = "A container that calls AWS has no role but that of its nodes",
             .severity = rule::Severity::kWarning,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckGraph{Check},
};

}  // namespace irsalint::rules::node::workload_on_node_role
