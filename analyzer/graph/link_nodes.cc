#include "analyzer/graph/link_nodes.h"

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "analyzer/base/arn.h"
#include "analyzer/graph/link_permissions.h"
#include "analyzer/iam/node_trust.h"

namespace irsalint::graph {
namespace {

using base::Truth;
using facts::NodeRole;
using facts::PermissionAttachment;
using syntax::Text;

constexpr std::string_view kRoleMark = ":role/";

// A name that fits more roles links nothing, so that the work is bounded by the evidence.
constexpr size_t kMaxNamesakes = 64;

// The literal text before the first hole.
std::string_view PrefixOf(const Text& text) {
  if (text.IsLiteral()) return text.literal();
  const Text::Piece& first = text.pieces().front();
  return first.is_hole ? std::string_view() : std::string_view(first.literal);
}

class NodeLinker {
 public:
  NodeLinker(const Scopes& scopes, GraphData& data) : scopes_(scopes), data_(data) {
    for (uint32_t r = 0; r < data.roles.size(); ++r) {
      const std::string_view name = NameOf(data.roles[r]);
      if (!name.empty()) names_.emplace_back(name, RoleId{r});
    }
    std::ranges::sort(names_);
    for (uint32_t u = 0; u < data.units.size(); ++u) {
      for (const NodeRole& profile : data.units[u].facts->node_roles) {
        if (profile.evidence == NodeRole::Evidence::kInstanceProfile && profile.name.HasValue()) {
          profiles_[profile.name->Written()].push_back({.unit = u, .profile = &profile});
        }
      }
    }
  }

  void Link(uint32_t unit, const NodeRole& evidence) {
    const facts::KnownText role_arn = RoleArnOf(unit, evidence);
    if (!role_arn.HasValue()) return;
    const std::optional<RoleId> role = Find(unit, *role_arn, evidence.evidence);
    if (!role.has_value()) return;
    data_.roles[role->value].node_evidence.push_back(&evidence);
    if (!role_arn->IsLiteral()) TakePolicies(unit, *role_arn, *role);
  }

 private:
  struct Profile {
    uint32_t unit = 0;
    const NodeRole* profile = nullptr;
  };

  // The ARN that the evidence names, or that of the only nearest profile that it names.
  facts::KnownText RoleArnOf(uint32_t unit, const NodeRole& evidence) const {
    const bool names_profile = evidence.evidence == NodeRole::Evidence::kKarpenter &&
                               evidence.role_arn.IsAbsent() && evidence.name.HasValue();
    if (!names_profile || !evidence.name->IsLiteral()) return evidence.role_arn;
    std::vector<const NodeRole*> profiles;
    std::vector<size_t> units;
    const auto named = profiles_.find(evidence.name->Written());
    if (named == profiles_.end() || named->second.size() > kMaxNamesakes) return evidence.role_arn;
    for (const Profile& candidate : named->second) {
      profiles.push_back(candidate.profile);
      units.push_back(candidate.unit);
    }
    const std::vector<size_t> nearest = scopes_.Resolve(unit, units).candidates;
    return nearest.size() == 1 ? profiles[nearest.front()]->role_arn : evidence.role_arn;
  }

  std::optional<RoleId> Find(uint32_t unit, const Text& role_arn,
                             NodeRole::Evidence evidence) const {
    if (role_arn.IsLiteral()) {
      const auto known = data_.roles_by_arn.find(std::string(role_arn.literal()));
      if (known != data_.roles_by_arn.end()) return known->second;
      // `aws-auth` knows no paths.
      if (evidence != NodeRole::Evidence::kAwsAuth) return std::nullopt;
    }
    return FindByName(unit, role_arn);
  }

  std::optional<RoleId> FindByName(uint32_t unit, const Text& role_arn) const {
    const Text name = RoleNameOf(role_arn);
    const std::string prefix(PrefixOf(name));
    if (prefix.empty()) return std::nullopt;
    std::vector<RoleId> roles;
    std::vector<size_t> units;
    size_t looked_at = 0;
    for (auto entry = std::ranges::lower_bound(names_, prefix, {}, &NamedRole::first);
         entry != names_.end() && entry->first.starts_with(prefix); ++entry) {
      if (++looked_at > kMaxNamesakes) return std::nullopt;
      const Role& role = data_.roles[entry->second.value];
      if (Equal(name, Text::Literal(entry->first)) == Truth::kNo) continue;
      if (!SameAccount(role_arn, role.arn) || !MayBeOfNodes(role)) continue;
      for (const UnitId defined_in : role.units) {
        roles.push_back(entry->second);
        units.push_back(defined_in.value);
      }
    }
    std::optional<RoleId> found;
    for (const size_t winner : scopes_.Resolve(unit, units).candidates) {
      if (found.has_value() && *found != roles[winner]) return std::nullopt;
      found = roles[winner];
    }
    return found;
  }

