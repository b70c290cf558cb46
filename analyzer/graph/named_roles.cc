#include "analyzer/graph/named_roles.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include "analyzer/base/strings.h"
#include "analyzer/graph/link_trust.h"
#include "analyzer/graph/near_miss.h"

namespace irsalint::graph {
namespace {

constexpr size_t kMaxNearest = 3;

// The name in a role's ARN, also in one with holes or faults: what stands behind the last slash. ""
// where a hole hides it.
std::string NameIn(const syntax::Text& arn) {
  std::string_view rest = arn.literal();
  if (!arn.IsLiteral()) {
    const syntax::Text::Piece& last = arn.pieces().back();
    if (last.is_hole || last.literal.find('/') == std::string::npos) return "";
    rest = last.literal;
  }
  return std::string(rest.substr(rest.rfind('/') + 1));
}

// Unnamed trust policies that no claim was linked to, in files or folders that are called so.
std::vector<PolicyId> PoliciesCalled(const IdentityGraph& graph, std::string_view name) {
  std::vector<PolicyId> called;
  for (uint32_t p = 0; p < graph.trust_policies().size(); ++p) {
    const TrustPolicy& policy = graph.trust_policies()[p];
    if (policy.role.has_value() || !policy.claims.empty()) continue;
    if (PathNamesRole(policy.object->path, name)) called.push_back(PolicyId{p});
  }
  return called;
}

class RoleCollector {
 public:
  explicit RoleCollector(const IdentityGraph& graph) : graph_(graph) {}

  std::vector<NamedRole> Collect() {
    for (const Role& role : graph_.roles()) AddDocuments(role);
    for (uint32_t c = 0; c < graph_.claims().size(); ++c) AddClaim(ClaimId{c});
    for (uint32_t a = 0; a < graph_.associations().size(); ++a) AddAssociation(AssociationId{a});
    for (const Unit& unit : graph_.units()) {
      for (const facts::MadeAccount& made : unit.facts->made_accounts) AddMade(made);
    }
    std::vector<NamedRole> roles;
    for (auto& [arn, role] : by_arn_) roles.push_back(std::move(role));
    std::ranges::stable_sort(without_arn_, {}, &NamedRole::name);
    std::ranges::move(without_arn_, std::back_inserter(roles));
    for (NamedRole& role : roles) {
      if (role.policies.empty()) InferPolicies(role);
    }
    return roles;
  }

 private:
  // Null for an ARN that is not there.
  NamedRole* At(const facts::KnownText& arn) {
    return arn.HasValue() && !arn->IsEmpty() ? &At(*arn) : nullptr;
  }

  NamedRole& At(const syntax::Text& arn) {
    NamedRole& role = by_arn_[arn.Written()];
    if (role.arn.IsEmpty()) {
      role.arn = arn;
      role.name = NameIn(arn);
    }
    return role;
  }

  void AddDocuments(const Role& documents) {
    NamedRole& role = documents.arn.IsEmpty() ? without_arn_.emplace_back() : At(documents.arn);
    for (const facts::Role* object : documents.objects) {
      role.objects.push_back(object);
      if (role.name.empty() && object->name.HasValue()) role.name = object->name->Written();
    }
    for (const PolicyId policy : documents.trust_policies) {
      role.policies.push_back({.policy = policy});
    }
  }

  void AddClaim(ClaimId id) {
    if (NamedRole* role = At(graph_[id].role_arn); role != nullptr) role->claims.push_back(id);
  }

  void AddAssociation(AssociationId id) {
    const facts::PodIdentityAssociation& object = *graph_[id].object;
    for (const facts::KnownText* arn : {&object.role_arn, &object.target_role_arn}) {
      if (NamedRole* role = At(*arn); role != nullptr) role->associations.push_back(id);
    }
  }

  void AddMade(const facts::MadeAccount& made) {
    if (NamedRole* role = At(made.role_arn); role != nullptr) role->made.push_back(&made);
  }

