#pragma once

#include "analyzer/lsp/json.h"
#include "analyzer/lsp/params.h"
#include "analyzer/lsp/session.h"

namespace irsalint::lsp {

// The answer to `textDocument/documentSymbol`: the links of the chain that the document defines, in
// its order.
[[nodiscard]] Json DocumentSymbols(const Session& session, const DocumentParams& params);

}  // namespace irsalint::lsp
