#include "analyzer/lsp/analysed_file.h"

#include <utility>

#include "analyzer/lsp/uri.h"

namespace irsalint::lsp {

std::optional<AnalysedFile> AnalysedFileAt(const Session& session, std::string_view uri) {
  std::optional<std::string> path = PathOfUri(uri);
  if (!path.has_value()) return std::nullopt;
  const Folder* const folder = session.workspace.FolderOf(*path);
  if (folder == nullptr) return std::nullopt;
  const source::SourceId source = folder->SourceOf(*path);
  return AnalysedFile{.path = *std::move(path), .folder = folder, .source = source};
}

}  // namespace irsalint::lsp
