#pragma once

#include <optional>
#include <vector>

#include "analyzer/graph/config_map_roles.h"
#include "analyzer/graph/made_accounts.h"
#include "analyzer/graph/subject_mentions.h"

namespace irsalint::graph {

// A service account that was to have a role: a trust policy names its subject and workloads use it,
// but nothing in the input gives it one.
struct RolelessAccount {
  Level level = Level::kSameUnit;               // that joins account and policies
  std::vector<const SubjectMention*> policies;  // that name it
  std::vector<WorkloadId> workloads;            // that certainly run as it, without a role
};

// Looks for accounts whose role is missing.
class RolelessAccounts {
 public:
  explicit RolelessAccounts(const IdentityGraph& graph);

  // Nothing where the account's namespace or name is not literal, where its unit is open, and where
  // anything may give it a role: its own annotations, however they are written, another definition
  // of it, an association, eksctl, the webhook's ConfigMap, its pods' own environment or
  // annotations.
  std::optional<RolelessAccount> Of(AccountId account) const;

 private:
  bool MayHaveRole(const Account& account) const;

  const IdentityGraph& graph_;
  SubjectMentions mentions_;
  MadeAccounts made_;
  ConfigMapRoles config_map_;
};

}  // namespace irsalint::graph
