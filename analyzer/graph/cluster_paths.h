#pragma once

#include <compare>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/pattern.h"
#include "analyzer/graph/link_options.h"

namespace irsalint::graph {

// How exactly a folder was named by a glob. Ordered: a later one is nearer.
struct FolderMatch {
  size_t depth = 0;     // components of the folder that matched
  size_t literals = 0;  // of the glob, without wildcard

  friend auto operator<=>(const FolderMatch&, const FolderMatch&) = default;
};

// A glob over folders: `*` and `?` within a component, `**` for any components.
class FolderGlob {
 public:
  explicit FolderGlob(std::string_view glob);

  // The outermost folder at or above `path` that the glob matches; nothing for none.
  std::optional<FolderMatch> Match(std::string_view path) const;

 private:
  struct Component {
    bool any_depth = false;  // `**`
    base::Pattern pattern;
  };

  bool absolute_ = false;
  size_t literals_ = 0;
  std::vector<Component> components_;
};

// Which clusters of the configuration a unit belongs to by its path.
class ClusterPaths {
 public:
  explicit ClusterPaths(std::span<const DeclaredCluster> clusters);

  // The indices of the clusters that name `unit` most exactly, in order: more than one where it is
  // applied to several.
  std::vector<size_t> ClustersOf(std::string_view unit) const;

 private:
  struct Entry {
    size_t cluster = 0;
    FolderGlob glob;
  };
  std::vector<Entry> entries_;
};

}  // namespace irsalint::graph
