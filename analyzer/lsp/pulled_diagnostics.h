#pragma once

#include "analyzer/lsp/json.h"
#include "analyzer/lsp/params.h"
#include "analyzer/lsp/session.h"

namespace irsalint::lsp {

// The answers to a client that asks what is found: `textDocument/diagnostic` about one document,
// `workspace/diagnostic` about all files in which anything is found, or was when it asked last.
[[nodiscard]] Json PulledDiagnostics(const Session& session, const DiagnosticParams& params);
[[nodiscard]] Json PulledWorkspaceDiagnostics(const Session& session,
                                              const WorkspaceDiagnosticParams& params);

}  // namespace irsalint::lsp
