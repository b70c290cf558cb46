#include "analyzer/engine/draft_config.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/arn.h"
#include "analyzer/base/issuer.h"
#include "analyzer/base/path.h"
#include "analyzer/engine/config_values.h"
#include "analyzer/engine/linked_input.h"

namespace irsalint::engine {
namespace {

using rule::ConfigDraft;
using rule::DraftCluster;

// More of a kind is no help to a reader.
constexpr size_t kMaxClusters = 20;
constexpr size_t kMaxFolders = 20;

std::string_view AccountIn(const syntax::Text& arn_text) {
  const auto arn = base::ParseArn(arn_text.literal());
  return arn.has_value() && base::IsAccountId(arn->account) ? arn->account : std::string_view();
}

// Only what the configuration would take.
std::string If(bool is_good, std::string_view text) { return is_good ? std::string(text) : ""; }

void AddKnownClusters(const graph::IdentityGraph& graph, ConfigDraft& draft) {
  for (const graph::Cluster& cluster : graph.clusters()) {
    if (cluster.name.empty() || draft.clusters.size() == kMaxClusters) continue;
    draft.clusters.push_back({.name = cluster.name,
                              .account = If(base::IsAccountId(cluster.account), cluster.account),
                              .region = If(IsRegion(cluster.region), cluster.region),
                              .issuer = If(IsIssuer(cluster.issuer), cluster.issuer),
                              .version = If(IsVersion(cluster.version), cluster.version)});
  }
}

// Whether tokens of the issuer are those of a cluster.
bool IsOfCluster(const graph::TrustedIssuer& issuer) {
  if (!issuer.issuer.IsLiteral() || !IsIssuer(issuer.issuer.literal())) return false;
  return issuer.kubernetes == base::Truth::kYes ||
         base::ParseEksIssuer(issuer.issuer.literal()).has_value();
}

// Counts the policies of known issuers, and adds a cluster without a name for each other one.
void AddTrustedIssuers(const graph::IdentityGraph& graph, ConfigDraft& draft) {
  std::map<std::string, DraftCluster> others;
  for (const graph::TrustPolicy& policy : graph.trust_policies()) {
    for (const graph::TrustedIssuer& issuer : policy.issuers) {
      if (!IsOfCluster(issuer)) continue;
      const std::string text(issuer.issuer.literal());
      const auto known = std::ranges::find(draft.clusters, text, &DraftCluster::issuer);
      DraftCluster& cluster = known != draft.clusters.end() ? *known : others[text];
      ++cluster.policies;
      if (known != draft.clusters.end()) continue;
      const auto eks = base::ParseEksIssuer(text);
      cluster.issuer = text;
      cluster.account = AccountIn(issuer.provider_arn);
      if (eks.has_value()) cluster.region = If(IsRegion(eks->region), eks->region);
    }
  }
  for (auto& [issuer, cluster] : others) {
    if (draft.clusters.size() < kMaxClusters) draft.clusters.push_back(std::move(cluster));
  }
}

void AddAccounts(const graph::IdentityGraph& graph, ConfigDraft& draft) {
  std::set<std::string> accounts;
  for (const graph::Role& role : graph.roles()) accounts.emplace(AccountIn(role.arn));
  for (const graph::Claim& claim : graph.claims()) accounts.emplace(AccountIn(*claim.role_arn));
  for (const graph::TrustPolicy& policy : graph.trust_policies()) {
    for (const graph::TrustedIssuer& issuer : policy.issuers) {
      accounts.emplace(AccountIn(issuer.provider_arn));
    }
  }
  accounts.erase("");
  draft.accounts.assign(accounts.begin(), accounts.end());
}

bool HasComponent(std::string_view folder, std::string_view name) {
  const std::vector<std::string_view> components = base::path::Components(folder);
  return std::ranges::find(components, name) != components.end();
}

// An overlay belongs to the one cluster that there is, or to the one that a folder is called after.
void AddOverlay(const std::string& folder, ConfigDraft& draft) {
  const auto named = std::ranges::find_if(draft.clusters, [&](const DraftCluster& cluster) {
    return draft.clusters.size() == 1 || HasComponent(folder, cluster.name);
  });
  std::vector<std::string>& folders = named == draft.clusters.end() ? draft.overlays : named->paths;
  if (folders.size() < kMaxFolders) folders.push_back(folder);
}

void CountNamespaces(const facts::Facts& unit, ConfigDraft& draft) {
  for (const kube::ServiceAccount& account : unit.service_accounts) {
    if (account.meta.namespace_name.IsAbsent()) ++draft.without_namespace;
  }
  for (const kube::Workload& workload : unit.workloads) {
    if (workload.meta.namespace_name.IsAbsent()) ++draft.without_namespace;
  }
}

}  // namespace

ConfigDraft DraftOf(const graph::IdentityGraph& graph, std::span<const facts::Facts> units) {
  ConfigDraft draft;
  AddKnownClusters(graph, draft);
  AddTrustedIssuers(graph, draft);
  AddAccounts(graph, draft);
  for (const facts::Facts& unit : units) {
    const bool is_overlay = unit.kind == facts::UnitKind::kKustomization &&
                            !unit.includes.empty() && IsFileBelow(unit.unit);
    if (is_overlay) AddOverlay(unit.unit, draft);
    CountNamespaces(unit, draft);
  }
  return draft;
}

ConfigDraft DraftConfig(const base::FileSystem& files, const RunOptions& options) {
  PhaseClock clock({});
  const LinkedInput input = ReadAndLink(files, options, clock);
  return DraftOf(*input.graph, input.extraction.units);
}

}  // namespace irsalint::engine
