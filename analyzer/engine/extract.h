#pragma once

#include <cstddef>
#include <functional>
#include <stop_token>
#include <vector>

#include "analyzer/base/file_system.h"
#include "analyzer/facts/facts.h"
#include "analyzer/load/extract.h"
#include "analyzer/load/units.h"

namespace irsalint::engine {

struct ExtractSettings {
  load::ExtractOptions options;
  size_t threads = 1;
  // Called after each file, by any thread; may be empty.
  std::function<void(size_t done, size_t total)> progress = {};
};

// A file that could not be read.
struct FailedFile {
  size_t file = 0;  // index into LoadPlan::files
  base::Error error;
};

struct Extraction {
  std::vector<facts::Facts> units;  // in the plan's order, without those that say nothing
  load::FileStats stats;
  std::vector<FailedFile> failed;
};

// Reads and extracts all files of the plan, the largest first, and puts their facts together. The
// result is the same for every number of threads. A worker holds the bytes of one file at a time.
[[nodiscard]] Extraction Extract(const base::FileSystem& files, const load::LoadPlan& plan,
                                 const ExtractSettings& settings, std::stop_token stop = {});

}  // namespace irsalint::engine
