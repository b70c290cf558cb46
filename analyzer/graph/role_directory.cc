#include "analyzer/graph/role_directory.h"

#include <algorithm>

#include "analyzer/base/arn.h"
#include "analyzer/base/pattern.h"
#include "analyzer/base/strings.h"
#include "analyzer/syntax/holes.h"

namespace irsalint::graph {
namespace {

constexpr size_t kNearby = 2;  // edits

// Accounts of two partitions have nothing to do with each other.
std::string AccountOf(const base::RoleArnParts& arn) {
  return std::string(arn.partition) + ":" + std::string(arn.account);
}

}  // namespace

RoleDirectory::RoleDirectory(const IdentityGraph& graph) : graph_(graph) {
  for (const Role& role : graph.roles()) {
    const auto parts = base::ParseRoleArn(role.arn.literal());
    if (parts.has_value()) {
      by_account_[AccountOf(*parts)].push_back(
          {.path = parts->path, .name = parts->name, .role = &role});
      arns_.insert(std::string(role.arn.literal()));
      continue;
    }
    for (const facts::Role* object : role.objects) {
      names_without_arn_.insert(object->name.ValueOr({}).Written());
    }
  }
}

bool RoleDirectory::IsExternal(std::string_view arn) const {
  return std::ranges::any_of(graph_.options().external.roles, [arn](const std::string& glob) {
    return base::Pattern::Like(glob).Matches(arn);
  });
}

void RoleDirectory::FindNearest(const std::vector<Entry>& roles, std::string_view path,
                                std::string_view name, MissingRole& missing) const {
  size_t least = kNearby + 1;
  for (const Entry& entry : roles) {
    if (base::EqualsIgnoreAsciiCase(entry.name, name)) {
      missing.role = entry.role;
      missing.is_only = true;
      missing.nearest =
          entry.path == path ? MissingRole::Nearest::kCase : MissingRole::Nearest::kPath;
      return;
    }
    const size_t distance = base::EditDistance(entry.name, name, kNearby);
    if (distance == least) missing.is_only = false;
    if (distance >= least) continue;
    least = distance;
    missing.is_only = true;
    missing.role = entry.role;
    missing.nearest = MissingRole::Nearest::kSpelling;
  }
}

std::optional<MissingRole> RoleDirectory::Missing(const RoleReference& reference) const {
  if (FormOf(graph_, reference) != RoleArnForm::kArn) return std::nullopt;
  const std::string_view arn = (*reference.arn)->literal();
  if (arns_.contains(arn) || syntax::HoldsDummy(arn) || IsExternal(arn)) return std::nullopt;
  const auto parts = base::ParseRoleArn(arn);
  if (!parts.has_value() || names_without_arn_.contains(parts->name)) return std::nullopt;
  const auto roles = by_account_.find(AccountOf(*parts));
  const bool shows_roles = roles != by_account_.end();
  MissingRole missing{.is_listed = graph_.IsClosed(facts::ClosedSet::Kind::kRoles, parts->account,
                                                   reference.unit) &&
                                   (shows_roles || !graph_.options().assume_complete),
                      .account = std::string(parts->account),
                      .name = std::string(parts->path.substr(1)) + std::string(parts->name)};
  if (shows_roles) FindNearest(roles->second, parts->path, parts->name, missing);
  const bool same_name = missing.nearest == MissingRole::Nearest::kPath ||
                         missing.nearest == MissingRole::Nearest::kCase;
  if (!missing.is_listed && !same_name) return std::nullopt;
  return missing;
}

}  // namespace irsalint::graph
