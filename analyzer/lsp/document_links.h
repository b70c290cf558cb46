#pragma once

#include "analyzer/lsp/json.h"
#include "analyzer/lsp/params.h"
#include "analyzer/lsp/session.h"

namespace irsalint::lsp {

// The answer to `textDocument/documentLink`: from each reference of the document to what it names,
// where that stands in another file.
[[nodiscard]] Json DocumentLinks(const Session& session, const DocumentParams& params);

}  // namespace irsalint::lsp
