#include "analyzer/graph/cluster_paths.h"

#include <algorithm>

#include "analyzer/base/path.h"

namespace irsalint::graph {

FolderGlob::FolderGlob(std::string_view glob) : absolute_(base::path::IsAbsolute(glob)) {
  for (const std::string_view component : base::path::Components(glob)) {
    base::Pattern pattern = base::Pattern::Like(component);
    if (pattern.IsLiteral()) ++literals_;
    components_.push_back({.any_depth = component == "**", .pattern = std::move(pattern)});
  }
}

std::optional<FolderMatch> FolderGlob::Match(std::string_view path) const {
  if (base::path::IsAbsolute(path) != absolute_) return std::nullopt;
  // Which prefixes of the glob match the folder so far; bit i is the first i components.
  std::vector<bool> reached(components_.size() + 1);
  const auto skip_any_depth = [&] {
    for (size_t i = 0; i < components_.size(); ++i) {
      if (reached[i] && components_[i].any_depth) reached[i + 1] = true;
    }
  };
  reached[0] = true;
  skip_any_depth();
  size_t depth = 0;
  for (const std::string_view component : base::path::Components(path)) {
    if (reached.back()) break;
    std::vector<bool> next(reached.size());
    for (size_t i = 0; i < components_.size(); ++i) {
      if (!reached[i]) continue;
      if (components_[i].any_depth) {
        next[i] = true;
      } else if (components_[i].pattern.Matches(component)) {
        next[i + 1] = true;
      }
    }
    reached = std::move(next);
    skip_any_depth();
    if (std::ranges::find(reached, true) == reached.end()) return std::nullopt;
    ++depth;
  }
  if (!reached.back()) return std::nullopt;
  return FolderMatch{.depth = depth, .literals = literals_};
}

ClusterPaths::ClusterPaths(std::span<const DeclaredCluster> clusters) {
  for (size_t i = 0; i < clusters.size(); ++i) {
    for (const std::string& path : clusters[i].paths) {
      entries_.push_back({.cluster = i, .glob = FolderGlob(path)});
    }
  }
}

std::vector<size_t> ClusterPaths::ClustersOf(std::string_view unit) const {
  FolderMatch best;
  std::vector<size_t> clusters;
  for (const Entry& entry : entries_) {
    const std::optional<FolderMatch> match = entry.glob.Match(unit);
    if (!match.has_value() || (!clusters.empty() && *match < best)) continue;
    if (clusters.empty() || *match > best) clusters.clear();
    best = *match;
    if (clusters.empty() || clusters.back() != entry.cluster) clusters.push_back(entry.cluster);
  }
  return clusters;
}

}  // namespace irsalint::graph
