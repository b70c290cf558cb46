#include "analyzer/engine/extract.h"

#include <algorithm>
#include <atomic>
#include <numeric>
#include <utility>

#include "analyzer/engine/count_files.h"
#include "analyzer/engine/parallel.h"
#include "analyzer/load/assemble.h"

namespace irsalint::engine {

std::vector<load::FileFacts> ExtractFiles(const base::FileSystem& files, const load::LoadPlan& plan,
                                          const ExtractSettings& settings, std::stop_token stop) {
  const size_t total = plan.files.size();
  std::vector<size_t> largest_first(total);
  std::iota(largest_first.begin(), largest_first.end(), size_t{0});
  std::ranges::stable_sort(largest_first, [&plan](size_t left, size_t right) {
    return plan.files[left].size > plan.files[right].size;
  });

  std::vector<load::FileFacts> extracted(total);
  std::atomic<size_t> done = 0;
  ForEachIndex(total, settings.threads, std::move(stop), [&](size_t index) {
    const size_t file = largest_first[index];
    extracted[file] = load::ReadAndExtract(files, plan, file, settings.options);
    const size_t finished = ++done;
    if (settings.progress) settings.progress(finished, total);
  });
  return extracted;
}

Extraction Assemble(const load::LoadPlan& plan, std::span<load::FileFacts> extracted,
                    size_t threads, std::stop_token stop) {
  Extraction extraction;
  CountFiles(extracted, extraction);
  std::vector<facts::Facts> units(plan.units.size());
  std::vector<graph::UnitDigest> digests(plan.units.size());
  ForEachIndex(units.size(), threads, std::move(stop), [&](size_t unit) {
    units[unit] = load::AssembleUnit(plan, unit, extracted);
    digests[unit] = graph::DigestOf(units[unit]);
  });
  for (size_t unit = 0; unit < units.size(); ++unit) {
    if (load::IsEmpty(units[unit])) continue;
    extraction.units.push_back(std::move(units[unit]));
    extraction.digests.push_back(std::move(digests[unit]));
  }
  return extraction;
}

Extraction Extract(const base::FileSystem& files, const load::LoadPlan& plan,
                   const ExtractSettings& settings, std::stop_token stop) {
  std::vector<load::FileFacts> extracted = ExtractFiles(files, plan, settings, stop);
  return Assemble(plan, extracted, settings.threads, stop);
}

}  // namespace irsalint::engine
