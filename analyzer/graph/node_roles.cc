#include "analyzer/graph/node_roles.h"

#include <algorithm>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "analyzer/base/strings.h"
#include "analyzer/graph/config_map_roles.h"
#include "analyzer/graph/link_nodes.h"
#include "analyzer/graph/link_permissions.h"
#include "analyzer/graph/link_trust.h"
#include "analyzer/iam/managed_policies.h"
#include "analyzer/iam/node_trust.h"
#include "analyzer/kube/node_group.h"
#include "analyzer/load/role_text.h"

namespace irsalint::graph {
namespace {

using base::Truth;
using facts::PermissionAttachment;
using syntax::HoleRange;
using syntax::Text;

constexpr std::string_view kRoleAnnotationSuffix = "/role-arn";

std::string_view LiteralOf(const facts::KnownText& known) {
  return known.HasValue() ? known->literal() : std::string_view();
}

// What of the input speaks of roles of nodes, in its order.
struct NodeEvidence {
  UnitId unit;
  const facts::NodeRole* object = nullptr;
};

std::vector<NodeEvidence> EvidenceOf(const IdentityGraph& graph) {
  std::vector<NodeEvidence> all;
  for (uint32_t u = 0; u < graph.units().size(); ++u) {
    for (const facts::NodeRole& object : graph.units()[u].facts->node_roles) {
      if (IsOfNodes(object)) all.push_back({.unit = UnitId{u}, .object = &object});
    }
  }
  return all;
}

// What is known of EC2's place in the trust policies of a role.
struct Trust {
  bool ec2 = false;
  bool ec2_alone = true;
};

Trust TrustOf(const IdentityGraph& graph, const Role& role) {
  Trust trust;
  for (const PolicyId policy : role.trust_policies) {
    const iam::Ec2Trust one = iam::Ec2TrustOf(graph[policy].object->document);
    trust.ec2 |= one.trusted;
    trust.ec2_alone &= one.alone;
  }
  return trust;
}

// The name forms of eksctl and kOps; "" for every other name.
std::string_view ReasonOfName(std::string_view name) {
  if (name.starts_with("eksctl-") && base::Contains(name, "-NodeInstanceRole-")) {
    return "it is called as eksctl calls the roles of nodes";
  }
  const auto cluster = base::StripPrefix(name, "nodes.");
  if (cluster.has_value() && base::Contains(*cluster, ".")) {
    return "it is called as kOps calls the roles of nodes";
  }
  return {};
}

// kOps' names for the roles of instances that run no pods of others.
bool IsControlPlaneName(std::string_view name) {
  return name.starts_with("masters.") || name.starts_with("control-plane.") ||
         name.starts_with("bastions.");
}

bool HasWorkerNodePolicy(const Role& role) {
  return std::ranges::any_of(role.permissions, [](const PermissionAttachment* attachment) {
    const iam::ManagedPolicy* policy =
        iam::FindManagedPolicy(LiteralOf(attachment->managed_policy_arn));
    return policy != nullptr && policy->name.starts_with("AmazonEKSWorkerNode");
  });
}

struct Basis {
  NodeBasis basis = NodeBasis::kStated;
  std::string_view reason = {};
};

// Nothing for a role that is not that of nodes, as far as the input tells.
std::optional<Basis> BasisOf(const IdentityGraph& graph, const Role& role) {
  if (!role.node_evidence.empty()) {
    const bool stated = std::ranges::any_of(role.node_evidence, [](const facts::NodeRole* object) {
      return object->role_arn.HasValue() && object->role_arn->IsLiteral();
    });
    if (stated) return Basis{};
    return Basis{.basis = NodeBasis::kInferred,
                 .reason = "something that starts nodes names a role like this"};
  }
  const Trust trust = TrustOf(graph, role);
  if (!trust.ec2) return std::nullopt;
  const std::string_view name = NameOf(role);
  if (const std::string_view reason = ReasonOfName(name); !reason.empty()) {
    return Basis{.basis = NodeBasis::kInferred, .reason = reason};
  }
  if (HasWorkerNodePolicy(role)) {
    return Basis{.basis = NodeBasis::kInferred, .reason = "it has a policy that only nodes need"};
  }
  if (!trust.ec2_alone || IsControlPlaneName(name)) return std::nullopt;
  return Basis{.basis = NodeBasis::kCandidate, .reason = "it trusts EC2 and nobody else"};
}

void SortUnits(std::vector<UnitId>& units) {
  std::ranges::sort(units);
  units.erase(std::unique(units.begin(), units.end()), units.end());
}

NodeRole DefinedRole(const IdentityGraph& graph, RoleId id, const Basis& basis,
                     const std::unordered_map<const facts::NodeRole*, UnitId>& unit_of) {
  const Role& role = graph[id];
  NodeRole node_role{
      .role = id,
      .arn = role.arn.IsEmpty() ? load::RoleArnWithName(Text::Literal(NameOf(role))) : role.arn,
      .basis = basis.basis,
      .reason = basis.reason,
      .evidence = role.node_evidence,
      .permissions = role.permissions,
      .units = role.units};
  for (const facts::NodeRole* object : role.node_evidence) {
    node_role.units.push_back(unit_of.at(object));
  }
  SortUnits(node_role.units);
  return node_role;
}

// Policies that no role has taken, by unit and by what they say of their role.
class LoosePolicies {
 public:
  LoosePolicies(const IdentityGraph& graph,
                const std::unordered_set<const PermissionAttachment*>& taken) {
    for (uint32_t u = 0; u < graph.units().size(); ++u) {
      for (const PermissionAttachment& attachment : graph.units()[u].facts->permissions) {
        if (!taken.contains(&attachment)) Add(UnitId{u}, attachment);
      }
    }
  }

