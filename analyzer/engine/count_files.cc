#include "analyzer/engine/count_files.h"

#include <algorithm>
#include <cstddef>

namespace irsalint::engine {

void CountFiles(std::span<const load::FileFacts> extracted, Extraction& extraction) {
  extraction.stats = {};
  extraction.failed.clear();
  for (size_t file = 0; file < extracted.size(); ++file) {
    extraction.stats += extracted[file].stats;
    if (extracted[file].read_error.has_value()) {
      extraction.failed.push_back({.file = file, .error = *extracted[file].read_error});
    }
  }
}

void CountAgain(size_t file, const load::FileFacts& before, const load::FileFacts& now,
                Extraction& extraction) {
  extraction.stats -= before.stats;
  extraction.stats += now.stats;
  const auto at = std::ranges::lower_bound(extraction.failed, file, {}, &FailedFile::file);
  const bool had_failed = at != extraction.failed.end() && at->file == file;
  const auto next = had_failed ? extraction.failed.erase(at) : at;
  if (now.read_error.has_value()) {
    extraction.failed.insert(next, {.file = file, .error = *now.read_error});
  }
}

}  // namespace irsalint::engine
