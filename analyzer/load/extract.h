#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "analyzer/base/file_system.h"
#include "analyzer/base/result.h"
#include "analyzer/facts/facts.h"
#include "analyzer/load/file_form.h"
#include "analyzer/load/limits.h"
#include "analyzer/load/units.h"
#include "analyzer/syntax/parse.h"

namespace irsalint::load {

struct FileInput {
  source::SourceId source;
  std::string_view path;
  std::string_view bytes;
  FileForm form = FileForm::kYaml;
};

struct ExtractOptions {
  // kNothing parses every document: for the test that sniffing loses no fact.
  enum class Skip : uint8_t { kIrrelevant, kNothing };

  Skip skip = Skip::kIrrelevant;
  syntax::Limits limits;
  size_t max_documents = kMaxDocuments;
  bool measure_time = false;
};

// Counts add up over files.
struct FileStats {
  uint64_t files = 0;
  uint64_t bytes = 0;
  uint64_t documents = 0;  // slices of the stream; 1 for JSON
  uint64_t parsed = 0;
  uint64_t parsed_bytes = 0;
  uint64_t skipped = 0;    // by sniffing
  uint64_t templates = 0;  // recognised and not parsed
  uint64_t read_ns = 0;    // these four only when measured
  uint64_t sniff_ns = 0;   // encoding, splitting and sniffing
  uint64_t parse_ns = 0;
  uint64_t extract_ns = 0;

  FileStats& operator+=(const FileStats& other);
  FileStats& operator-=(const FileStats& other);  // that was added before
};

// What one file says. `facts` is a part of a unit: `unit` is empty, holes have the scope "", and
// `files` names the file only if something came out of it (facts or a reason to be open).
struct FileFacts {
  facts::Facts facts;
  FileStats stats;
  std::optional<base::Error> read_error;
};

// Reads nothing but what it is given: the cache key is the hash of the bytes. Problems of the
// content (encoding, syntax, limits) are open reasons with the exact byte; never an error.
FileFacts ExtractFile(const FileInput& input, const ExtractOptions& options = {});

// Reads plan.files[file] and extracts it. A file that cannot be read sets `read_error` and opens
// its unit.
FileFacts ReadAndExtract(const base::FileSystem& fs, const LoadPlan& plan, size_t file,
                         const ExtractOptions& options = {});

}  // namespace irsalint::load
