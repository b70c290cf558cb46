#include "analyzer/engine/count_files.h"

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

}  // namespace irsalint::engine
