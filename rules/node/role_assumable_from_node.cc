#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/graph/link_nodes.h"
#include "analyzer/graph/link_permissions.h"
#include "analyzer/graph/node_roles.h"
#include "analyzer/graph/other_ways_in.h"
#include "analyzer/graph/trusted_issuers.h"
#include "analyzer/iam/role_trust.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/node_chain.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::node::role_assumable_from_node {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

The role of a pod is in reach of every pod on a node. Either its trust policy names the role of the nodes,
beside the service accounts or EKS Pod Identity; or the role of the nodes may take every role that trusts
the account, or hand every role to a service (`sts:AssumeRole`, `iam:PassRole` on all roles).

In the second case `node-role-too-broad` reports the same statement as an error, for what it is on a node;
this rule adds the roles of pods that it opens.

## Why it matters

A role for one service account is meant for that account alone. A pod that reaches the instance metadata
service has the node's role first, and takes the other one next: the subject in the trust policy is of no
use any more. kube2iam works like that, and the trust often stays when it is gone.

## When it stays silent

For principals with placeholders, for roles that the nodes may take one by one, for what a Deny of the
trust policy takes back, and for conditions that the nodes cannot meet.

## Example

```json nodegroup.json
{
  "nodegroup": {
    "nodegroupName": "workers",
    "clusterName": "shop",
    "nodeRole": "arn:aws:iam::493827165038:role/shop-workers"
  }
}
```

```json role.json
{
  "Role": {
    "RoleName": "uploader",
    "Arn": "arn:aws:iam::493827165038:role/uploader",
    "AssumeRolePolicyDocument": {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": {"Service": "pods.eks.amazonaws.com"},
          "Action": ["sts:AssumeRole", "sts:TagSession"]
        },
        {
          "Effect": "Allow",
          "Principal": {"AWS": "arn:aws:iam::493827165038:role/shop-workers"},
          "Action": "sts:AssumeRole"
        }
      ]
    }
  }
}
```

## How to fix

Leave the nodes out of the trust policy.

```json role.json
{
  "Role": {
    "RoleName": "uploader",
    "Arn": "arn:aws:iam::493827165038:role/uploader",
    "AssumeRolePolicyDocument": {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": {"Service": "pods.eks.amazonaws.com"},
          "Action": ["sts:AssumeRole", "sts:TagSession"]
        }
      ]
    }
  }
}
```
)";

constexpr std::string_view kTags[] = {"security"};
constexpr std::string_view kReferences[] = {"docs/reference/iam.md §7.2"};

constexpr size_t kMaxRoles = 10;

bool TrustsAws(const iam::PolicyDocument& policy) {
  return std::ranges::any_of(policy.statements, [](const iam::Statement& statement) {
    return std::ranges::find(statement.principals, iam::PrincipalKind::kAws,
                             &iam::Principal::kind) != statement.principals.end();
  });
}

// Policies of the roles of pods that somebody else of AWS may take, too.
std::vector<graph::PolicyId> PoliciesOfPods(const graph::IdentityGraph& graph) {
  std::vector<graph::PolicyId> policies;
  for (uint32_t p = 0; p < graph.trust_policies().size(); ++p) {
    const graph::TrustPolicy& policy = graph.trust_policies()[p];
    const iam::PolicyDocument& document = policy.object->document;
    const bool is_of_pods =
        graph::TrustsServiceAccounts(policy) || graph::TrustsPodIdentity(document);
    if (is_of_pods && TrustsAws(document)) policies.push_back(graph::PolicyId{p});
  }
  return policies;
}

std::string SubjectOf(const graph::Role& role) {
  return role.arn.IsEmpty() ? std::string(graph::NameOf(role)) : rule::Show(role.arn);
}

// How messages call the role of a policy: `role "uploader"`.
std::string RoleOf(const graph::IdentityGraph& graph, const graph::TrustPolicy& policy) {
  if (!policy.role.has_value()) return "the role of this policy";
  return fmt::format("role \"{}\"", graph::NameOf(graph[*policy.role]));
}