  // Those for the role that evidence of `unit` names.
  std::vector<const PermissionAttachment*> For(UnitId unit, const Text& role_arn) const {
    std::vector<const PermissionAttachment*> policies;
    const auto add = [&policies](const auto& index, const auto& key) {
      const auto found = index.find(key);
      if (found == index.end()) return;
      policies.insert(policies.end(), found->second.begin(), found->second.end());
    };
    if (role_arn.IsEmpty()) return policies;
    add(by_arn_, std::pair(unit, role_arn.Written()));
    const Text name = RoleNameOf(role_arn);
    if (!name.IsLiteral() || name.IsEmpty()) return policies;
    add(by_name_, std::pair(unit, std::string(name.literal())));
    const auto unnamed = unnamed_.find(unit);
    if (unnamed == unnamed_.end() || unnamed->second.size() > kMaxUnnamed) return policies;
    for (const PermissionAttachment* attachment : unnamed->second) {
      if (PathNamesRole(attachment->path, name.literal())) policies.push_back(attachment);
    }
    return policies;
  }

 private:
  // With more policies in one unit that name no role, files do not tell whose they are.
  static constexpr size_t kMaxUnnamed = 256;

  void Add(UnitId unit, const PermissionAttachment& attachment) {
    if (attachment.role_arn.HasValue()) {
      by_arn_[{unit, attachment.role_arn->Written()}].push_back(&attachment);
    } else if (attachment.role_name.HasValue()) {
      by_name_[{unit, attachment.role_name->Written()}].push_back(&attachment);
    } else {
      unnamed_[unit].push_back(&attachment);
    }
  }

  using ByText = std::map<std::pair<UnitId, std::string>, std::vector<const PermissionAttachment*>>;

  ByText by_arn_;
  ByText by_name_;
  std::map<UnitId, std::vector<const PermissionAttachment*>> unnamed_;
};

// The roles of nodes that no document of the input defines: one for each ARN of a unit, as far as
// it is known.
class UndefinedRoles {
 public:
  explicit UndefinedRoles(const LoosePolicies& policies) : policies_(policies) {}

