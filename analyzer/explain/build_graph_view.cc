#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "analyzer/explain/decision.h"
#include "analyzer/explain/grant_words.h"
#include "analyzer/explain/graph_builder.h"
#include "analyzer/explain/graph_view.h"
#include "analyzer/explain/role_policy.h"
#include "analyzer/explain/who.h"
#include "analyzer/graph/imds.h"
#include "analyzer/graph/missing_account.h"
#include "analyzer/graph/named_roles.h"
#include "analyzer/graph/node_roles.h"
#include "analyzer/graph/pod_identity.h"
#include "analyzer/graph/provider_fault.h"
#include "analyzer/graph/role_directory.h"
#include "analyzer/graph/role_reference.h"
#include "analyzer/iam/public_principal.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/denial_rules.h"
#include "analyzer/rule/node_chain.h"

namespace irsalint::explain {
namespace {

using base::Truth;
using graph::AccountId;
using graph::AssociationId;
using graph::Claim;
using graph::ClaimId;
using graph::IdentityGraph;
using graph::NamedRole;
using graph::PolicyId;
using graph::WorkloadId;
using EdgeKind = GraphEdge::Kind;
using MarkKind = GraphMark::Kind;
using NodeId = GraphBuilder::NodeId;
using NodeKind = GraphNode::Kind;

std::string Named(const syntax::Text& namespace_name, const syntax::Text& name) {
  return rule::Show(namespace_name) + "/" + rule::Show(name);
}

// The key of a node: its kind, and what tells it from others of the kind.
template <typename Tag>
std::string Key(NodeKind kind, graph::Id<Tag> id) {
  return fmt::format("{} {}", ToString(kind), id.value);
}
std::string Key(NodeKind kind, std::string_view text) {
  return fmt::format("{} \"{}", ToString(kind), text);
}

class ViewMaker {
 public:
  explicit ViewMaker(const IdentityGraph& graph) : graph_(graph), directory_(graph) {}

  GraphView Make() {
    for (uint32_t c = 0; c < graph_.claims().size(); ++c) AddClaim(ClaimId{c});
    for (uint32_t a = 0; a < graph_.associations().size(); ++a) AddAssociation(AssociationId{a});
    for (const graph::Unit& unit : graph_.units()) {
      for (const facts::MadeAccount& made : unit.facts->made_accounts) AddMadeAccount(made);
    }
    AddMissingRoles();
    AddMissingAccounts();
    AddNodes();
    AddPolicies();
    AddClusters();
    return std::move(builder_).Take();
  }

 private:
  // Nodes.

  NodeId WorkloadNode(WorkloadId id) {
    const graph::Workload& workload = graph_[id];
    const kube::ObjectMeta& meta = workload.object->meta;
    return builder_.Node(Key(NodeKind::kWorkload, id),
                         {.kind = NodeKind::kWorkload,
                          .type = meta.kind,
                          .name = Named(workload.namespace_name, *meta.name),
                          .place = meta.name.place()});
  }

  // With the workloads that run as it.
  NodeId AccountNode(AccountId id) {
    const graph::Account& account = graph_[id];
    const facts::KnownText& name = account.object->meta.name;
    const NodeId node =
        builder_.Node(Key(NodeKind::kAccount, id), {.kind = NodeKind::kAccount,
                                                    .type = "ServiceAccount",
                                                    .name = Named(account.namespace_name, *name),
                                                    .place = name.place()});
    for (const WorkloadId workload : account.workloads) AddRunsAs(workload, id, node);
    return node;
  }

  // An account that something names and the input does not hold.
  NodeId AbsentAccountNode(graph::UnitId unit, const std::string& name) {
    return builder_.Node(Key(NodeKind::kAccount, fmt::format("{} {}", unit.value, name)),
                         {.kind = NodeKind::kAccount,
                          .type = "ServiceAccount",
                          .name = name,
                          .marks = {{.kind = MarkKind::kNote, .text = "not in the input"}}});
  }

