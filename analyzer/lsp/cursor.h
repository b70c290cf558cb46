#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "analyzer/graph/mentions.h"
#include "analyzer/lsp/documents.h"
#include "analyzer/lsp/position.h"
#include "analyzer/lsp/session.h"
#include "analyzer/syntax/place_at.h"

namespace irsalint::lsp {

// What the client points at.
struct Cursor {
  const OpenDocument* document = nullptr;
  const Folder* folder = nullptr;  // null where the document is not analysed
  size_t offset = 0;               // into the document's text
  std::optional<syntax::FoundPlace> found;
  std::vector<const graph::Mention*> mentions;  // that stand there
};

// Nothing for a document that is not open.
[[nodiscard]] std::optional<Cursor> CursorAt(const Session& session, std::string_view uri,
                                             const Position& position);

}  // namespace irsalint::lsp