  void Add(const NodeEvidence& evidence) {
    const Text arn = evidence.object->role_arn.HasValue() ? *evidence.object->role_arn : Text();
    if (!arn.IsEmpty()) {
      const auto [known, is_new] =
          known_.try_emplace(std::pair(evidence.unit, arn.Written()), roles_.size());
      if (!is_new) {
        roles_[known->second].evidence.push_back(evidence.object);
        return;
      }
    }
    roles_.push_back({.role = std::nullopt,
                      .arn = arn,
                      .basis = NodeBasis::kStated,
                      .reason = {},
                      .evidence = {evidence.object},
                      .permissions = policies_.For(evidence.unit, arn),
                      .units = {evidence.unit}});
  }

  std::vector<NodeRole> Take() && { return std::move(roles_); }

 private:
  const LoosePolicies& policies_;
  std::vector<NodeRole> roles_;
  std::map<std::pair<UnitId, std::string>, size_t> known_;
};

void AddStatements(const iam::PermissionRater& rater, const iam::PolicyDocument& document,
                   std::vector<NodeRight>& rights) {
  for (iam::StatementGrant& found : rater.Rate(document)) {
    const iam::Statement& statement = document.statements[found.statement];
    NodeRight right{.source = NodeRight::Source::kStatement,
                    .grant = std::move(found.grant),
                    .values = {},
                    .resource = &statement.resources[found.resource]};
    for (const size_t action : found.actions) right.values.push_back(statement.actions[action]);
    if (right.values.empty()) {
      right.values.push_back({.text = Text::Literal("NotAction"), .place = statement.action_place});
    }
    rights.push_back(std::move(right));
  }
}

void AddPolicy(const iam::PermissionRater& rater, const PermissionAttachment& attachment,
               std::vector<NodeRight>& rights) {
  const iam::ManagedPolicy* known =
      iam::FindManagedPolicy(LiteralOf(attachment.managed_policy_arn));
  if (known == nullptr) {
    if (attachment.document.has_value()) AddStatements(rater, *attachment.document, rights);
    return;
  }
  if (known->baseline) return;
  iam::PermissionGrant grant = rater.RateActions(known->actions, known->not_action);
  if (grant.rights.empty()) return;
  const facts::KnownText& arn = attachment.managed_policy_arn;
  rights.push_back({.source = NodeRight::Source::kManagedPolicy,
                    .grant = std::move(grant),
                    .values = {{.text = *arn, .place = arn.place()}},
                    .resource = nullptr});
}

void AddAddons(const facts::NodeRole& group, std::vector<NodeRight>& rights) {
  NodeRight right{.source = NodeRight::Source::kEksctlAddons,
                  .grant = {.power = iam::Power::kAddOn, .rights = {}},
                  .values = {},
                  .resource = nullptr};
  for (const iam::Value& addon : group.addon_policies) {
    const auto what = iam::RightOfEksctlAddon(addon.text.literal());
    if (!what.has_value()) continue;
    right.values.push_back(addon);
    std::vector<std::string_view>& known = right.grant.rights;
    if (std::ranges::find(known, *what) == known.end()) known.push_back(*what);
  }
  if (!right.values.empty()) rights.push_back(std::move(right));
}

// The accounts to which an association, or eksctl, gives a role; by name, and those whose name is
// not known.
class AccountsWithRoles {
 public:
  explicit AccountsWithRoles(const IdentityGraph& graph) {
    for (const Association& association : graph.associations()) {
      Add(association.object->service_account, association.object->namespace_name);
    }
    for (const Unit& unit : graph.units()) {
      for (const facts::MadeAccount& made : unit.facts->made_accounts) {
        Add(made.name, made.namespace_name);
      }
    }
  }

