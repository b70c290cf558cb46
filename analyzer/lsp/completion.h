#pragma once

#include "analyzer/lsp/json.h"
#include "analyzer/lsp/params.h"
#include "analyzer/lsp/session.h"

namespace irsalint::lsp {

// The answer to `textDocument/completion`: what the input holds that may be meant.
[[nodiscard]] Json Completions(const Session& session, const PositionParams& params);

}  // namespace irsalint::lsp
