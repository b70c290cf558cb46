#include "analyzer/engine/plan_match.h"

#include <algorithm>
#include <functional>
#include <tuple>

namespace irsalint::engine {
namespace {

bool IsReadAlike(const load::PlannedFile& a, const load::PlannedFile& b) {
  return a.form == b.form;
}

bool IsReadAlike(const load::PlannedKustomization& a, const load::PlannedKustomization& b) {
  return a.sha256 == b.sha256 && a.content == b.content;
}

// For each of `later` the index of the same file in `earlier`.
template <typename Planned>
std::vector<std::optional<size_t>> Match(const std::vector<Planned>& earlier,
                                         const std::vector<Planned>& later, size_t sources) {
  std::vector<std::optional<size_t>> by_source(sources);
  for (size_t i = 0; i < earlier.size(); ++i) by_source[earlier[i].source.value] = i;
  std::vector<std::optional<size_t>> matched(later.size());
  for (size_t i = 0; i < later.size(); ++i) {
    const std::optional<size_t> known = by_source[later[i].source.value];
    if (known.has_value() && IsReadAlike(earlier[*known], later[i])) matched[i] = known;
  }
  return matched;
}

}  // namespace

PlanMatch::PlanMatch(const load::LoadPlan& earlier, const load::LoadPlan& later)
    : earlier_(earlier),
      later_(later),
      files_(Match(earlier.files, later.files, later.sources.size())),
      kustomizations_(Match(earlier.kustomizations, later.kustomizations, later.sources.size())) {}

bool PlanMatch::HasSameFiles() const {
  if (earlier_.files.size() != files_.size()) return false;
  for (size_t file = 0; file < files_.size(); ++file) {
    if (files_[file] != file) return false;
  }
  return true;
}

std::optional<size_t> PlanMatch::EarlierUnit(size_t unit) const {
  const load::Unit& wanted = later_.units[unit];
  const auto key_of = [](const load::Unit& other) { return std::tie(other.name, other.kind); };
  const auto found = std::ranges::lower_bound(earlier_.units, key_of(wanted), {}, key_of);
  if (found == earlier_.units.end() || key_of(*found) != key_of(wanted)) return std::nullopt;
  if (!Same(*found, wanted)) return std::nullopt;
  return static_cast<size_t>(found - earlier_.units.begin());
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
  return std::ranges::equal(earlier, later,
                            [this](const load::FileUse& before, const load::FileUse& now) {
                              return before.take == now.take && files_[now.file] == before.file;
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
