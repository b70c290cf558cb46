#include "analyzer/graph/link_accounts.h"

#include <algorithm>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace irsalint::graph {
namespace {

using base::Truth;
using syntax::HoleRange;

Truth Names(const Account& account, const Workload& workload) {
  const kube::ObjectMeta& meta = account.object->meta;
  if (meta.name.IsUnresolved()) return Truth::kMaybe;
  const Truth name = Equal(*meta.name, workload.account.name, HoleRange::kWithoutColon);
  if (name == Truth::kNo) return Truth::kNo;
  return And(name,
             Equal(account.namespace_name, workload.namespace_name, HoleRange::kWithoutColon));
}

bool HasLiteralName(const Account& account) {
  const kube::KnownText& name = account.object->meta.name;
  return name.HasValue() && name->IsLiteral();
}

// The namespaces of the objects of one unit.
class UnitNamespaces {
 public:
  UnitNamespaces(const facts::Facts& unit, const LinkOptions& options)
      : unknown_(syntax::Text::OfHole({.syntax = syntax::HoleSyntax::kMissing,
                                       .expression = "namespace",
                                       .scope = unit.unit})),
        unwritten_(options.namespace_name.empty() ? unknown_
                                                  : syntax::Text::Literal(options.namespace_name)) {
  }

  const syntax::Text& Of(const kube::ObjectMeta& meta) const {
    if (meta.namespace_name.HasValue()) return *meta.namespace_name;
    return meta.namespace_name.IsAbsent() ? unwritten_ : unknown_;
  }

 private:
  syntax::Text unknown_;
  syntax::Text unwritten_;
};

// The accounts that a workload may mean.
struct Resolution {
  Level level = Level::kWholeInput;
  std::vector<AccountEdge> accounts;
};

// Of the best level, and there only the certain ones if there are any.
Resolution Resolve(const Scopes& scopes, const Workload& workload, const GraphData& data) {
  std::vector<AccountEdge> candidates;
  std::vector<size_t> units;
  const auto consider = [&](AccountId account) {
    const Truth truth = Names(data.accounts[account.value], workload);
    if (truth == Truth::kNo) return;
    candidates.push_back({.account = account, .truth = truth});
    units.push_back(data.accounts[account.value].unit.value);
  };
  const bool by_name = workload.account.name.IsLiteral();
  std::span<const AccountId> named;
  if (by_name) {
    const auto found = data.accounts_by_name.find(std::string(workload.account.name.literal()));
    if (found != data.accounts_by_name.end()) named = found->second;
  }
  // The unit itself is the best level: where it has the account, a name that every unit has is not
  // looked up in all of them. Accounts are numbered unit by unit.
  const auto unit_of = [&data](AccountId account) {
    return data.accounts[account.value].unit.value;
  };
  for (auto own = std::ranges::lower_bound(named, workload.unit.value, {}, unit_of);
       own != named.end() && unit_of(*own) == workload.unit.value; ++own) {
    consider(*own);
  }
  // Names with holes could be any name, so only those of the unit itself are worth a thought.
  for (const AccountId account : data.units[workload.unit.value].accounts) {
    if (!by_name || !HasLiteralName(data.accounts[account.value])) consider(account);
  }
  if (candidates.empty()) std::ranges::for_each(named, consider);

  const Scopes::Winners winners = scopes.Resolve(workload.unit.value, units);
  Resolution resolution{.level = winners.level, .accounts = {}};
  bool certain = false;
  for (const size_t i : winners.candidates) certain |= candidates[i].truth == Truth::kYes;
  for (const size_t i : winners.candidates) {
    if (certain && candidates[i].truth != Truth::kYes) continue;
    resolution.accounts.push_back(candidates[i]);
  }
  return resolution;
}

// Resolves the workloads of one unit. Most of them ask for the same account.
class UnitResolver {
 public:
  UnitResolver(const Scopes& scopes, const GraphData& data) : scopes_(scopes), data_(data) {}

  // Good until the next call.
  const Resolution& Of(const Workload& workload) {
    const syntax::Text& name = workload.account.name;
    const syntax::Text& namespace_name = workload.namespace_name;
    // Of other texts with holes no two need be the same.
    const bool is_missing = workload.object->meta.namespace_name.IsAbsent();
    if (!name.IsLiteral() || (!namespace_name.IsLiteral() && !is_missing)) {
      other_ = Resolve(scopes_, workload, data_);
      return other_;
    }
    const auto [known, is_new] =
        known_.try_emplace({name.literal(), namespace_name.literal(), is_missing});
    if (is_new) known->second = Resolve(scopes_, workload, data_);
    return known->second;
  }

 private:
  using Key = std::tuple<std::string_view, std::string_view, bool>;

  const Scopes& scopes_;
  const GraphData& data_;
  std::map<Key, Resolution> known_;
  Resolution other_;
};

void ResolveAccounts(const Scopes& scopes, GraphData& data) {
  for (size_t w = 0; w < data.workloads.size();) {
    const UnitId unit = data.workloads[w].unit;
    UnitResolver resolver(scopes, data);
    for (; w < data.workloads.size() && data.workloads[w].unit == unit; ++w) {
      Workload& workload = data.workloads[w];
      const Resolution& resolution = resolver.Of(workload);
      workload.level = resolution.level;
      workload.accounts = resolution.accounts;
      for (const AccountEdge& edge : resolution.accounts) {
        data.accounts[edge.account.value].workloads.push_back(WorkloadId{static_cast<uint32_t>(w)});
      }
    }
  }
}

}  // namespace

syntax::Text NamespaceOf(const kube::ObjectMeta& meta, const facts::Facts& unit,
                         const LinkOptions& options) {
  return UnitNamespaces(unit, options).Of(meta);
}

void LinkAccounts(std::span<const facts::Facts* const> facts, std::span<const UnitDigest> digests,
                  const Scopes& scopes, GraphData& data) {
  data.units.reserve(facts.size());
  size_t accounts = 0;
  size_t workloads = 0;
  for (const facts::Facts* unit : facts) {
    accounts += unit->service_accounts.size();
    workloads += unit->workloads.size();
  }
  data.accounts.reserve(accounts);
  data.workloads.reserve(workloads);
  for (uint32_t u = 0; u < facts.size(); ++u) {
    const facts::Facts& unit = *facts[u];
    const UnitNamespaces namespaces(unit, data.options);
    data.units.push_back({.facts = &unit,
                          .open = unit.IsOpen() || digests[u].holds_alternatives,
                          .accounts = {},
                          .cluster = std::nullopt});
    for (const kube::ServiceAccount& object : unit.service_accounts) {
      const AccountId id{static_cast<uint32_t>(data.accounts.size())};
      data.accounts.push_back({.unit = UnitId{u},
                               .object = &object,
                               .namespace_name = namespaces.Of(object.meta),
                               .workloads = {},
                               .claims = {},
                               .associations = {}});
      data.units[u].accounts.push_back(id);
      if (HasLiteralName(data.accounts.back())) {
        data.accounts_by_name[std::string(object.meta.name->literal())].push_back(id);
      }
    }
    for (size_t w = 0; w < unit.workloads.size(); ++w) {
      const kube::Workload& object = unit.workloads[w];
      data.workloads.push_back({.unit = UnitId{u},
                                .object = &object,
                                .namespace_name = namespaces.Of(object.meta),
                                .account = digests[u].workloads[w].account,
                                .glance = digests[u].workloads[w].glance,
                                .level = Level::kWholeInput,
                                .accounts = {}});
    }
  }
  ResolveAccounts(scopes, data);
}

}  // namespace irsalint::graph
