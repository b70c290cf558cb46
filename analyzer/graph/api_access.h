#pragma once

#include <string_view>
#include <unordered_map>
#include <vector>

#include "analyzer/base/truth.h"
#include "analyzer/graph/identity_graph.h"

namespace irsalint::graph {

// Which workloads an RBAC binding of the input gives rights in the API server. Indexes all
// bindings once; the graph must outlive it.
class ApiAccess {
 public:
  explicit ApiAccess(const IdentityGraph& graph);

  // Whether a binding names the account of the workload itself. All units count, as rights are
  // often kept apart from what uses them, but other units only for certain.
  base::Truth ByName(const Workload& workload) const;

  // Whether a binding of the unit of the workload or of its account reaches the account in any way:
  // by name, as a user, or through a group of accounts.
  base::Truth InUnit(const Workload& workload) const;

 private:
  struct Subject {
    UnitId unit;
    const kube::RbacBinding* binding = nullptr;
    const kube::RbacSubject* subject = nullptr;
  };
  // An account as a unit sees it.
  struct Seen {
    UnitId unit;
    const syntax::Text* namespace_name = nullptr;
    const syntax::Text* name = nullptr;
  };

  static Seen AskedBy(const Workload& workload);
  static Seen SeenOf(const Account& account);
  std::vector<Seen> AccountsOf(const Workload& workload) const;
  const std::vector<Subject>& Naming(const Seen& account) const;
  static base::Truth Reaches(const Subject& subject, const Seen& account);
  base::Truth ByName(const Seen& account) const;
  base::Truth InUnit(const Seen& account) const;

  const IdentityGraph& graph_;
  // Accounts with literal names; the names are those of the graph.
  std::unordered_map<std::string_view, std::vector<Subject>> by_name_;
  std::vector<std::vector<Subject>> others_;   // by unit
  std::vector<base::Truth> accounts_by_name_;  // by the account's id
};

}  // namespace irsalint::graph