  // The policies that the claims of the role were linked to; of a role that nobody claims, those in
  // files that are called so.
  void InferPolicies(NamedRole& role) const {
    for (const ClaimId claim : role.claims) {
      for (const TrustEdge& edge : graph_[claim].edges) {
        const auto known =
            std::ranges::find(role.policies, edge.policy, &NamedRole::Policy::policy);
        if (known == role.policies.end()) {
          role.policies.push_back({.policy = edge.policy, .basis = edge.basis});
        }
      }
    }
    if (!role.claims.empty() || role.name.empty()) return;
    for (const PolicyId policy : PoliciesCalled(graph_, role.name)) {
      role.policies.push_back({.policy = policy, .basis = LinkBasis::kFileName});
    }
  }

  const IdentityGraph& graph_;
  std::map<std::string, NamedRole> by_arn_;
  std::vector<NamedRole> without_arn_;
};

std::vector<PolicyId> PoliciesIn(const IdentityGraph& graph, std::string_view path) {
  std::vector<PolicyId> policies;
  for (uint32_t p = 0; p < graph.trust_policies().size(); ++p) {
    if (graph.trust_policies()[p].object->path == path) policies.push_back(PolicyId{p});
  }
  return policies;
}

// A role of which no more is known than the file of its trust policy.
std::optional<NamedRole> RoleOfFile(const IdentityGraph& graph, std::string_view asked) {
  NamedRole role;
  role.name = asked;
  if (const std::vector<PolicyId> in = PoliciesIn(graph, asked); in.size() == 1) {
    role.policies = {{.policy = in.front()}};
    return role;
  }
  const std::vector<PolicyId> called = PoliciesCalled(graph, asked);
  if (called.size() != 1) return std::nullopt;
  role.policies = {{.policy = called.front(), .basis = LinkBasis::kFileName}};
  return role;
}

// Whether `asked` may be a slip for this role, or a part of its name: names of roles are long, and
// many end in characters that nobody chose.
bool MayBeMeant(std::string_view asked, const NamedRole& role) {
  constexpr size_t kEdits = 2;
  constexpr size_t kShort = 4;
  const std::string_view name = asked.substr(asked.rfind('/') + 1);
  if (role.name.empty()) return false;
  if (role.name == name || IsNearMiss(name, role.name)) return true;
  return name.size() >= kShort &&
         (base::Contains(role.name, name) || base::EditDistance(name, role.name, kEdits) <= kEdits);
}

}  // namespace

std::vector<NamedRole> NamedRolesOf(const IdentityGraph& graph) {
  return RoleCollector(graph).Collect();
}

std::string LabelOf(const NamedRole& role) {
  return role.arn.IsEmpty() ? role.name : role.arn.Written();
}

syntax::Place PlaceOfName(const IdentityGraph& graph, const NamedRole& role) {
  if (!role.objects.empty()) {
    const facts::Role& object = *role.objects.front();
    return object.arn.HasValue() ? object.arn.place() : object.name.place();
  }
  if (!role.claims.empty()) return graph[role.claims.front()].role_arn.place();
  if (!role.associations.empty()) {
    return graph[role.associations.front()].object->role_arn.place();
  }
  if (!role.made.empty()) return role.made.front()->role_arn.place();
  if (role.policies.empty()) return {};
  return graph[role.policies.front().policy].object->document.place;
}

RoleSearch FindRoles(const IdentityGraph& graph, std::string_view asked) {
  RoleSearch search;
  if (asked.empty()) return search;
  const std::vector<NamedRole> roles = NamedRolesOf(graph);
  std::ranges::copy_if(roles, std::back_inserter(search.found), [asked](const NamedRole& role) {
    return role.arn.Written() == asked || role.name == asked;
  });
  if (!search.found.empty()) return search;
  if (std::optional<NamedRole> role = RoleOfFile(graph, asked); role.has_value()) {
    search.found.push_back(*std::move(role));
    return search;
  }
  for (const NamedRole& role : roles) {
    if (search.nearest.size() < kMaxNearest && MayBeMeant(asked, role)) {
      search.nearest.push_back(LabelOf(role));
    }
  }
  return search;
}

}  // namespace irsalint::graph
