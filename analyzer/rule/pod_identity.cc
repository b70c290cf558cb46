#include "analyzer/rule/pod_identity.h"

#include <fmt/format.h>

#include "analyzer/graph/associated_pods.h"
#include "analyzer/rule/chain.h"

namespace irsalint::rule {
namespace {

using graph::PodIdentityRefusal;
using syntax::NewValue;

constexpr size_t kMaxAssociations = 5;
constexpr size_t kMaxWorkloads = 3;

const syntax::Place& RolePlaceOf(const facts::PodIdentityAssociation& association,
                                 PodIdentityRefusal::Step step) {
  return step == PodIdentityRefusal::Step::kRole ? association.role_arn.place()
                                                 : association.target_role_arn.place();
}

void AddWorkloads(const graph::IdentityGraph& graph, graph::AssociationId association,
                  Finding& finding) {
  const std::vector<graph::WorkloadId> workloads = graph::WorkloadsOf(graph, association);
  for (size_t i = 0; i < workloads.size() && i < kMaxWorkloads; ++i) {
    const graph::Workload& workload = graph[workloads[i]];
    finding.related.push_back(
        {.place = *workload.account.place,
         .message = fmt::format("{} {} runs as this account", workload.object->meta.kind,
                                Show(*workload.object->meta.name))});
  }
  if (workloads.size() > kMaxWorkloads) {
    finding.notes.push_back(fmt::format("{} more workloads run as {}",
                                        workloads.size() - kMaxWorkloads,
                                        AccountOf(*graph[association].object)));
  }
}

}  // namespace

std::string AccountOf(const facts::PodIdentityAssociation& association) {
  return Show(*association.namespace_name) + "/" + Show(*association.service_account);
}

std::string NameOf(const facts::PodIdentityAssociation& association) {
  const std::string cluster = Show(*association.cluster);
  return cluster.empty() ? AccountOf(association)
                         : fmt::format("{} on cluster \"{}\"", AccountOf(association), cluster);
}

std::string RefusedBy(const graph::IdentityGraph& graph, const PodIdentityRefusal& refusal) {
  switch (refusal.associations.size()) {
    case 0:
      return "every association";
    case 1:
      return NameOf(*graph[refusal.associations.front()].object);
    default:
      return fmt::format("{} associations", refusal.associations.size());
  }
}

void SetSubject(const graph::IdentityGraph& graph, graph::PolicyId policy, Finding& finding) {
  const std::optional<graph::RoleId> role = graph[policy].role;
  finding.subject = {.kind = "TrustPolicy",
                     .namespace_name = "",
                     .name = role.has_value() && !graph[*role].arn.IsEmpty()
                                 ? graph[*role].arn.Written()
                                 : std::string(iam::kPodIdentityService)};
}

void AddAssociations(const graph::IdentityGraph& graph,
                     std::span<const graph::AssociationId> associations,
                     PodIdentityRefusal::Step step, Finding& finding) {
  const bool of_target = step == PodIdentityRefusal::Step::kTargetRole;
  for (size_t i = 0; i < associations.size() && i < kMaxAssociations; ++i) {
    const facts::PodIdentityAssociation& association = *graph[associations[i]].object;
    finding.related.push_back(
        {.place = RolePlaceOf(association, step),
         .message = fmt::format("the association of {} {}", NameOf(association),
                                of_target ? "has this role as its target" : "gives this role")});
    AddWorkloads(graph, associations[i], finding);
  }
  if (associations.size() > kMaxAssociations) {
    finding.notes.push_back(
        fmt::format("{} more associations name the role", associations.size() - kMaxAssociations));
  }
}

void DescribeRefusal(const RuleContext& context, graph::PolicyId policy,
                     const PodIdentityRefusal& refusal, Finding& finding) {
  SetSubject(context.graph, policy, finding);
  AddAssociations(context.graph, refusal.associations, refusal.step, finding);
  finding.notes.emplace_back(kPodIdentityDenied);
}

std::vector<syntax::NewPair> TagsOf(const graph::IdentityGraph& graph, graph::AssociationId id) {
  const iam::PodIdentity pod = graph::PodIdentityOf(graph, id);
  const bool known = pod.session_tags == base::Truth::kYes && pod.namespace_name.IsLiteral() &&
                     pod.service_account.IsLiteral();
  if (!known) return {};
  std::vector<syntax::NewPair> tags;
  if (pod.cluster_arn.IsLiteral()) {
    tags.push_back({.key = "aws:RequestTag/eks-cluster-arn",
                    .value = NewValue::String(pod.cluster_arn.literal())});
  }
  tags.push_back({.key = "aws:RequestTag/kubernetes-namespace",
                  .value = NewValue::String(pod.namespace_name.literal())});
  tags.push_back({.key = "aws:RequestTag/kubernetes-service-account",
                  .value = NewValue::String(pod.service_account.literal())});
  return tags;
}

}  // namespace irsalint::rule
