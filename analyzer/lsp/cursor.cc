#include "analyzer/lsp/cursor.h"

#include <string>

#include "analyzer/lsp/uri.h"

namespace irsalint::lsp {

std::optional<Cursor> CursorAt(const Session& session, std::string_view uri,
                               const Position& position) {
  const std::optional<std::string> path = PathOfUri(uri);
  if (!path.has_value()) return std::nullopt;
  Cursor cursor;
  cursor.document = session.documents.Find(*path);
  if (cursor.document == nullptr) return std::nullopt;
  const std::string& text = cursor.document->text;
  cursor.offset = Positions(text, session.client.encoding).OffsetOf(position);
  cursor.folder = session.workspace.FolderOf(*path);
  if (cursor.folder == nullptr) return cursor;
  const source::SourceId source = cursor.folder->SourceOf(*path);
  if (!source.IsValid()) return cursor;
  cursor.found = syntax::PlaceAt(source, text, cursor.folder->SyntaxOf(source, text),
                                 static_cast<uint32_t>(cursor.offset));
  if (cursor.found.has_value()) {
    cursor.mentions = cursor.folder->links().At(cursor.found->place, cursor.found->text_offset);
  }
  return cursor;
}

}  // namespace irsalint::lsp
