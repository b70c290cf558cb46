#include "analyzer/engine/baseline_file.h"

#include <utility>

#include "analyzer/engine/baseline_text.h"

namespace irsalint::engine {

base::Result<Baseline> LoadBaseline(const base::FileSystem& files, const std::string& path) {
  base::Result<std::string> text = files.Read(path, kMaxBaselineBytes);
  if (!text.has_value()) return std::move(text).error();
  base::Result<Baseline> baseline = ParseBaseline(*text);
  if (baseline.has_value()) return baseline;
  base::Error error = std::move(baseline).error();
  error.path = path;
  return error;
}

}  // namespace irsalint::engine
