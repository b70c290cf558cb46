#include "analyzer/rule/node_chain.h"

#include <fmt/format.h>

#include <algorithm>

#include "analyzer/graph/link_nodes.h"
#include "analyzer/rule/chain.h"

namespace irsalint::rule {
namespace {

using Evidence = facts::NodeRole::Evidence;

constexpr size_t kMaxWorkloads = 10;

std::string_view WhatMakesIt(const facts::NodeRole& evidence) {
  switch (evidence.evidence) {
    case Evidence::kNodeGroup:
    case Evidence::kEksctl:
      return "a node group has this role";
    case Evidence::kAwsAuth:
      return "aws-auth lets nodes join with this role";
    case Evidence::kAccessEntry:
      return "an access entry lets nodes join with this role";
    case Evidence::kKarpenter:
      return "Karpenter starts nodes with this role";
    case Evidence::kInstanceProfile:
      return "an instance profile has this role";
  }
  return {};
}

// A role that only a node group of eksctl speaks of: the finding stands inside that group.
bool IsWithinItsGroup(const graph::NodeRole& role, const facts::NodeRole& evidence) {
  return !role.role.has_value() && evidence.evidence == Evidence::kEksctl;
}

}  // namespace

std::string ShowNodes(const graph::NodeRole& role) {
  const syntax::Text name = graph::RoleNameOf(role.arn);
  if (!name.IsLiteral() || name.IsEmpty()) {
    for (const facts::NodeRole* evidence : role.evidence) {
      if (evidence->name.HasValue()) {
        return fmt::format("node group \"{}\"", Show(*evidence->name));
      }
    }
  }
  return fmt::format("nodes with role \"{}\"", Show(name.IsEmpty() ? role.arn : name));
}

void DescribeNodeRole(const graph::NodeRole& role, Finding& finding) {
  finding.subject = {.kind = "Role", .namespace_name = "", .name = Show(role.arn)};
  for (const facts::NodeRole* evidence : role.evidence) {
    if (IsWithinItsGroup(role, *evidence)) continue;
    const bool has_arn = evidence->role_arn.HasValue();
    finding.related.push_back({.place = has_arn ? evidence->role_arn.place() : evidence->place,
                               .message = std::string(WhatMakesIt(*evidence))});
  }
  if (role.basis == graph::NodeBasis::kStated) return;
  const bool is_candidate = role.basis == graph::NodeBasis::kCandidate;
  finding.confidence = is_candidate ? Confidence::kLow : Confidence::kMedium;
  if (is_candidate) finding.persona = Persona::kPedantic;
  finding.notes.push_back(
      fmt::format("assuming that {} is the role of nodes: {}", Show(role.arn), role.reason));
}

void AddInheritors(const graph::IdentityGraph& graph, std::span<const graph::WorkloadId> workloads,
                   Finding& finding) {
  const size_t shown = std::min(workloads.size(), kMaxWorkloads);
  for (const graph::WorkloadId id : workloads.first(shown)) {
    const graph::Workload& workload = graph[id];
    const kube::ObjectMeta& meta = workload.object->meta;
    finding.related.push_back(
        {.place = meta.name.place(),
         .message = fmt::format("{} {}/{} has no role of its own", meta.kind,
                                Show(workload.namespace_name), Show(*meta.name))});
  }
  if (shown == workloads.size()) return;
  finding.notes.push_back(fmt::format("{} more workloads of the input have no role of their own",
                                      workloads.size() - shown));
}

}  // namespace irsalint::rule