  void AddRunsAs(WorkloadId id, AccountId account, NodeId node) {
    const graph::Workload& workload = graph_[id];
    GraphEdge edge{.kind = EdgeKind::kRunsAs,
                   .from = WorkloadNode(id),
                   .to = node,
                   .place = *workload.account.place};
    const auto found = std::ranges::find(workload.accounts, account, &graph::AccountEdge::account);
    if (found != workload.accounts.end() && found->truth != Truth::kYes) {
      edge.marks.push_back(
          {.kind = MarkKind::kMaybe, .text = "whether both are of one namespace is not known"});
    }
    builder_.Edge(std::move(edge));
  }

  NodeId RoleNode(const syntax::Text& arn) {
    return builder_.Node(Key(NodeKind::kRole, rule::Show(arn)),
                         {.kind = NodeKind::kRole, .type = "role", .name = rule::Show(arn)});
  }

  // Of a role that is linked by its documents; those of the same ARN are one node.
  NodeId RoleNode(const NamedRole& role) {
    const NodeId node =
        role.arn.IsEmpty()
            ? builder_.Node(Key(NodeKind::kRole, "name " + role.name),
                            {.kind = NodeKind::kRole, .type = "role", .name = role.name})
            : RoleNode(role.arn);
    if (!role.objects.empty()) builder_[node].place = graph::PlaceOfName(graph_, role);
    return node;
  }

  NodeId PolicyNode(PolicyId id) {
    const iam::PolicyDocument& document = graph_[id].object->document;
    const std::string key = Key(NodeKind::kPolicy, id);
    GraphNode node{.kind = NodeKind::kPolicy, .type = "trust policy", .place = document.place};
    for (const iam::PublicPrincipal& open : iam::PublicPrincipalsOf(document)) {
      node.marks.push_back(
          {.kind = MarkKind::kUnsafe,
           .text = "every AWS account may take the role",
           .place = document.statements[open.statement].principals[open.principal].value.place});
    }
    return builder_.Node(key, std::move(node));
  }

  NodeId IssuerNode(const syntax::Text& issuer) {
    return builder_.Node(Key(NodeKind::kIssuer, rule::Show(issuer)),
                         {.kind = NodeKind::kIssuer, .type = "issuer", .name = rule::Show(issuer)});
  }

  // Who claims roles.

  NodeId AccountOf(const Claim& claim) {
    if (claim.account.has_value()) return AccountNode(*claim.account);
    const NodeId node =
        AbsentAccountNode(claim.unit, Named(claim.namespace_name, claim.account_name));
    for (const WorkloadId workload : claim.workloads) {
      builder_.Edge({.kind = EdgeKind::kRunsAs,
                     .from = WorkloadNode(workload),
                     .to = node,
                     .place = *graph_[workload].account.place});
    }
    return node;
  }

  void AddClaim(ClaimId id) {
    const Claim& claim = graph_[id];
    if (!claim.role_arn.HasValue() || claim.role_arn->IsEmpty()) return;
    builder_.Edge({.kind = EdgeKind::kClaims,
                   .from = AccountOf(claim),
                   .to = RoleNode(*claim.role_arn),
                   .place = claim.role_arn.place(),
                   .marks = MarksOf(claim)});
  }

  std::vector<GraphMark> MarksOf(const Claim& claim) const {
    if (claim.superseded != Truth::kNo) {
      return {{.kind = MarkKind::kMaybe,
               .text = claim.superseded == Truth::kYes
                           ? "a Pod Identity association takes its place"
                           : "a Pod Identity association may take its place"}};
    }
    if (graph::FormOf(graph_, claim) == graph::RoleArnForm::kMalformed) {
      return {{.kind = MarkKind::kBroken, .text = "this is no ARN of a role"}};
    }
    if (const graph::TrustEdge* edge = graph_.BrokenEdge(claim); edge != nullptr) {
      return {BrokenMark(claim, *edge)};
    }
    switch (claim.admitted) {
      case Truth::kYes:
        return {};
      case Truth::kMaybe:
        return {{.kind = MarkKind::kMaybe,
                 .text = claim.edges.empty() ? "no trust policy of the role is in the input"
                                             : "whether the trust policy admits it is not known"}};
      case Truth::kNo:
        return {{.kind = MarkKind::kMaybe,
                 .text = "what is taken for the role's trust policy refuses it"}};
    }
    return {};
  }