  // Nobody knows the account of a role that is only named.
  static bool SameAccount(const Text& role_arn, const Text& role) {
    if (!role_arn.IsLiteral()) return true;
    const auto a = base::ParseRoleArn(role_arn.literal());
    const auto b = base::ParseRoleArn(role.literal());
    return a.has_value() && b.has_value() && a->account == b->account;
  }

  // A role that EC2 cannot take is not that of nodes, whatever its name.
  bool MayBeOfNodes(const Role& role) const {
    return role.trust_policies.empty() ||
           std::ranges::any_of(role.trust_policies, [this](PolicyId policy) {
             return iam::Ec2TrustOf(data_.trust_policies[policy.value].object->document).trusted;
           });
  }

  // Policies of eksctl's node groups name their role as the group does.
  void TakePolicies(uint32_t unit, const Text& role_arn, RoleId id) {
    if (policies_unit_ != unit) IndexPolicies(unit);
    const auto found = policies_.find(role_arn.Written());
    if (found == policies_.end()) return;
    std::vector<const PermissionAttachment*>& permissions = data_.roles[id.value].permissions;
    for (const PermissionAttachment* attachment : found->second) {
      if (*attachment->role_arn == role_arn) permissions.push_back(attachment);
    }
    policies_.erase(found);
  }

  void IndexPolicies(uint32_t unit) {
    policies_unit_ = unit;
    policies_.clear();
    for (const PermissionAttachment& attachment : data_.units[unit].facts->permissions) {
      if (!attachment.role_arn.HasValue() || attachment.role_arn->IsLiteral()) continue;
      policies_[attachment.role_arn->Written()].push_back(&attachment);
    }
  }

  using NamedRole = std::pair<std::string, RoleId>;

  const Scopes& scopes_;
  GraphData& data_;
  std::vector<NamedRole> names_;                                    // sorted
  std::unordered_map<std::string, std::vector<Profile>> profiles_;  // by name
  // Of one unit: policies of a role whose ARN is not known, by what is written of it.
  std::optional<uint32_t> policies_unit_;
  std::unordered_map<std::string, std::vector<const PermissionAttachment*>> policies_;
};

}  // namespace

bool IsOfNodes(const NodeRole& evidence) {
  const auto has_group = [&evidence](std::string_view group) {
    return std::ranges::find(evidence.groups, group) != evidence.groups.end();
  };
  switch (evidence.evidence) {
    case NodeRole::Evidence::kInstanceProfile:
      return false;
    case NodeRole::Evidence::kAwsAuth:
      // Fargate's pods run the proxy themselves.
      return has_group("system:nodes") && !has_group("system:node-proxier");
    case NodeRole::Evidence::kNodeGroup:
    case NodeRole::Evidence::kAccessEntry:
    case NodeRole::Evidence::kEksctl:
    case NodeRole::Evidence::kKarpenter:
      return true;
  }
  return false;
}

Text RoleNameOf(const Text& role_arn) {
  if (role_arn.IsLiteral()) {
    const auto parts = base::ParseRoleArn(role_arn.literal());
    return parts.has_value() ? Text::Literal(parts->name) : Text();
  }
  std::vector<Text::Piece> name;
  bool begun = false;
  for (const Text::Piece& piece : role_arn.pieces()) {
    if (begun) {
      name.push_back(piece);
      continue;
    }
    const size_t mark = piece.is_hole ? std::string::npos : piece.literal.find(kRoleMark);
    if (mark == std::string::npos) continue;
    begun = true;
    const size_t begin = piece.literal.rfind('/') + 1;
    name.push_back({.literal = piece.literal.substr(begin), .hole = {}, .is_hole = false});
  }
  return Text::FromPieces(std::move(name));
}

void LinkNodes(const Scopes& scopes, GraphData& data) {
  NodeLinker linker(scopes, data);
  for (uint32_t u = 0; u < data.units.size(); ++u) {
    for (const NodeRole& evidence : data.units[u].facts->node_roles) {
      if (IsOfNodes(evidence)) linker.Link(u, evidence);
    }
  }
}

}  // namespace irsalint::graph
