#include "analyzer/graph/automount.h"

#include <utility>

namespace irsalint::graph {
namespace {

// Every namespace has the account `default`, and nothing is set on it unless somebody does.
std::optional<MountedToken> WithoutAccount(const Workload& workload) {
  const kube::PodSpec& spec = workload.object->spec;
  const bool is_default =
      workload.account.name.IsLiteral() && workload.account.name.literal() == "default";
  const bool decides = spec.automount.IsAbsent() && is_default;
  static const kube::ServiceAccount untouched;
  auto effective = kube::EffectiveAutomountOf(spec, decides ? &untouched : nullptr);
  if (!effective.has_value() || !effective->mounted) return std::nullopt;
  return MountedToken{
      .effective = *std::move(effective), .accounts = {}, .assumes_default_account = decides};
}

// An account that only might be in the same namespace proves nothing unless it lies beside the
// workload.
std::vector<AccountId> ReliableAccounts(const Workload& workload) {
  std::vector<AccountId> accounts;
  for (const AccountEdge& edge : workload.accounts) {
    if (edge.truth == base::Truth::kYes || workload.level <= Level::kRelatedUnit) {
      accounts.push_back(edge.account);
    }
  }
  return accounts;
}

}  // namespace

std::optional<MountedToken> MountedTokenOf(const IdentityGraph& graph, const Workload& workload) {
  std::vector<AccountId> accounts = ReliableAccounts(workload);
  if (accounts.empty()) return WithoutAccount(workload);
  std::optional<MountedToken> mounted;
  for (const AccountId account : accounts) {
    auto effective = kube::EffectiveAutomountOf(workload.object->spec, graph[account].object);
    if (!effective.has_value() || !effective->mounted) return std::nullopt;
    if (mounted.has_value()) continue;
    mounted = MountedToken{.effective = *std::move(effective), .accounts = {}};
  }
  mounted->accounts = std::move(accounts);
  return mounted;
}

}  // namespace irsalint::graph