  GraphMark BrokenMark(const Claim& claim, const graph::TrustEdge& edge) const {
    const graph::Evidence evidence = graph_.Explain(claim, edge.policy, edge.cause->issuer);
    return {
        .kind = MarkKind::kBroken,
        .text = fmt::format("the trust policy refuses it ({})", rule::RuleFor(graph_, claim, edge)),
        .place = PlaceOfDenial(graph_[edge.policy].object->document, evidence.decision)};
  }

  void AddAssociation(AssociationId id) {
    const graph::Association& association = graph_[id];
    const facts::PodIdentityAssociation& object = *association.object;
    if (!object.role_arn.HasValue() || object.role_arn->IsEmpty()) return;
    const NodeId role = RoleNode(*object.role_arn);
    for (const graph::AccountEdge& account : association.accounts) {
      AddAssociated(id, AccountNode(account.account), role, account.truth);
    }
    if (association.accounts.empty()) {
      const NodeId absent = AbsentAccountNode(
          association.unit, Named(*object.namespace_name, *object.service_account));
      AddAssociated(id, absent, role, Truth::kYes);
    }
    if (!object.target_role_arn.HasValue() || object.target_role_arn->IsEmpty()) return;
    builder_.Edge({.kind = EdgeKind::kTakes,
                   .from = role,
                   .to = RoleNode(*object.target_role_arn),
                   .place = object.target_role_arn.place()});
  }

  void AddAssociated(AssociationId id, NodeId account, NodeId role, Truth names_it) {
    GraphEdge edge{.kind = EdgeKind::kAssociated,
                   .from = account,
                   .to = role,
                   .place = graph_[id].object->place};
    if (names_it != Truth::kYes) {
      edge.marks.push_back({.kind = MarkKind::kMaybe,
                            .text = "whether the association names this account is not known"});
    }
    const Truth admits = graph::DecidePodIdentity(graph_, id).admits;
    if (admits == Truth::kNo) {
      edge.marks.push_back({.kind = MarkKind::kBroken, .text = "the role refuses Pod Identity"});
    } else if (admits == Truth::kMaybe) {
      edge.marks.push_back(
          {.kind = MarkKind::kMaybe, .text = "whether the role admits Pod Identity is not known"});
    }
    builder_.Edge(std::move(edge));
  }

  void AddMadeAccount(const facts::MadeAccount& made) {
    if (!made.role_arn.HasValue() || made.role_arn->IsEmpty()) return;
    const std::string name = Named(*made.namespace_name, *made.name);
    const NodeId account =
        builder_.Node(Key(NodeKind::kAccount, "made " + name),
                      {.kind = NodeKind::kAccount,
                       .type = "ServiceAccount",
                       .name = name,
                       .place = made.place,
                       .marks = {{.kind = MarkKind::kNote, .text = "made by eksctl"}}});
    builder_.Edge({.kind = EdgeKind::kMadeFor,
                   .from = account,
                   .to = RoleNode(*made.role_arn),
                   .place = made.role_arn.place()});
  }

  // What is named and not there.

  void AddMissingRoles() {
    for (const graph::RoleReference& reference : graph::RoleReferencesOf(graph_)) {
      const auto missing = directory_.Missing(reference);
      if (!missing.has_value()) continue;
      GraphNode& node = builder_[RoleNode(**reference.arn)];
      if (HasMark(node.marks, MarkKind::kBroken)) continue;
      std::string text = fmt::format("account {} has no such role", missing->account);
      if (missing->role != nullptr) {
        text += fmt::format("; the nearest is {}", rule::Show(missing->role->arn));
      }
      node.marks.push_back({.kind = MarkKind::kBroken, .text = std::move(text)});
    }
  }

