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
          by_name_[subject.name->literal()].push_back(entry);
        } else {
          others_[u].push_back(entry);
        }
      }
    }
  }
  for (const Account& account : graph.accounts()) {
    accounts_by_name_.push_back(ByName(SeenOf(account)));
  }
}

Truth ApiAccess::ByName(const Workload& workload) const {
  Truth reaches = ByName(AskedBy(workload));
  if (workload.level == Level::kWholeInput) return reaches;
  for (const AccountEdge& edge : workload.accounts) {
    reaches = base::Or(reaches, accounts_by_name_[edge.account.value]);
  }
  return reaches;
}

Truth ApiAccess::InUnit(const Workload& workload) const {
  Truth reaches = Truth::kNo;
  for (const Seen& account : AccountsOf(workload)) reaches = base::Or(reaches, InUnit(account));
  return reaches;
}

ApiAccess::Seen ApiAccess::AskedBy(const Workload& workload) {
  return {.unit = workload.unit,
          .namespace_name = &workload.namespace_name,
          .name = &workload.account.name};
}

ApiAccess::Seen ApiAccess::SeenOf(const Account& account) {
  return {.unit = account.unit,
          .namespace_name = &account.namespace_name,
          .name = &*account.object->meta.name};
}

// The account that the workload asks for, and what it may be.
std::vector<ApiAccess::Seen> ApiAccess::AccountsOf(const Workload& workload) const {
  std::vector<Seen> accounts = {AskedBy(workload)};
  if (workload.level == Level::kWholeInput) return accounts;
  for (const AccountEdge& edge : workload.accounts) {
    accounts.push_back(SeenOf(graph_[edge.account]));
  }
  return accounts;
}

const std::vector<ApiAccess::Subject>& ApiAccess::Naming(const Seen& account) const {
  static const std::vector<Subject> kNone;
  const auto named = by_name_.find(account.name->literal());
  return named == by_name_.end() ? kNone : named->second;
}

Truth ApiAccess::Reaches(const Subject& subject, const Seen& account) {
  return kube::Reaches(*subject.binding, *subject.subject, *account.namespace_name, *account.name);
}

Truth ApiAccess::ByName(const Seen& account) const {
  if (!account.name->IsLiteral()) return Truth::kMaybe;
  Truth reaches = Truth::kNo;
  for (const Subject& subject : Naming(account)) {
    // Only certainty counts there, and no unit knows what another one leaves open.
    const bool is_elsewhere = subject.unit != account.unit;
    if (is_elsewhere && !account.namespace_name->IsLiteral()) continue;
    const Truth truth = Reaches(subject, account);
    if (truth == Truth::kYes) return truth;
    if (!is_elsewhere) reaches = base::Or(reaches, truth);
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
