#pragma once

#include "analyzer/lsp/json.h"
#include "analyzer/lsp/params.h"
#include "analyzer/lsp/session.h"

namespace irsalint::lsp {

inline constexpr std::string_view kQuickFix = "quickfix";
inline constexpr std::string_view kFixAll = "source.fixAll.irsalint";

// The answer to `textDocument/codeAction`: for the findings in the range what mends each and what
// keeps quiet about it, and what makes all safe fixes of the document at once.
[[nodiscard]] Json CodeActions(const Session& session, const CodeActionParams& params);

}  // namespace irsalint::lsp