void ReportTrust(const graph::IdentityGraph& graph, const graph::NodeRole& role, graph::PolicyId id,
                 const iam::RoleTrust& trust, rule::FindingSink& sink) {
  const graph::TrustPolicy& policy = graph[id];
  const iam::Value& value = trust.principal->value;
  rule::Finding& finding = sink.Report(
      value.place, fmt::format("pods on {} can take {}, which trusts the role of their nodes",
                               rule::ShowNodes(role), RoleOf(graph, policy)));
  finding.offending_value = rule::Show(value.text);
  rule::DescribeNodeRole(role, finding);
  // Statements of two roles may be alike, so that the node role does not tell them apart.
  if (policy.role.has_value()) finding.subject.name = SubjectOf(graph[*policy.role]);
  rule::AddClaimants(graph, id, finding);
  if (trust.admits == base::Truth::kMaybe) {
    finding.notes.emplace_back("the statement has conditions that may narrow this");
  }
  finding.helps.push_back(
      fmt::format("remove \"{}\" from the trust policy", finding.offending_value));
}

// The roles of pods that trust the account of the nodes, or their role itself.
void AddRoles(const graph::IdentityGraph& graph, const graph::NodeRole& role,
              const std::vector<graph::PolicyId>& policies, rule::Finding& finding) {
  size_t found = 0;
  for (const graph::PolicyId id : policies) {
    const std::vector<iam::RoleTrust> trusts =
        iam::TrustOfRole(graph[id].object->document, role.arn.literal());
    if (trusts.empty() || ++found > kMaxRoles) continue;
    finding.related.push_back(
        {.place = trusts.front().principal->value.place,
         .message = fmt::format("{} lets them in", RoleOf(graph, graph[id]))});
  }
  if (found <= kMaxRoles) return;
  finding.notes.push_back(fmt::format("{} more roles of pods let them in", found - kMaxRoles));
}

void ReportRight(const graph::IdentityGraph& graph, const graph::NodeRole& role,
                 const graph::NodeRight& right, const std::vector<graph::PolicyId>& policies,
                 rule::FindingSink& sink) {
  const iam::Value& value = right.values.front();
  const bool takes = iam::TakesEveryRole(right.grant);
  rule::Finding& finding =
      sink.Report(value.place, fmt::format("roles of pods are in reach of {}, which can {}: \"{}\"",
                                           rule::ShowNodes(role),
                                           takes ? "take every role that trusts their account"
                                                 : "hand every role to a service",
                                           rule::Show(value.text)));
  finding.offending_value = rule::Show(value.text);
  rule::DescribeNodeRole(role, finding);
  if (takes) AddRoles(graph, role, policies, finding);
  finding.helps.emplace_back(
      "allow it on the one role that is meant, to the service account that needs it");
}

void Check(const rule::RuleContext& context, rule::FindingSink& sink) {
  const std::vector<graph::NodeRole> roles = graph::NodeRolesOf(context.graph);
  if (roles.empty()) return;
  const std::vector<graph::PolicyId> policies = PoliciesOfPods(context.graph);
  for (const graph::NodeRole& role : roles) {
    for (const graph::PolicyId id : policies) {
      if (context.graph[id].role.has_value() && context.graph[id].role == role.role) continue;
      for (const iam::RoleTrust& trust :
           iam::TrustOfRole(context.graph[id].object->document, role.arn.literal())) {
        if (trust.by_name) ReportTrust(context.graph, role, id, trust, sink);
      }
    }
    for (const graph::NodeRight& right : graph::RightsOf(role)) {
      if (iam::TakesEveryRole(right.grant) || iam::PassesEveryRole(right.grant)) {
        ReportRight(context.graph, role, right, policies, sink);
      }
    }
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "role-assumable-from-node",
             .group = "node",
             .summary = "A role of pods is in reach of everything that runs on the nodes",
             .severity = rule::Severity::kWarning,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kPedantic,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckGraph{Check},
};

}  // namespace irsalint::rules::node::role_assumable_from_node
