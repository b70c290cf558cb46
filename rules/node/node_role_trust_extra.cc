#include <fmt/format.h>

#include <string>
#include <string_view>

#include "analyzer/graph/link_nodes.h"
#include "analyzer/graph/node_roles.h"
#include "analyzer/iam/node_trust.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/node_chain.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::node::node_role_trust_extra {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

The trust policy of a role of nodes admits somebody beside EC2: another service, an account or a user, an
identity provider. EC2 in China (`ec2.amazonaws.com.cn`) and the services through which hybrid nodes get
their role (`ssm.amazonaws.com`, `rolesanywhere.amazonaws.com`) are as good as EC2.

A role is one of nodes by evidence: a node group, eksctl, Karpenter, `aws-auth` with `system:nodes`, an
access entry of type EC2. Where only the role's name or the policy AmazonEKSWorkerNodePolicy speaks for
it, the finding has medium confidence.

## Why it matters

Whoever takes the role joins the cluster as a node: it reads the Secrets of every pod that is scheduled
there, and it has all that the nodes have in AWS. Nobody looks for that way in.

## When it stays silent

For the role itself as a principal, for principals that are deleted (`AROA…`), for services whose name has
a placeholder, and for `"AWS": "*"` without a condition, which is another rule's.

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
    "RoleName": "shop-workers",
    "Arn": "arn:aws:iam::493827165038:role/shop-workers",
    "AssumeRolePolicyDocument": {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": {"Service": ["ec2.amazonaws.com", "lambda.amazonaws.com"]},
          "Action": "sts:AssumeRole"
        }
      ]
    }
  }
}
```

## How to fix

Leave EC2 alone in the policy, and give everybody else a role of their own.

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
)";

constexpr std::string_view kTags[] = {"security"};
constexpr std::string_view kReferences[] = {"docs/reference/iam.md §7.1"};

void Report(const graph::NodeRole& role, const iam::ExtraPrincipal& extra,
            rule::FindingSink& sink) {
  const iam::Value& value = extra.principal->value;
  const std::string who = rule::Show(value.text);
  rule::Finding& finding = sink.Report(
      value.place,
      fmt::format("\"{}\" can take \"{}\", the role of nodes: only \"ec2.amazonaws.com\" should",
                  who, rule::Show(graph::RoleNameOf(role.arn))));
  finding.offending_value = who;
  rule::DescribeNodeRole(role, finding);
  if (extra.narrowed) {
    finding.notes.emplace_back("the statement has conditions that may narrow this");
  }
  finding.notes.emplace_back("whoever takes the role can join the cluster as a node");
  finding.helps.push_back(
      fmt::format("remove it from the trust policy, and give \"{}\" a role of its own", who));
}

void Check(const rule::RuleContext& context, rule::FindingSink& sink) {
  for (const graph::NodeRole& role : graph::NodeRolesOf(context.graph)) {
    if (!role.role.has_value()) continue;
    for (const graph::PolicyId policy : context.graph[*role.role].trust_policies) {
      const iam::PolicyDocument& document = context.graph[policy].object->document;
      for (const iam::ExtraPrincipal& extra :
           iam::ExtraPrincipalsOf(document, role.arn.literal())) {
        Report(role, extra, sink);
      }
    }
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "node-role-trust-extra",
             .group = "node",
             .summary = "The role of nodes trusts more than EC2",
             .severity = rule::Severity::kWarning,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckGraph{Check},
};

}  // namespace irsalint::rules::node::node_role_trust_extra
