#include "analyzer/graph/node_roles.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "analyzer/base/strings.h"
#include "analyzer/graph/link_nodes.h"
#include "analyzer/graph/link_permissions.h"
#include "analyzer/graph/link_trust.h"
#include "analyzer/iam/managed_policies.h"
#include "analyzer/iam/node_trust.h"
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

// What of the input speaks of one role: the evidence of every unit.
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
                 .reason = "its name fits what the node group says of its role"};
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
                     const std::vector<NodeEvidence>& evidence) {
  const Role& role = graph[id];
  NodeRole node_role{
      .role = id,
      .arn = role.arn.IsEmpty() ? load::RoleArnWithName(Text::Literal(NameOf(role))) : role.arn,
      .basis = basis.basis,
      .reason = basis.reason,
      .evidence = role.node_evidence,
      .permissions = role.permissions,
      .units = role.units};
  for (const NodeEvidence& one : evidence) {
    const bool is_own =
        std::ranges::find(role.node_evidence, one.object) != role.node_evidence.end();
    if (is_own) node_role.units.push_back(one.unit);
  }
  SortUnits(node_role.units);
  return node_role;
}

// Whether a policy that no role has taken is for the role that evidence of the same unit names.
bool IsFor(const PermissionAttachment& attachment, const Text& role_arn) {
  if (attachment.role_arn.HasValue()) return *attachment.role_arn == role_arn;
  const Text name = RoleNameOf(role_arn);
  if (!name.IsLiteral() || name.IsEmpty()) return false;
  if (attachment.role_name.HasValue()) return *attachment.role_name == name;
  return PathNamesRole(attachment.path, name.literal());
}

void AddUndefinedRole(const IdentityGraph& graph, const NodeEvidence& evidence,
                      const std::set<const PermissionAttachment*>& taken,
                      std::vector<NodeRole>& node_roles, size_t first) {
  const Text arn = evidence.object->role_arn.HasValue() ? *evidence.object->role_arn : Text();
  for (size_t i = first; i < node_roles.size(); ++i) {
    NodeRole& known = node_roles[i];
    // Holes have the scope of their unit, so equal ones are of one unit.
    if (arn.IsEmpty() || known.arn != arn) continue;
    known.evidence.push_back(evidence.object);
    known.units.push_back(evidence.unit);
    SortUnits(known.units);
    return;
  }
  NodeRole node_role{.role = std::nullopt,
                     .arn = arn,
                     .basis = NodeBasis::kStated,
                     .reason = {},
                     .evidence = {evidence.object},
                     .permissions = {},
                     .units = {evidence.unit}};
  if (arn.IsEmpty()) return node_roles.push_back(std::move(node_role));
  for (const PermissionAttachment& attachment : graph[evidence.unit].facts->permissions) {
    if (!taken.contains(&attachment) && IsFor(attachment, arn)) {
      node_role.permissions.push_back(&attachment);
    }
  }
  node_roles.push_back(std::move(node_role));
}

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

// Which workloads have no role of their own, as far as the whole input tells.
class RolelessWorkloads {
 public:
  explicit RolelessWorkloads(const IdentityGraph& graph) : graph_(graph) {
    for (const Claim& claim : graph.claims()) {
      claiming_.insert(claim.workloads.begin(), claim.workloads.end());
    }
  }

  bool Contains(WorkloadId id) const {
    const Workload& workload = graph_[id];
    if (claiming_.contains(id) || graph_.MayBePatched(workload.unit)) return false;
    if (!workload.account.name.IsLiteral()) return false;
    // An account that is not in the input may have a role, but hardly that of every namespace.
    if (workload.accounts.empty() && workload.account.name.literal() != "default") return false;
    return !std::ranges::any_of(workload.accounts, [this](const AccountEdge& edge) {
      return MayHaveRole(edge);
    }) && !IsNamedElsewhere(workload);
  }

 private:
  bool MayHaveRole(const AccountEdge& edge) const {
    const Account& account = graph_[edge.account];
    if (!account.claims.empty() || !account.associations.empty()) return true;
    return std::ranges::any_of(
        account.object->meta.annotations, [](const kube::Annotation& annotation) {
          const bool is_empty = annotation.value.HasValue() && annotation.value->IsEmpty();
          return base::EndsWith(annotation.key, kRoleAnnotationSuffix) && !is_empty;
        });
  }

  // Whether an association, or eksctl, may give a role to the workload's account.
  bool IsNamedElsewhere(const Workload& workload) const {
    const auto names = [&workload](const facts::KnownText& namespace_name,
                                   const facts::KnownText& name) {
      return Equal(*name, workload.account.name, HoleRange::kWithoutColon) != Truth::kNo &&
             Equal(*namespace_name, workload.namespace_name, HoleRange::kWithoutColon) !=
                 Truth::kNo;
    };
    for (const Association& association : graph_.associations()) {
      if (names(association.object->namespace_name, association.object->service_account)) {
        return true;
      }
    }
    return std::ranges::any_of(graph_.units(), [&names](const Unit& unit) {
      return std::ranges::any_of(unit.facts->made_accounts,
                                 [&names](const facts::MadeAccount& made) {
                                   return names(made.namespace_name, made.name);
                                 });
    });
  }

  const IdentityGraph& graph_;
  std::set<WorkloadId> claiming_;
};

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
  std::vector<NodeRole> node_roles;
  std::set<const facts::NodeRole*> linked;
  std::set<const PermissionAttachment*> taken;
  for (uint32_t r = 0; r < graph.roles().size(); ++r) {
    const Role& role = graph.roles()[r];
    linked.insert(role.node_evidence.begin(), role.node_evidence.end());
    taken.insert(role.permissions.begin(), role.permissions.end());
    const std::optional<Basis> basis = BasisOf(graph, role);
    if (basis.has_value()) node_roles.push_back(DefinedRole(graph, RoleId{r}, *basis, evidence));
  }
  const size_t first = node_roles.size();
  for (const NodeEvidence& one : evidence) {
    if (!linked.contains(one.object)) AddUndefinedRole(graph, one, taken, node_roles, first);
  }
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

std::vector<WorkloadId> WorkloadsOn(const IdentityGraph& graph, const NodeRole& role) {
  const RolelessWorkloads roleless(graph);
  const std::set<std::string> clusters = ClustersOf(graph, role);
  std::vector<WorkloadId> workloads;
  for (uint32_t w = 0; w < graph.workloads().size(); ++w) {
    const UnitId unit = graph.workloads()[w].unit;
    const std::optional<ClusterId> cluster = graph[unit].cluster;
    const bool on_cluster = cluster.has_value() && clusters.contains(graph[*cluster].name);
    const bool near = on_cluster || std::ranges::binary_search(role.units, unit);
    if (near && roleless.Contains(WorkloadId{w})) workloads.push_back(WorkloadId{w});
  }
  return workloads;
}

}  // namespace irsalint::graph