  // Whether the account of a workload may be one of them.
  bool MayHold(const Workload& workload) const {
    const auto may_be = [&workload](const std::vector<Text>& namespaces) {
      return std::ranges::any_of(namespaces, [&workload](const Text& namespace_name) {
        return Equal(namespace_name, workload.namespace_name, HoleRange::kWithoutColon) !=
               Truth::kNo;
      });
    };
    const auto named = namespaces_.find(std::string(workload.account.name.literal()));
    return (named != namespaces_.end() && may_be(named->second)) || may_be(of_any_name_);
  }

 private:
  void Add(const facts::KnownText& name, const facts::KnownText& namespace_name) {
    std::vector<Text>& namespaces =
        name->IsLiteral() ? namespaces_[std::string(name->literal())] : of_any_name_;
    const bool is_known = std::ranges::find(namespaces, *namespace_name) != namespaces.end();
    if (!is_known) namespaces.push_back(*namespace_name);
  }

  std::unordered_map<std::string, std::vector<Text>> namespaces_;
  std::vector<Text> of_any_name_;
};

bool MayHaveRole(const Account& account) {
  if (!account.claims.empty() || !account.associations.empty()) return true;
  return std::ranges::any_of(
      account.object->meta.annotations, [](const kube::Annotation& annotation) {
        const bool is_empty = annotation.value.HasValue() && annotation.value->IsEmpty();
        return base::EndsWith(annotation.key, kRoleAnnotationSuffix) && !is_empty;
      });
}

// Whether a workload that claims no role itself certainly has none.
bool HasNoRole(const IdentityGraph& graph, const Workload& workload,
               const AccountsWithRoles& others, const ConfigMapRoles& config_map) {
  if (!workload.account.name.IsLiteral()) return false;
  // An account that is not in the input may have a role, but hardly that of every namespace.
  if (workload.accounts.empty() && workload.account.name.literal() != "default") return false;
  const bool may_have_role = std::ranges::any_of(
      workload.accounts,
      [&graph](const AccountEdge& edge) { return MayHaveRole(graph[edge.account]); });
  return !may_have_role && !others.MayHold(workload) &&
         config_map.GivenTo(workload.namespace_name.literal(), workload.account.name.literal()) ==
             Truth::kNo;
}

// The names of the clusters that the role's nodes are of.
std::set<std::string> ClustersOf(const IdentityGraph& graph, const NodeRole& role) {
  std::set<std::string> names;
  for (const facts::NodeRole* evidence : role.evidence) {
    const std::string_view name = LiteralOf(evidence->cluster);
    if (!name.empty()) names.emplace(name);
  }
  for (const UnitId unit : role.units) {
    const std::optional<ClusterId> cluster = graph[unit].cluster;
    if (cluster.has_value() && !graph[*cluster].name.empty()) names.insert(graph[*cluster].name);
  }
  return names;
}

}  // namespace

std::vector<NodeRole> NodeRolesOf(const IdentityGraph& graph) {
  const std::vector<NodeEvidence> evidence = EvidenceOf(graph);
  std::unordered_map<const facts::NodeRole*, UnitId> unit_of;
  for (const NodeEvidence& one : evidence) unit_of.emplace(one.object, one.unit);
  std::vector<NodeRole> node_roles;
  std::unordered_set<const facts::NodeRole*> linked;
  std::unordered_set<const PermissionAttachment*> taken;
  for (uint32_t r = 0; r < graph.roles().size(); ++r) {
    const Role& role = graph.roles()[r];
    linked.insert(role.node_evidence.begin(), role.node_evidence.end());
    taken.insert(role.permissions.begin(), role.permissions.end());
    const std::optional<Basis> basis = BasisOf(graph, role);
    if (basis.has_value()) node_roles.push_back(DefinedRole(graph, RoleId{r}, *basis, unit_of));
  }
  if (linked.size() == evidence.size()) return node_roles;
  const LoosePolicies policies(graph, taken);
  UndefinedRoles undefined(policies);
  for (const NodeEvidence& one : evidence) {
    if (!linked.contains(one.object)) undefined.Add(one);
  }
  for (NodeRole& role : std::move(undefined).Take()) node_roles.push_back(std::move(role));
  return node_roles;
}

std::vector<NodeRight> RightsOf(const NodeRole& role) {
  std::vector<const iam::PolicyDocument*> documents;
  for (const PermissionAttachment* attachment : role.permissions) {
    if (attachment->document.has_value()) documents.push_back(&*attachment->document);
  }
  const iam::PermissionRater rater(documents);
  std::vector<NodeRight> rights;
  for (const PermissionAttachment* attachment : role.permissions) {
    AddPolicy(rater, *attachment, rights);
  }
  for (const facts::NodeRole* group : role.evidence) AddAddons(*group, rights);
  return rights;
}

NodeReach::NodeReach(const IdentityGraph& graph) : graph_(graph) {
  for (uint32_t u = 0; u < graph.units().size(); ++u) {
    const std::optional<ClusterId> cluster = graph.units()[u].cluster;
    if (!cluster.has_value() || graph[*cluster].name.empty()) continue;
    units_of_cluster_[graph[*cluster].name].push_back(UnitId{u});
  }
}

std::vector<UnitId> NodeReach::UnitsOf(const NodeRole& role) const {
  std::vector<UnitId> units = role.units;
  for (const std::string& cluster : ClustersOf(graph_, role)) {
    const auto found = units_of_cluster_.find(cluster);
    if (found == units_of_cluster_.end()) continue;
    units.insert(units.end(), found->second.begin(), found->second.end());
  }
  SortUnits(units);
  return units;
}

Inheritors::Inheritors(const IdentityGraph& graph)
    : reach_(graph), has_no_role_(graph.workloads().size()), by_unit_(graph.units().size()) {
  const AccountsWithRoles others(graph);
  const ConfigMapRoles config_map(graph);
  std::vector<bool> claims(graph.workloads().size());
  for (const Claim& claim : graph.claims()) {
    for (const WorkloadId workload : claim.workloads) claims[workload.value] = true;
  }
  std::vector<bool> patched(graph.units().size());
  for (uint32_t u = 0; u < patched.size(); ++u) patched[u] = graph.MayBePatched(UnitId{u});
  for (uint32_t w = 0; w < graph.workloads().size(); ++w) {
    const Workload& workload = graph.workloads()[w];
    // A patch may name another account, or give it a role.
    if (claims[w] || patched[workload.unit.value]) continue;
    if (!HasNoRole(graph, workload, others, config_map)) continue;
    has_no_role_[w] = true;
    by_unit_[workload.unit.value].push_back(WorkloadId{w});
  }
}

std::vector<WorkloadId> Inheritors::Of(const NodeRole& role) const {
  std::vector<WorkloadId> workloads;
  for (const UnitId unit : reach_.UnitsOf(role)) {
    const std::vector<WorkloadId>& own = by_unit_[unit.value];
    workloads.insert(workloads.end(), own.begin(), own.end());
  }
  return workloads;
}

NodesOfWorkloads::NodesOfWorkloads(const IdentityGraph& graph, const std::vector<NodeRole>& roles)
    : graph_(graph), by_unit_(graph.units().size()) {
  const NodeReach reach(graph);
  for (const NodeRole& role : roles) {
    for (const UnitId unit : reach.UnitsOf(role)) by_unit_[unit.value].push_back(&role);
  }
}

std::vector<const NodeRole*> NodesOfWorkloads::Of(WorkloadId id) const {
  const Workload& workload = graph_[id];
  std::vector<const NodeRole*> roles = by_unit_[workload.unit.value];
  const std::string_view group = kube::SelectedNodeGroup(workload.object->spec);
  const auto is_other = [group](const NodeRole* role) {
    return std::ranges::none_of(role->evidence, [group](const facts::NodeRole* nodes) {
      return LiteralOf(nodes->name) == group;
    });
  };
  if (!group.empty() && !std::ranges::all_of(roles, is_other)) std::erase_if(roles, is_other);
  return roles;
}

}  // namespace irsalint::graph
