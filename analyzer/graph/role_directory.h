#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/graph/role_reference.h"

namespace irsalint::graph {

// A role that is named and does not exist in its account.
struct MissingRole {
  // How the role that was probably meant differs.
  enum class Nearest : uint8_t {
    kNone,
    kPath,      // its name is the same, its path is not
    kCase,      // only upper and lower case differ
    kSpelling,  // its name is within two edits
  };

  bool is_listed = false;  // all roles of the account are known; else only `nearest` proves it
  std::string account;
  std::string name;            // as named, with its path: `team/app`
  const Role* role = nullptr;  // the nearest
  bool is_only = false;        // no other is as near
  Nearest nearest = Nearest::kNone;
};

// The roles of the input by account, for asking whether one exists.
class RoleDirectory {
 public:
  explicit RoleDirectory(const IdentityGraph& graph);

  // Nothing where the role exists, may exist, is declared to live elsewhere, or where its ARN holds
  // anything that is not known. Names are unique in an account whatever their path and case
  // (docs/reference/semantics.md §9.4), so a role of the same name proves that this one is missing.
  std::optional<MissingRole> Missing(const RoleReference& reference) const;

 private:
  struct Entry {
    std::string_view path;
    std::string_view name;
    const Role* role = nullptr;
  };

  bool IsExternal(std::string_view arn) const;
  void FindNearest(const std::vector<Entry>& roles, std::string_view path, std::string_view name,
                   MissingRole& missing) const;

  const IdentityGraph& graph_;
  std::map<std::string, std::vector<Entry>, std::less<>> by_account_;
  std::set<std::string, std::less<>> arns_;
  std::set<std::string, std::less<>> names_without_arn_;
};

}  // namespace irsalint::graph
