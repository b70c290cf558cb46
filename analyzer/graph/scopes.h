#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/facts/facts.h"
#include "analyzer/graph/link_options.h"

namespace irsalint::graph {

// How near two units are, nearest first. A reference by name looks at one level at a time: the
// first level that has candidates wins and no other is mixed in (docs/architecture.md, Scopes).
enum class Level : uint8_t {
  kSameUnit,
  kRelatedUnit,    // one includes the other; two overlays of one base are not related
  kSameCluster,    // both hold, or by the configuration belong to, the same cluster
  kNearestFolder,  // paths that do not name two environments
  kWholeInput,     // everything else: a name alone proves nothing here
};

// A word of a path that names an environment, an account, a region or a declared cluster, in one
// spelling (`production` and `prd` are `prod`).
struct EnvironmentWord {
  enum class Kind : uint8_t { kStage, kAccount, kRegion, kCluster };

  Kind kind = Kind::kStage;
  std::string word;
  size_t component = 0;  // of the path, in which it stands

  friend bool operator==(const EnvironmentWord&, const EnvironmentWord&) = default;
};
std::vector<EnvironmentWord> EnvironmentWordsOf(std::string_view path,
                                                std::span<const std::string> cluster_names);

// Whether two paths belong to different environments: below their common folder both name one of
// the same kind, and none is common.
bool EnvironmentsConflict(std::string_view a, std::string_view b,
                          std::span<const std::string> cluster_names);

// Which units see which. Units are named by their index in the facts given.
class Scopes {
 public:
  explicit Scopes(std::span<const facts::Facts* const> units,
                  std::span<const DeclaredCluster> declared = {});

  Level Between(size_t a, size_t b) const;

  // The indices into `candidates` (each the unit of one candidate) that win for a reference from
  // `unit`, and their level. At kNearestFolder only those below the deepest common folder win.
  // Nothing wins for no candidates; the level is then kWholeInput.
  struct Winners {
    Level level = Level::kWholeInput;
    std::vector<size_t> candidates;
  };
  Winners Resolve(size_t unit, std::span<const size_t> candidates) const;

 private:
  struct Path {
    std::vector<std::string_view> components;
    std::vector<EnvironmentWord> words;
  };
  static bool Conflict(const Path& a, const Path& b);
  static size_t CommonDepth(const Path& a, const Path& b);
  friend bool EnvironmentsConflict(std::string_view, std::string_view,
                                   std::span<const std::string>);

  bool Related(size_t a, size_t b) const;
  bool ShareCluster(size_t a, size_t b) const;
  // Whether the configuration says that they belong to different clusters.
  bool DeclaredApart(size_t a, size_t b) const;

  std::vector<Path> paths_;
  std::vector<std::vector<size_t>>
      families_;  // per unit: itself, what it includes, what includes it
  std::vector<std::vector<std::string>> unit_clusters_;  // issuers and ARNs of a unit's clusters
  // Per unit: the clusters of the configuration to which it belongs.
  std::vector<std::vector<size_t>> declared_clusters_;
};

}  // namespace irsalint::graph
