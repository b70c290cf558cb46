#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "analyzer/iam/policy_document.h"

namespace irsalint::iam {

// How much a right is in the hands of every pod of a node, worst last
// (docs/reference/iam.md §7.1, §7.2).
enum class Power : uint8_t {
  kAddOn,     // belongs to an add-on of the cluster, which can have a role of its own
  kData,      // reads or changes all data of a service
  kActAs,     // runs as other roles
  kIamWrite,  // changes IAM
  kAdmin,     // everything
};

// What is proved of one statement, or of one policy that AWS manages.
struct PermissionGrant {
  Power power = Power::kAddOn;
  std::vector<std::string_view> rights;  // of this power: "read every object of S3"
};

// Whether a grant is to take every role that trusts the account, or to hand every role to a
// service. A worse grant is neither: it says more.
bool TakesEveryRole(const PermissionGrant& grant);
bool PassesEveryRole(const PermissionGrant& grant);

// The same, and where a statement says it.
struct StatementGrant {
  PermissionGrant grant;
  size_t statement = 0;
  // Of Statement::actions, those that allow the rights. None where NotAction leaves them.
  std::vector<size_t> actions;
  size_t resource = 0;  // of Statement::resources, the first one on which it does
};

// Rates what a role may do, by actions. Only what is proved counts: placeholders allow nothing, a
// statement with conditions allows nothing wide, and so do resources that are not all of their
// kind. A Deny that may take a right away in general takes it away, whatever its conditions.
class PermissionRater {
 public:
  // `documents` are all policies of the role, for their Deny statements.
  explicit PermissionRater(std::span<const PolicyDocument* const> documents);

  // The grants of a document, at most one for each statement: the worst.
  std::vector<StatementGrant> Rate(const PolicyDocument& policy) const;

  // The worst that actions on every resource (for `not_action`, all others) allow. No rights if
  // they allow nothing that counts.
  PermissionGrant RateActions(std::span<const std::string_view> actions, bool not_action) const;

 private:
  std::vector<bool> denied_;  // by the index of the right in the table
};

}  // namespace irsalint::iam