  void AddMissingAccounts() {
    const graph::MissingAccounts missing_accounts(graph_);
    for (uint32_t w = 0; w < graph_.workloads().size(); ++w) {
      const auto missing = missing_accounts.Of(WorkloadId{w});
      if (!missing.has_value() || missing->proof == graph::MissingAccount::Proof::kNone) continue;
      const graph::Workload& workload = graph_[WorkloadId{w}];
      const NodeId absent =
          AbsentAccountNode(workload.unit, Named(workload.namespace_name, workload.account.name));
      builder_.Edge({.kind = EdgeKind::kRunsAs,
                     .from = WorkloadNode(WorkloadId{w}),
                     .to = absent,
                     .place = *workload.account.place,
                     .marks = {{.kind = MarkKind::kBroken, .text = "there is no such account"}}});
    }
  }

  // Nodes of the cluster, and who inherits their role.

  void AddNodes() {
    const graph::Inheritors inheritors(graph_);
    const graph::ImdsReach reach(graph_);
    for (const graph::NodeRole& role : graph::NodeRolesOf(graph_)) {
      if (role.basis == graph::NodeBasis::kCandidate) continue;
      const std::vector<WorkloadId> workloads = inheritors.Of(role);
      if (!role.role.has_value() && workloads.empty()) continue;
      const NodeId nodes = NodesNode(role);
      for (const WorkloadId workload : workloads) AddInherits(workload, reach, role, nodes);
    }
  }

  NodeId NodesNode(const graph::NodeRole& role) {
    const std::string arn = rule::Show(role.arn);
    GraphNode node{.kind = NodeKind::kNodes, .type = rule::ShowNodes(role)};
    GraphEdge edge{.kind = EdgeKind::kHasRole};
    if (!role.evidence.empty()) {
      const facts::NodeRole& evidence = *role.evidence.front();
      node.place = evidence.place;
      edge.place = evidence.role_arn.HasValue() ? evidence.role_arn.place() : evidence.place;
    }
    if (role.basis == graph::NodeBasis::kInferred) {
      edge.marks.push_back(
          {.kind = MarkKind::kMaybe, .text = fmt::format("assumed: {}", role.reason)});
    }
    edge.from = builder_.Node(Key(NodeKind::kNodes, arn + node.type), std::move(node));
    edge.to = RoleNode(role.arn);
    const NodeId from = edge.from;
    builder_.Edge(std::move(edge));
    return from;
  }

  void AddInherits(WorkloadId id, const graph::ImdsReach& reach, const graph::NodeRole& role,
                   NodeId nodes) {
    const graph::ImdsAnswer answer = reach.Of(id, &role);
    if (answer.reachable == Truth::kNo) return;
    GraphEdge edge{.kind = EdgeKind::kInherits,
                   .from = WorkloadNode(id),
                   .to = nodes,
                   .place = *graph_[id].account.place};
    if (answer.reachable == Truth::kMaybe) {
      edge.marks.push_back({.kind = MarkKind::kMaybe,
                            .text = "whether it reaches the metadata service is not known"});
    }
    builder_.Edge(std::move(edge));
  }

  // Trust policies, the issuers that they trust, and the clusters of these.

  void AddPolicies() {
    for (const NamedRole& role : graph::NamedRolesOf(graph_)) {
      if (!IsLinked(role)) continue;
      const NodeId node = RoleNode(role);
      for (const NamedRole::Policy& policy : role.policies) {
        GraphEdge edge{.kind = EdgeKind::kHasPolicy,
                       .from = node,
                       .to = PolicyNode(policy.policy),
                       .place = graph_[policy.policy].object->document.place};
        const std::string assumed = WhyAssumed(graph_, role, policy);
        if (!assumed.empty()) {
          edge.marks.push_back({.kind = MarkKind::kMaybe, .text = "assumed: " + assumed});
        }
        builder_.Edge(std::move(edge));
      }
    }
    for (uint32_t p = 0; p < graph_.trust_policies().size(); ++p) AddIssuers(PolicyId{p});
  }

  // Whether something but its own documents leads to a role, or its trust policy to a cluster.
  bool IsLinked(const NamedRole& role) const {
    const bool is_named = !role.claims.empty() || !role.associations.empty() ||
                          !role.made.empty() ||
                          builder_.Has(Key(NodeKind::kRole, rule::Show(role.arn)));
    return is_named || std::ranges::any_of(role.policies, [this](const NamedRole::Policy& policy) {
             return std::ranges::any_of(graph_[policy.policy].issuers, IsOfAccounts);
           });
  }

