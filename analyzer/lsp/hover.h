#pragma once

#include "analyzer/lsp/json.h"
#include "analyzer/lsp/params.h"
#include "analyzer/lsp/session.h"

namespace irsalint::lsp {

// The answer to `textDocument/hover`: what a name of the chain resolves to and what decides, or
// what a rule that a suppression names is about. Null where nothing of ours stands.
[[nodiscard]] Json HoverAt(const Session& session, const PositionParams& params);

}  // namespace irsalint::lsp
