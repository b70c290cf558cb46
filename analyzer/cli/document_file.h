#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/result.h"
#include "analyzer/cli/world.h"
#include "analyzer/source/source_id.h"
#include "analyzer/syntax/document.h"

namespace irsalint::cli {

// The source of files that are read one by one, for places within them.
inline constexpr source::SourceId kOnlySource{0};

// A file that is named on the command line, and its documents, which view its bytes.
struct DocumentFile {
  std::string path;
  std::unique_ptr<const std::string> bytes;
  std::vector<std::unique_ptr<syntax::Document>> documents;
};

// The bytes of a file; "-" is standard input.
[[nodiscard]] base::Result<std::string> ReadBytes(const std::string& path, const World& world);

// Reads a file ("-" is standard input) and parses its first `max_documents` documents, as JSON if
// it starts like JSON, else as YAML. A fault has the line; a file without a document is one.
[[nodiscard]] base::Result<DocumentFile> ReadDocuments(const std::string& path, const World& world,
                                                       size_t max_documents);

}  // namespace irsalint::cli
