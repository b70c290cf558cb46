#pragma once

#include "analyzer/lsp/json.h"
#include "analyzer/lsp/params.h"
#include "analyzer/lsp/session.h"

namespace irsalint::lsp {

// The answers to `textDocument/codeLens` (above trust policies: who may assume the role) and
// `textDocument/inlayHint` (behind serviceAccountName: as whom the pod runs). Empty unless the user
// has asked for them.
[[nodiscard]] Json CodeLenses(const Session& session, const DocumentParams& params);
[[nodiscard]] Json InlayHints(const Session& session, const RangeParams& params);

}  // namespace irsalint::lsp
