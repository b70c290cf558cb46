#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/graph/made_accounts.h"

namespace irsalint::graph {

// An association whose account is in none of the inputs.
struct UnknownAssociation {
  std::optional<AccountId> near_miss;  // the only account of nearly that name without a role
  bool is_beside = false;              // it lies in the same unit, or runs on the same cluster
};

// Looks for associations that name no account of the input.
class UnknownAssociations {
 public:
  explicit UnknownAssociations(const IdentityGraph& graph);

  // Nothing where the account is there or may be, lives elsewhere, or where its name is not known;
  // and for an input that holds no accounts at all: such an input is not about them.
  std::optional<UnknownAssociation> Of(AssociationId association) const;

 private:
  std::vector<AccountId> Neighbours(std::string_view namespace_name, std::string_view name) const;
  std::optional<AccountId> OnlyNearMiss(const facts::PodIdentityAssociation& association) const;

  const IdentityGraph& graph_;
  MadeAccounts made_;
  std::map<std::string, std::vector<AccountId>, std::less<>> by_namespace_;
};

}  // namespace irsalint::graph
