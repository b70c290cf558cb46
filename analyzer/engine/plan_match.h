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
  PlanMatch(const load::LoadPlan& earlier, const load::LoadPlan& later);

  // The earlier index of a file of the later plan that is read in the same way; nothing for others.
  [[nodiscard]] std::optional<size_t> EarlierFile(size_t file) const;

  // Whether the files of both are the same, in the same order and read in the same way.
  [[nodiscard]] bool HasSameFiles() const { return has_same_files_; }

  // The earlier index of a unit of the later plan that takes in the same files in the same way, by
  // kustomizations that say the same; nothing for others.
  [[nodiscard]] std::optional<size_t> EarlierUnit(size_t unit) const { return units_[unit]; }

 private:
  bool Same(const load::Unit& earlier, const load::Unit& later) const;
  bool Same(const std::vector<load::FileUse>& earlier,
            const std::vector<load::FileUse>& later) const;
  bool Same(const load::KustomizationLayer& earlier, const load::KustomizationLayer& later) const;

  // All by what the later plan has.
  std::vector<std::optional<size_t>> files_;
  bool has_same_files_ = false;
  std::vector<std::optional<size_t>> kustomizations_;
  std::vector<std::optional<size_t>> units_;
};

}  // namespace irsalint::engine
