#include "analyzer/engine/plan_match.h"

#include <algorithm>
#include <tuple>

namespace irsalint::engine {
namespace {

bool IsReadAlike(const load::PlannedFile& a, const load::PlannedFile& b) {
  return a.form == b.form;
}

bool IsReadAlike(const load::PlannedKustomization& a, const load::PlannedKustomization& b) {
  return a.content == b.content && a.sha256 == b.sha256 && a.open_reasons == b.open_reasons;
}

// For each of `later` the index of the same file in `earlier`.
template <typename Planned>
std::vector<std::optional<size_t>> Match(const Planned& earlier, const Planned& later,
                                         size_t sources) {
  std::vector<std::optional<size_t>> by_source(sources);
  for (size_t i = 0; i < earlier.size(); ++i) by_source[earlier[i].source.value] = i;
  std::vector<std::optional<size_t>> matched(later.size());
  for (size_t i = 0; i < later.size(); ++i) {
    const std::optional<size_t> known = by_source[later[i].source.value];
    if (known.has_value() && IsReadAlike(earlier[*known], later[i])) matched[i] = known;
  }
  return matched;
}

bool IsIdentity(const std::vector<std::optional<size_t>>& matched) {
  for (size_t i = 0; i < matched.size(); ++i) {
    if (matched[i] != i) return false;
  }
  return true;
}

}  // namespace

PlanMatch::PlanMatch(const load::LoadPlan& earlier, const load::LoadPlan& later)
    : kustomizations_(Match(earlier.kustomizations, later.kustomizations, later.sources.size())),
      units_(later.units.size()) {
  has_same_files_ = earlier.files.IsSharedWith(later.files);
  if (!has_same_files_) {
    files_ = Match(earlier.files, later.files, later.sources.size());
    has_same_files_ = earlier.files.size() == files_.size() && IsIdentity(files_);
  }
  // Both are sorted.
  const auto key_of = [](const load::Unit& unit) { return std::tie(unit.name, unit.kind); };
  auto known = earlier.units.begin();
  for (size_t unit = 0; unit < later.units.size(); ++unit) {
    const load::Unit& wanted = later.units[unit];
    while (known != earlier.units.end() && key_of(*known) < key_of(wanted)) ++known;
    if (known == earlier.units.end()) break;
    if (key_of(*known) == key_of(wanted) && Same(*known, wanted)) {
      units_[unit] = static_cast<size_t>(known - earlier.units.begin());
    }
  }
}

std::optional<size_t> PlanMatch::EarlierFile(size_t file) const {
  return has_same_files_ ? file : files_[file];
}

bool PlanMatch::Same(const load::Unit& earlier, const load::Unit& later) const {
  // A reason names the bytes of a kustomization that may belong to another unit.
  const bool has_reasons = !earlier.open_reasons.empty() || !later.open_reasons.empty();
  if (has_reasons || earlier.includes != later.includes) return false;
  if (earlier.layer.has_value() != later.layer.has_value()) return false;
  return Same(earlier.files, later.files) &&
         (!earlier.layer.has_value() || Same(*earlier.layer, *later.layer));
}

bool PlanMatch::Same(const std::vector<load::FileUse>& earlier,
                     const std::vector<load::FileUse>& later) const {
  return std::ranges::equal(
      earlier, later, [this](const load::FileUse& before, const load::FileUse& now) {
        return before.take == now.take && EarlierFile(now.file) == before.file;
      });
}

bool PlanMatch::Same(const load::KustomizationLayer& earlier,
                     const load::KustomizationLayer& later) const {
  return kustomizations_[later.kustomization] == earlier.kustomization &&
         Same(earlier.files, later.files) &&
         std::ranges::equal(
             earlier.included, later.included,
             [this](const auto& before, const auto& now) { return Same(before, now); });
}

}  // namespace irsalint::engine
