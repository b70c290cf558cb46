#include "analyzer/graph/pod_identity.h"

#include <string>
#include <utility>

#include "analyzer/base/arn.h"
#include "analyzer/base/partition.h"
#include "analyzer/graph/association_cluster.h"
#include "analyzer/graph/decide.h"
#include "analyzer/graph/link_trust.h"

namespace irsalint::graph {
namespace {

using base::Truth;
using iam::DenialElement;
using syntax::Text;
using Kind = PodIdentityDenial::Kind;

Text Hole(std::string_view name) {
  return Text::OfHole({.syntax = syntax::HoleSyntax::kMissing,
                       .expression = std::string(name),
                       .scope = "association"});
}

Text KnownOr(std::string_view known, std::string_view name) {
  return known.empty() ? Hole(name) : Text::Literal(known);
}

Text KnownOr(const facts::KnownText& known, std::string_view name) {
  return known.HasValue() ? *known : Hole(name);
}

Text ClusterArn(const Text& partition, const Text& region, const Text& account, const Text& name) {
  return Text::Literal("arn:")
      .Append(partition)
      .Append(":eks:")
      .Append(region)
      .Append(":")
      .Append(account)
      .Append(":cluster/")
      .Append(name);
}

// What is known of the association's cluster, by itself and by the cluster of the input.
ClusterName CompleteName(const IdentityGraph& graph, const Association& association) {
  ClusterName name = ClusterNameOf(*association.object);
  if (association.cluster.has_value()) {
    const Cluster& cluster = graph[*association.cluster];
    if (name.region.empty()) name.region = cluster.region;
    if (name.account.empty()) name.account = cluster.account;
  }
  const base::Partition* partition = base::PartitionOfRegion(name.region);
  if (name.partition.empty() && partition != nullptr) name.partition = partition->name;
  return name;
}

// Tags are on unless the association says otherwise.
Truth SessionTagsOf(const facts::PodIdentityAssociation& association) {
  if (association.disable_session_tags.IsUnresolved()) return Truth::kMaybe;
  return base::FromBool(!association.disable_session_tags.ValueOr(false));
}

iam::PodIdentity PodOf(const facts::PodIdentityAssociation& association, const ClusterName& name) {
  const Text cluster = KnownOr(association.cluster, "cluster");
  const Text account = KnownOr(name.account, "account");
  return {.cluster_arn = ClusterArn(KnownOr(name.partition, "partition"),
                                    KnownOr(name.region, "region"), account, cluster),
          .cluster_name = cluster,
          .cluster_account = account,
          .namespace_name = KnownOr(association.namespace_name, "namespace"),
          .service_account = KnownOr(association.service_account, "service account"),
          .role_arn = KnownOr(association.role_arn, "role"),
          .session_tags = SessionTagsOf(association)};
}

// docs/reference/semantics.md §8.6: the association says it; its form is known where there are no
// session tags.
Text ExternalIdOf(const facts::PodIdentityAssociation& association, const ClusterName& name,
                  const iam::PodIdentity& pod) {
  if (association.external_id.HasValue()) return *association.external_id;
  if (pod.session_tags != Truth::kNo) return Hole("external id");
  return KnownOr(name.region, "region")
      .Append("/")
      .Append(pod.cluster_account)
      .Append("/")
      .Append(pod.cluster_name)
      .Append("/")
      .Append(pod.namespace_name)
      .Append("/")
      .Append(pod.service_account);
}

ActionDecision DecideAction(const iam::PolicyDocument& policy, std::string_view action,
                            iam::Request request, Truth needed) {
  ActionDecision decision{.action = action, .needed = needed, .request = std::move(request)};
  decision.decision = iam::Evaluate(policy, decision.request);
  decision.admits = AdmissionBy(policy, decision.decision);
  return decision;
}

// Whether no statement is for the caller and the action at all: then no condition is at fault.
bool IsForNobody(const iam::Denial& cause) {
  switch (cause.element) {
    case DenialElement::kAction:
    case DenialElement::kPrincipal:
      return true;
    case DenialElement::kExplicitDeny:
    case DenialElement::kGrammar:
      return false;
    case DenialElement::kKeyShape:
    case DenialElement::kKeyIssuer:
    case DenialElement::kOperatorForm:
    case DenialElement::kAudience:
    case DenialElement::kSubject:
    case DenialElement::kOther:
      return !cause.clause.has_value();
  }
  return false;
}

PodIdentityDenial DenialBy(const ActionDecision& refused) {
  const iam::Denial cause = iam::CauseOf(refused.decision).value_or(iam::Denial{});
  PodIdentityDenial denial{.kind = Kind::kCondition, .action = refused.action, .cause = cause};
  if (cause.element == DenialElement::kGrammar) denial.kind = Kind::kGrammar;
  if (cause.element == DenialElement::kExplicitDeny) denial.kind = Kind::kExplicitDeny;
  if (IsForNobody(cause)) {
    denial.kind = refused.action == iam::kTagSession ? Kind::kTagSession : Kind::kPrincipal;
  }
  return denial;
}

PodIdentityVerdict VerdictOf(PolicyId policy, ActionDecision assume_role,
                             ActionDecision tag_session) {
  PodIdentityVerdict verdict{.policy = policy,
                             .assume_role = std::move(assume_role),
                             .tag_session = std::move(tag_session)};
  const Truth tags = Or(verdict.tag_session.admits, Not(verdict.tag_session.needed));
  verdict.admits = And(verdict.assume_role.admits, tags);
  if (verdict.admits != Truth::kNo) return verdict;
  verdict.denial = DenialBy(verdict.assume_role.admits == Truth::kNo ? verdict.assume_role
                                                                     : verdict.tag_session);
  return verdict;
}

// `request_for` gives the request for an action.
template <typename RequestFor>
PodIdentityVerdict DecidePolicy(const IdentityGraph& graph, PolicyId id, Truth session_tags,
                                const RequestFor& request_for) {
  const iam::PolicyDocument& policy = graph[id].object->document;
  return VerdictOf(
      id, DecideAction(policy, iam::kAssumeRole, request_for(iam::kAssumeRole), Truth::kYes),
      DecideAction(policy, iam::kTagSession, request_for(iam::kTagSession), session_tags));
}

template <typename RequestFor>
AssumedRole DecideRole(const IdentityGraph& graph, const facts::KnownText& arn,
                       std::optional<RoleId> role, Truth session_tags,
                       const RequestFor& request_for) {
  AssumedRole assumed{.arn = &arn, .role = role, .policies = {}};
  if (!role.has_value()) return assumed;
  const std::vector<PolicyId>& variants = graph[*role].trust_policies;
  if (variants.empty() || variants.size() > kMaxVariants) return assumed;
  assumed.admits = Truth::kNo;
  for (const PolicyId policy : variants) {
    assumed.policies.push_back(DecidePolicy(graph, policy, session_tags, request_for));
    assumed.admits = Or(assumed.admits, assumed.policies.back().admits);
  }
  return assumed;
}

}  // namespace

iam::PodIdentity PodIdentityOf(const IdentityGraph& graph, AssociationId id) {
  return PodOf(*graph[id].object, CompleteName(graph, graph[id]));
}

base::Truth AdmissionBy(const PodIdentityDecision& decision, PolicyId policy) {
  base::Truth admits = base::Truth::kNo;
  const auto add = [&](const AssumedRole& role) {
    for (const PodIdentityVerdict& verdict : role.policies) {
      if (verdict.policy == policy) admits = Or(admits, verdict.admits);
    }
  };
  add(decision.role);
  if (decision.target.has_value()) add(*decision.target);
  return admits;
}

PodIdentityDecision DecidePodIdentity(const IdentityGraph& graph, AssociationId id) {
  const Association& association = graph[id];
  const facts::PodIdentityAssociation& object = *association.object;
  const ClusterName name = CompleteName(graph, association);
  PodIdentityDecision decision{.pod = PodOf(object, name), .role = {}, .target = {}};
  const iam::PodIdentity& pod = decision.pod;
  decision.role =
      DecideRole(graph, object.role_arn, association.role, pod.session_tags,
                 [&pod](std::string_view action) { return iam::PodIdentityRequest(pod, action); });
  decision.admits = decision.role.admits;
  if (object.target_role_arn.IsAbsent()) return decision;
  const iam::TargetRole target = {.arn = KnownOr(object.target_role_arn, "target role"),
                                  .external_id = ExternalIdOf(object, name, pod)};
  decision.target = DecideRole(
      graph, object.target_role_arn, association.target_role, pod.session_tags,
      [&](std::string_view action) { return iam::TargetRoleRequest(pod, target, action); });
  decision.admits = And(decision.admits, decision.target->admits);
  return decision;
}

PodIdentityVerdict DecideAnyAssociation(const IdentityGraph& graph, PolicyId policy,
                                        AccountOfCluster account, Truth session_tags) {
  const std::optional<RoleId> role = graph[policy].role;
  const Text role_arn = role.has_value() ? graph[*role].arn : Text();
  Text partition = Hole("partition");
  Text cluster_account = Hole("account");
  const auto parts = base::ParseRoleArn(role_arn.literal());
  if (parts.has_value() && account == AccountOfCluster::kOfRole) {
    partition = Text::Literal(parts->partition);
    cluster_account = Text::Literal(parts->account);
  }
  const Text cluster = Hole("cluster");
  const iam::PodIdentity pod = {
      .cluster_arn = ClusterArn(partition, Hole("region"), cluster_account, cluster),
      .cluster_name = cluster,
      .cluster_account = cluster_account,
      .namespace_name = Hole("namespace"),
      .service_account = Hole("service account"),
      .role_arn = role_arn,
      .session_tags = session_tags};
  return DecidePolicy(graph, policy, session_tags, [&pod](std::string_view action) {
    return iam::PodIdentityRequest(pod, action);
  });
}

}  // namespace irsalint::graph
