#pragma once

#include "analyzer/lsp/json.h"
#include "analyzer/lsp/params.h"
#include "analyzer/lsp/session.h"

namespace irsalint::lsp {

// The answers to `textDocument/definition` and `textDocument/references`: along the chain from the
// pod over service account, role and trust policy to the identity provider.
[[nodiscard]] Json Definitions(const Session& session, const PositionParams& params);
[[nodiscard]] Json References(const Session& session, const ReferenceParams& params);

}  // namespace irsalint::lsp
