#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "analyzer/load/units.h"

namespace irsalint::engine {

// What of an earlier plan stands in a later one of the same input, which was made with the sources
// of the earlier one.
class PlanMatch {
 public:
  // Both must outlive it.
  PlanMatch(const load::LoadPlan& earlier, const load::LoadPlan& later);

  // The earlier index of a file of the later plan that is read in the same way; nothing for others.
  [[nodiscard]] std::optional<size_t> EarlierFile(size_t file) const { return files_[file]; }

  // Whether the files of both are the same, in the same order and read in the same way.
  [[nodiscard]] bool HasSameFiles() const;

  // The earlier index of a unit of the later plan that takes in the same files in the same way, by
  // kustomizations that say the same; nothing for others.
  [[nodiscard]] std::optional<size_t> EarlierUnit(size_t unit) const;

 private:
  bool Same(const load::Unit& earlier, const load::Unit& later) const;
  bool Same(const std::vector<load::FileUse>& earlier,
            const std::vector<load::FileUse>& later) const;
  bool Same(const load::KustomizationLayer& earlier, const load::KustomizationLayer& later) const;

  const load::LoadPlan& earlier_;
  const load::LoadPlan& later_;
  std::vector<std::optional<size_t>> files_;           // of the later plan
  std::vector<std::optional<size_t>> kustomizations_;  // of the later plan
};

}  // namespace irsalint::engine
