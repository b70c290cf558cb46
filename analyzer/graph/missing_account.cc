#include "analyzer/graph/missing_account.h"

#include <algorithm>

#include "analyzer/base/strings.h"
#include "analyzer/graph/near_miss.h"
#include "analyzer/syntax/holes.h"

namespace irsalint::graph {

using base::Truth;
using Proof = MissingAccount::Proof;

namespace {

// Units with more accounts are exports of whole clusters: there the set is closed, and near misses
// prove nothing further.
constexpr size_t kMostAccounts = 1000;

// Names of accounts are lower case: capitals throughout stand for a name that somebody fills in.
bool IsPlaceholder(std::string_view name) {
  return syntax::HoldsDummy(name) || (std::ranges::any_of(name, base::IsAsciiUpper) &&
                                      std::ranges::none_of(name, base::IsAsciiLower));
}

}  // namespace

MissingAccounts::MissingAccounts(const IdentityGraph& graph)
    : graph_(graph),
      mentions_(graph),
      made_(graph),
      all_read_(!graph.options().has_unread_code &&
                std::ranges::none_of(graph.units(), &Unit::open)) {}

std::optional<MissingAccount> MissingAccounts::Of(WorkloadId id) const {
  const Workload& workload = graph_[id];
  if (MayBeThere(workload) || !graph_.AccountsInOtherNamespaces(id).empty()) return std::nullopt;
  MissingAccount missing{
      .proof = Proof::kNone, .near_miss = OnlyNearMiss(workload), .mentions = MentionsOf(workload)};
  if (graph_.IsClosed(facts::ClosedSet::Kind::kServiceAccounts, "", workload.unit)) {
    missing.proof = Proof::kClosed;
  } else if (missing.near_miss.has_value()) {
    missing.proof = Proof::kNearMiss;
  } else if (!missing.mentions.empty() && all_read_) {
    missing.proof = Proof::kMention;
  }
  return missing;
}

bool MissingAccounts::MayBeThere(const Workload& workload) const {
  const syntax::Text& name = workload.account.name;
  if (!workload.accounts.empty() || graph_[workload.unit].open) return true;
  if (!name.IsLiteral() || IsPlaceholder(name.literal())) return true;
  return made_.Holds(workload.namespace_name, name) != Truth::kNo;
}

// The account of the workload's unit and namespace that nobody uses and that has nearly the name;
// nothing where there are several of nearly the name.
std::optional<AccountId> MissingAccounts::OnlyNearMiss(const Workload& workload) const {
  const std::vector<AccountId>& beside = graph_[workload.unit].accounts;
  if (beside.size() > kMostAccounts) return std::nullopt;
  std::optional<AccountId> only;
  for (const AccountId id : beside) {
    const Account& account = graph_[id];
    const kube::KnownText& name = account.object->meta.name;
    const bool is_beside = name.HasValue() && name->IsLiteral() &&
                           Equal(account.namespace_name, workload.namespace_name) == Truth::kYes;
    if (!is_beside || !IsNearMiss(workload.account.name.literal(), name->literal())) continue;
    if (only.has_value()) return std::nullopt;
    only = id;
  }
  if (only.has_value() && !graph_[*only].workloads.empty()) return std::nullopt;
  return only;
}

std::vector<const SubjectMention*> MissingAccounts::MentionsOf(const Workload& workload) const {
  if (!workload.namespace_name.IsLiteral()) return {};
  return mentions_
      .Of(workload.unit, workload.namespace_name.literal(), workload.account.name.literal())
      .mentions;
}

}  // namespace irsalint::graph
