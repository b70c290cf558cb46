#include "analyzer/graph/api_access.h"

namespace irsalint::graph {

using base::Truth;

ApiAccess::ApiAccess(const IdentityGraph& graph) : graph_(graph), others_(graph.units().size()) {
  for (uint32_t u = 0; u < graph.units().size(); ++u) {
    for (const kube::RbacBinding& binding : graph[UnitId{u}].facts->rbac_bindings) {
      for (const kube::RbacSubject& subject : binding.subjects) {
        const bool is_account = subject.kind == kube::RbacSubject::Kind::kServiceAccount &&
                                subject.name.HasValue() && subject.name->IsLiteral();
        const Subject entry{.unit = UnitId{u}, .binding = &binding, .subject = &subject};
        if (is_account) {
          by_name_[std::string(subject.name->literal())].push_back(entry);
        } else {
          others_[u].push_back(entry);
        }
      }
    }
  }
}

Truth ApiAccess::ByName(const Workload& workload) const {
  Truth reaches = Truth::kNo;
  for (const Seen& account : AccountsOf(workload)) reaches = base::Or(reaches, ByName(account));
  return reaches;
}

Truth ApiAccess::InUnit(const Workload& workload) const {
  Truth reaches = Truth::kNo;
  for (const Seen& account : AccountsOf(workload)) reaches = base::Or(reaches, InUnit(account));
  return reaches;
}

// The account that the workload asks for, and what it may be.
std::vector<ApiAccess::Seen> ApiAccess::AccountsOf(const Workload& workload) const {
  std::vector<Seen> accounts = {{.unit = workload.unit,
                                 .namespace_name = &workload.namespace_name,
                                 .name = &workload.account.name}};
  if (workload.level == Level::kWholeInput) return accounts;
  for (const AccountEdge& edge : workload.accounts) {
    const Account& account = graph_[edge.account];
    accounts.push_back({.unit = account.unit,
                        .namespace_name = &account.namespace_name,
                        .name = &*account.object->meta.name});
  }
  return accounts;
}

const std::vector<ApiAccess::Subject>& ApiAccess::Naming(const Seen& account) const {
  static const std::vector<Subject> kNone;
  const auto named = by_name_.find(std::string(account.name->literal()));
  return named == by_name_.end() ? kNone : named->second;
}

Truth ApiAccess::Reaches(const Subject& subject, const Seen& account) {
  return kube::Reaches(*subject.binding, *subject.subject, *account.namespace_name, *account.name);
}

Truth ApiAccess::ByName(const Seen& account) const {
  if (!account.name->IsLiteral()) return Truth::kMaybe;
  Truth reaches = Truth::kNo;
  for (const Subject& subject : Naming(account)) {
    const Truth truth = Reaches(subject, account);
    if (truth == Truth::kYes) return truth;
    if (subject.unit == account.unit) reaches = base::Or(reaches, truth);
  }
  return reaches;
}

Truth ApiAccess::InUnit(const Seen& account) const {
  Truth reaches = Truth::kNo;
  for (const Subject& subject : Naming(account)) {
    if (subject.unit == account.unit) reaches = base::Or(reaches, Reaches(subject, account));
  }
  for (const Subject& subject : others_[account.unit.value]) {
    reaches = base::Or(reaches, Reaches(subject, account));
  }
  return reaches;
}

}  // namespace irsalint::graph
