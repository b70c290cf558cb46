#pragma once

#include <span>

#include "analyzer/lsp/client.h"
#include "analyzer/lsp/documents.h"
#include "analyzer/lsp/settings.h"
#include "analyzer/lsp/workspace.h"
#include "analyzer/rule/rule.h"

namespace irsalint::lsp {

// What one client works with: who it is, what it has open, and what is known of it.
struct Session {
  std::span<const rule::Rule* const> catalogue;
  Client client;
  Settings settings;
  Documents documents;
  Workspace workspace;
};

}  // namespace irsalint::lsp
