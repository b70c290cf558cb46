#include "analyzer/explain/config_draft.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "analyzer/explain/yaml_scalar.h"

namespace irsalint::explain {
namespace {

using rule::ConfigDraft;
using rule::DraftCluster;

constexpr std::string_view kHead =
    R"(# Configuration of irsalint, begun by `irsalint config init` with what this repository shows.
# All of it but the last line is a suggestion: take the `#` off what is right.
# `irsalint config show` then prints what holds. To let an editor complete and check this file, run
# `irsalint config schema > irsalint.schema.json` and make the first line here the comment
# `yaml-language-server: $schema=irsalint.schema.json`.
)";

constexpr std::string_view kClusters = R"(
# Clusters. What lies in the folders of a cluster is judged for its issuer alone; with `complete`,
# what its folders do not hold does not exist.
)";

constexpr std::string_view kElsewhere = R"(
# What lives elsewhere and is never missed here.
#external:
#  service-accounts:
#    - platform/*
#  roles:
)";

constexpr std::string_view kRest = R"(
# What this repository wants of single rules; `irsalint rules` lists them.
#rules:
#  sub-too-broad: note

# Findings that are known and accepted.
#ignore:
#  - rule: role-shared
#    path: legacy
#    reason: replaced in spring
#    expires: 2099-12-31

# The severity from which on the exit status is 1.
fail-on: warning
)";

std::string Line(std::string_view key, std::string_view value) {
  return value.empty() ? "" : fmt::format("#    {}: {}\n", key, YamlScalar(value));
}

std::string FolderLines(const std::vector<std::string>& folders, std::string_view lead) {
  std::string text;
  for (const std::string& folder : folders) {
    text += fmt::format("{}- {}\n", lead, YamlScalar(folder));
  }
  return text;
}

// `nameless` is counted up for clusters of which only the issuer is known.
std::string ClusterText(const DraftCluster& cluster, size_t& nameless) {
  const std::string name =
      cluster.name.empty() ? fmt::format("cluster-{}", ++nameless) : YamlScalar(cluster.name);
  std::string text = fmt::format("#  - name: {}\n", name);
  text += Line("account", cluster.account);
  text += Line("region", cluster.region);
  text += Line("issuer", cluster.issuer);
  text += Line("version", cluster.version);
  if (!cluster.paths.empty()) text += "#    paths:\n" + FolderLines(cluster.paths, "#      ");
  return text;
}

std::string ClustersText(const ConfigDraft& draft) {
  std::string text(kClusters);
  const bool has_nameless = std::ranges::any_of(
      draft.clusters, [](const DraftCluster& cluster) { return cluster.name.empty(); });
  if (has_nameless) {
    text += "# Of `cluster-…` only the issuer is known, from trust policies: give it its name.\n";
  }
  if (draft.clusters.empty()) {
    return text +
           "# This repository names none.\n#clusters:\n#  - name: prod\n#    paths:\n"
           "#      - clusters/prod\n";
  }
  text += "#clusters:\n";
  size_t nameless = 0;
  for (const DraftCluster& cluster : draft.clusters) text += ClusterText(cluster, nameless);
  if (!draft.overlays.empty()) {
    text += "# Folders of overlays that may be the `paths` of one of them:\n" +
            FolderLines(draft.overlays, "# ");
  }
  return text;
}

std::string NamespaceText(const ConfigDraft& draft) {
  if (draft.without_namespace == 0) return "";
  return fmt::format(
      "\n# The namespace of manifests that name none, {} object{} here.\n#namespace: default\n",
      draft.without_namespace, draft.without_namespace == 1 ? "" : "s");
}

std::string RolesText(const ConfigDraft& draft) {
  std::string text(kElsewhere);
  for (const std::string& account : draft.accounts) {
    text += fmt::format("#    - arn:*:iam::{}:role/*\n", account);
  }
  if (draft.accounts.empty()) text += "#    - arn:aws:iam::*:role/shared-*\n";
  return text;
}

}  // namespace

std::string ConfigDraftText(const ConfigDraft& draft) {
  return std::string(kHead) + ClustersText(draft) + NamespaceText(draft) + RolesText(draft) +
         std::string(kRest);
}

}  // namespace irsalint::explain
