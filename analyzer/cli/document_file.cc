#include "analyzer/cli/document_file.h"

#include <optional>
#include <utility>

#include "analyzer/load/extract.h"
#include "analyzer/load/limits.h"
#include "analyzer/source/line_index.h"
#include "analyzer/syntax/parse.h"
#include "analyzer/syntax/stream.h"

namespace irsalint::cli {
namespace {

base::Error ErrorAt(const DocumentFile& file, std::string message, uint32_t offset) {
  const source::LineIndex lines(*file.bytes);
  return {.code = base::ErrorCode::kInvalid,
          .message = std::move(message),
          .path = file.path,
          .line = static_cast<int>(lines.At(offset).line)};
}

std::optional<base::Error> Parse(DocumentFile& file, syntax::Syntax syntax, syntax::Slice slice) {
  const syntax::DocumentId id = {.source = kOnlySource, .begin = slice.begin, .end = slice.end};
  syntax::Parsed parsed = syntax == syntax::Syntax::kJson ? syntax::ParseJson(*file.bytes, id)
                                                          : syntax::ParseYaml(*file.bytes, id);
  if (parsed.error.has_value()) {
    return ErrorAt(file, parsed.error->message, parsed.error->offset);
  }
  if (parsed.document == nullptr || parsed.document->root() == nullptr) return std::nullopt;
  file.documents.push_back(std::move(parsed.document));
  return std::nullopt;
}

}  // namespace

base::Result<std::string> ReadBytes(const std::string& path, const World& world) {
  if (path == "-") return world.read_stdin(load::kMaxFileBytes);
  return world.files.Read(path, load::kMaxFileBytes);
}

base::Result<DocumentFile> ReadDocuments(const std::string& path, const World& world,
                                         size_t max_documents) {
  base::Result<std::string> bytes = ReadBytes(path, world);
  if (!bytes.has_value()) return bytes.error();
  DocumentFile file = {.path = path,
                       .bytes = std::make_unique<const std::string>(*std::move(bytes)),
                       .documents = {}};
  if (const auto problem = syntax::CheckEncoding(*file.bytes); problem.has_value()) {
    return ErrorAt(file, problem->message, problem->offset);
  }
  const syntax::Syntax syntax = load::SyntaxOf(load::FileForm::kByContent, *file.bytes);
  std::vector<syntax::Slice> slices = {
      {.begin = 0, .end = static_cast<uint32_t>(file.bytes->size())}};
  if (syntax == syntax::Syntax::kYaml) {
    slices = syntax::SplitStream(*file.bytes, max_documents).slices;
  }
  for (const syntax::Slice& slice : slices) {
    if (file.documents.size() == max_documents) break;
    if (auto error = Parse(file, syntax, slice); error.has_value()) return *std::move(error);
  }
  if (file.documents.empty()) return ErrorAt(file, "holds no document", 0);
  return file;
}

}  // namespace irsalint::cli
