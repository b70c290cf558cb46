#include "analyzer/graph/account_change.h"

#include <algorithm>

namespace irsalint::graph {
namespace {

using base::Truth;
using syntax::Place;
using syntax::Text;

constexpr std::string_view kTokenAnnotation = "kubernetes.io/service-account.name";

bool IsSame(const Place& a, const Place& b) {
  return a.document == b.document && a.route == b.route;
}

// Whether the text stands in the manifest as it counts.
bool IsWritten(const kube::KnownText& text) {
  return text.HasValue() && text->IsLiteral() && text.place().via.empty() &&
         !text.place().external.has_value();
}

bool MayBe(const Text& text, const Text& other) {
  return Equal(text, other, syntax::HoleRange::kWithoutColon) != Truth::kNo;
}

void AddOnce(const Place& place, std::vector<Place>& places) {
  const bool known =
      std::ranges::any_of(places, [&](const Place& other) { return IsSame(place, other); });
  if (!known) places.push_back(place);
}

// The account and its likes in other units that take in the same document.
std::vector<AccountId> SameDocument(const IdentityGraph& graph, AccountId id) {
  const Place& name = graph[id].object->meta.name.place();
  std::vector<AccountId> same;
  for (uint32_t a = 0; a < graph.accounts().size(); ++a) {
    if (IsSame(graph.accounts()[a].object->meta.name.place(), name)) same.push_back(AccountId{a});
  }
  return same;
}

bool IsToken(const kube::AwsData& data, const Text& name) {
  const kube::Annotation* account = data.meta.FindAnnotation(kTokenAnnotation);
  return account != nullptr && (!account->value.HasValue() || MayBe(*account->value, name));
}

// Whether nothing but manifests of its own unit can know the account.
bool IsKnownToItsUnitAlone(const IdentityGraph& graph, const Account& account) {
  const Unit& unit = graph[account.unit];
  const Text& name = *account.object->meta.name;
  return IsWritten(account.object->meta.name) && !unit.open && account.associations.empty() &&
         account.claims.size() == 1 &&
         std::ranges::none_of(unit.facts->aws_data,
                              [&](const kube::AwsData& data) { return IsToken(data, name); });
}

bool IsTaken(const IdentityGraph& graph, UnitId unit, const Text& namespace_name,
             const Text& name) {
  return std::ranges::any_of(graph[unit].accounts, [&](AccountId id) {
    const kube::KnownText& other = graph[id].object->meta.name;
    return (!other.HasValue() || MayBe(*other, name)) &&
           MayBe(graph[id].namespace_name, namespace_name);
  });
}

// Whether every account that the workload may mean is one of these.
bool MeansOnly(const Workload& workload, const std::vector<AccountId>& accounts) {
  return std::ranges::all_of(workload.accounts, [&](const AccountEdge& edge) {
    return edge.truth == Truth::kYes && std::ranges::find(accounts, edge.account) != accounts.end();
  });
}

bool AddWorkloads(const IdentityGraph& graph, const Account& account,
                  const std::vector<AccountId>& accounts, std::vector<Place>& places) {
  using Origin = kube::EffectiveServiceAccount::Origin;
  for (const WorkloadId id : account.workloads) {
    const Workload& workload = graph[id];
    const kube::PodSpec& spec = workload.object->spec;
    // The API server keeps both names the same.
    const bool twice =
        !spec.service_account_name.IsAbsent() && !spec.deprecated_service_account.IsAbsent();
    const bool written = workload.account.origin != Origin::kOmitted && !twice &&
                         workload.account.name.IsLiteral() && workload.account.place->via.empty();
    if (workload.unit != account.unit || !written || !MeansOnly(workload, accounts)) return false;
    AddOnce(*workload.account.place, places);
  }
  return true;
}

// Whether a subject names the account itself, rather than a group of accounts.
bool Names(const kube::RbacBinding& binding, const kube::RbacSubject& subject,
           const Account& account) {
  return subject.kind != kube::RbacSubject::Kind::kGroup &&
         kube::Reaches(binding, subject, account.namespace_name, *account.object->meta.name) !=
             Truth::kNo;
}

bool AddBindings(const IdentityGraph& graph, const Account& account, std::vector<Place>& places) {
  for (uint32_t u = 0; u < graph.units().size(); ++u) {
    for (const kube::RbacBinding& binding : graph.units()[u].facts->rbac_bindings) {
      for (const kube::RbacSubject& subject : binding.subjects) {
        if (!Names(binding, subject, account)) continue;
        const bool own = UnitId{u} == account.unit &&
                         subject.kind == kube::RbacSubject::Kind::kServiceAccount &&
                         IsWritten(subject.name);
        if (!own) return false;
        AddOnce(subject.name.place(), places);
      }
    }
  }
  return true;
}

}  // namespace

std::optional<std::vector<Place>> PlacesOfName(const IdentityGraph& graph, AccountId id,
                                               std::string_view name) {
  const kube::KnownText& written = graph[id].object->meta.name;
  // Pods get the account `default` without naming it.
  if (!IsWritten(written) || written->literal() == "default" || name == "default") {
    return std::nullopt;
  }
  const std::vector<AccountId> accounts = SameDocument(graph, id);
  std::vector<Place> places = {written.place()};
  for (const AccountId other : accounts) {
    const Account& account = graph[other];
    const bool free = !IsTaken(graph, account.unit, account.namespace_name, Text::Literal(name));
    if (!free || !IsKnownToItsUnitAlone(graph, account)) return std::nullopt;
    if (!AddWorkloads(graph, account, accounts, places)) return std::nullopt;
    if (!AddBindings(graph, account, places)) return std::nullopt;
  }
  return places;
}

std::optional<Place> PlaceOfNamespace(const IdentityGraph& graph, AccountId id,
                                      std::string_view namespace_name) {
  const kube::ObjectMeta& meta = graph[id].object->meta;
  if (!IsWritten(meta.name) || !IsWritten(meta.namespace_name)) return std::nullopt;
  for (const AccountId other : SameDocument(graph, id)) {
    const Account& account = graph[other];
    std::vector<Place> bindings;
    const bool alone = account.workloads.empty() && IsKnownToItsUnitAlone(graph, account) &&
                       AddBindings(graph, account, bindings) && bindings.empty();
    const bool free = !IsTaken(graph, account.unit, Text::Literal(namespace_name), *meta.name);
    if (!alone || !free) return std::nullopt;
  }
  return meta.namespace_name.place();
}

}  // namespace irsalint::graph
