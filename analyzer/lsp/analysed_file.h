#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "analyzer/lsp/session.h"
#include "analyzer/source/source_id.h"

namespace irsalint::lsp {

// A file that a client asks about, in the folder that holds it.
struct AnalysedFile {
  std::string path;
  const Folder* folder = nullptr;  // never null
  source::SourceId source;         // not valid where nothing was found out about the file
};

// Nothing for what is no file, or not analysed.
[[nodiscard]] std::optional<AnalysedFile> AnalysedFileAt(const Session& session,
                                                         std::string_view uri);

}  // namespace irsalint::lsp
