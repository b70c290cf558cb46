#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <stop_token>
#include <vector>

#include "analyzer/base/file_system.h"
#include "analyzer/facts/facts.h"
#include "analyzer/graph/unit_digest.h"
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
  std::vector<facts::Facts> units;         // in the plan's order, without those that say nothing
  std::vector<graph::UnitDigest> digests;  // of the units
  load::FileStats stats;
  std::vector<FailedFile> failed;
};

// What each file of the plan says, in the plan's order. The largest are read first; a worker holds
// the bytes of one file at a time.
[[nodiscard]] std::vector<load::FileFacts> ExtractFiles(const base::FileSystem& files,
                                                        const load::LoadPlan& plan,
                                                        const ExtractSettings& settings,
                                                        std::stop_token stop = {});

// Puts the facts of files together, and makes their digests; moves as load::AssembleUnit does.
[[nodiscard]] Extraction Assemble(const load::LoadPlan& plan, std::span<load::FileFacts> extracted,
                                  size_t threads, std::stop_token stop = {});

// Both. The result is the same for every number of threads.
[[nodiscard]] Extraction Extract(const base::FileSystem& files, const load::LoadPlan& plan,
                                 const ExtractSettings& settings, std::stop_token stop = {});

}  // namespace irsalint::engine