  static bool IsOfAccounts(const graph::TrustedIssuer& issuer) {
    return issuer.kubernetes != Truth::kNo;
  }

  void AddIssuers(PolicyId id) {
    const graph::TrustPolicy& policy = graph_[id];
    const syntax::Text role_arn = graph::RoleArnOf(graph_, id);
    for (size_t i = 0; i < policy.issuers.size(); ++i) {
      const graph::TrustedIssuer& issuer = policy.issuers[i];
      if (!IsOfAccounts(issuer)) continue;
      GraphEdge edge{.kind = EdgeKind::kTrusts,
                     .from = PolicyNode(id),
                     .to = IssuerNode(issuer.issuer),
                     .place = issuer.place};
      const auto fault = graph::FaultOfProvider(graph_, id, issuer, role_arn);
      if (fault.has_value()) {
        edge.marks.push_back({.kind = MarkKind::kBroken, .text = "the provider " + fault->why});
      }
      AddExposure(policy, i, edge);
      for (const graph::ProviderId provider : issuer.providers) SetProvider(edge.to, provider);
      builder_.Edge(std::move(edge));
    }
  }

  // Whom the policy lets in through the issuer.
  static void AddExposure(const graph::TrustPolicy& policy, size_t issuer, GraphEdge& edge) {
    const iam::PolicyDocument& document = policy.object->document;
    for (const graph::Exposure& exposure : policy.exposures) {
      if (exposure.issuer != issuer) continue;
      for (const iam::Grant& grant : exposure.wide) {
        edge.marks.push_back({.kind = MarkKind::kUnsafe,
                              .text = std::string(WordsFor(grant.form)),
                              .place = PlaceOf(document, grant)});
      }
      if (exposure.wide.empty()) {
        edge.marks.push_back({.kind = MarkKind::kNote,
                              .text = std::string(WordsFor(exposure.subjects.subject_class))});
      }
    }
  }

  void SetProvider(NodeId issuer, graph::ProviderId provider) {
    GraphNode& node = builder_[issuer];
    if (!node.place.IsValid()) node.place = graph_[provider].object->place;
  }

  void AddClusters() {
    for (uint32_t c = 0; c < graph_.clusters().size(); ++c) {
      const graph::Cluster& cluster = graph_.clusters()[c];
      if (cluster.issuer.empty()) continue;
      const std::string issuer = Key(NodeKind::kIssuer, cluster.issuer);
      if (!builder_.Has(issuer) && !HasProvider(graph::ClusterId{c})) continue;
      const syntax::Place place =
          cluster.object != nullptr ? cluster.object->place : cluster.declared->place;
      const NodeId from = IssuerNode(syntax::Text::Literal(cluster.issuer));
      const NodeId to = builder_.Node(
          Key(NodeKind::kCluster, graph::ClusterId{c}),
          {.kind = NodeKind::kCluster, .type = "cluster", .name = cluster.name, .place = place});
      builder_.Edge({.kind = EdgeKind::kIssuerOf, .from = from, .to = to, .place = place});
    }
  }

  // Whether the input holds the OIDC provider of a cluster; its issuer then has that place.
  bool HasProvider(graph::ClusterId cluster) {
    for (uint32_t p = 0; p < graph_.oidc_providers().size(); ++p) {
      const graph::OidcProvider& provider = graph_[graph::ProviderId{p}];
      if (std::ranges::find(provider.clusters, cluster) == provider.clusters.end()) continue;
      SetProvider(IssuerNode(provider.issuer), graph::ProviderId{p});
      return true;
    }
    return false;
  }

  const IdentityGraph& graph_;
  const graph::RoleDirectory directory_;
  GraphBuilder builder_;
};

}  // namespace

GraphView GraphViewOf(const IdentityGraph& graph) { return ViewMaker(graph).Make(); }

}  // namespace irsalint::explain
