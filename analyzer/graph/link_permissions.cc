#include "analyzer/graph/link_permissions.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/arn.h"
#include "analyzer/graph/link_trust.h"

namespace irsalint::graph {
namespace {

using facts::PermissionAttachment;

// Whether the attachment is for a role of this name, as far as names tell.
bool Fits(const PermissionAttachment& attachment, std::string_view role_name) {
  if (role_name.empty()) return false;
  if (attachment.role_name.HasValue()) {
    return attachment.role_name->IsLiteral() && attachment.role_name->literal() == role_name;
  }
  return PathNamesRole(attachment.path, role_name);
}

std::optional<RoleId> RoleOf(const PermissionAttachment& attachment, uint32_t unit,
                             const Scopes& scopes, const GraphData& data) {
  if (attachment.role_arn.HasValue()) {
    const auto known = data.roles_by_arn.find(std::string(attachment.role_arn->literal()));
    return known == data.roles_by_arn.end() ? std::nullopt : std::optional(known->second);
  }
  std::vector<RoleId> roles;
  std::vector<size_t> units;
  for (uint32_t r = 0; r < data.roles.size(); ++r) {
    if (!Fits(attachment, NameOf(data.roles[r]))) continue;
    for (const UnitId defined_in : data.roles[r].units) {
      roles.push_back(RoleId{r});
      units.push_back(defined_in.value);
    }
  }
  std::optional<RoleId> found;
  for (const size_t winner : scopes.Resolve(unit, units).candidates) {
    if (found.has_value() && *found != roles[winner]) return std::nullopt;
    found = roles[winner];
  }
  return found;
}

}  // namespace

std::string_view NameOf(const Role& role) {
  for (const facts::Role* object : role.objects) {
    if (object->name.HasValue() && object->name->IsLiteral()) return object->name->literal();
  }
  const auto parts = base::ParseRoleArn(role.arn.literal());
  return parts.has_value() ? parts->name : std::string_view();
}

void LinkPermissions(const Scopes& scopes, GraphData& data) {
  for (uint32_t u = 0; u < data.units.size(); ++u) {
    for (const PermissionAttachment& attachment : data.units[u].facts->permissions) {
      const std::optional<RoleId> role = RoleOf(attachment, u, scopes, data);
      if (role.has_value()) data.roles[role->value].permissions.push_back(&attachment);
    }
  }
}

}  // namespace irsalint::graph
