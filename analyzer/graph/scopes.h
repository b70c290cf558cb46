#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/facts/facts.h"

namespace irsalint::graph {

// How near two units are, nearest first. A reference by name looks at one level at a time: the
// first level that has candidates wins and no other is mixed in (docs/architecture.md, Scopes).
enum class Level : uint8_t {
  kSameUnit,
  kRelatedUnit,    // one includes the other; two overlays of one base are not related
  kSameCluster,    // both hold the same declared cluster
  kNearestFolder,  // paths that do not name two environments
  kWholeInput,     // everything else: a name alone proves nothing here
};

// The words of a path that name an environment, an account, a region or a declared cluster, each
// kind apart and in one spelling (`production` and `prd` are `prod`).
struct EnvironmentWords {
  std::vector<std::string> stages;
  std::vector<std::string> accounts;
  std::vector<std::string> regions;
  std::vector<std::string> clusters;
};
EnvironmentWords WordsOf(std::span<const std::string_view> components,
                         std::span<const std::string> cluster_names);

// Whether two paths belong to different environments: below their common folder both name one of
// the same kind, and none is common.
bool EnvironmentsConflict(std::string_view a, std::string_view b,
                          std::span<const std::string> cluster_names);

// Which units see which. Units are named by their index in the facts given.
class Scopes {
 public:
  explicit Scopes(std::span<const facts::Facts* const> units);

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
  bool Related(size_t a, size_t b) const;
  size_t CommonDepth(size_t a, size_t b) const;

  std::vector<std::string_view> paths_;
  std::vector<std::vector<size_t>>
      families_;  // per unit: itself, what it includes, what includes it; sorted
  std::vector<std::vector<std::string>> unit_clusters_;  // issuers and names declared in a unit
  std::vector<std::string> cluster_names_;
};

}  // namespace irsalint::graph
