#pragma once

#include "analyzer/lsp/json.h"
#include "analyzer/lsp/position.h"

namespace irsalint::lsp {

// What the client said of itself when it started.
struct Client {
  PositionEncoding encoding = PositionEncoding::kUtf16;
  bool pulls_diagnostics = false;  // and then nothing is pushed
  bool refreshes_diagnostics = false;
  bool shows_related_places = false;
  bool opens_documentation = false;  // of a diagnostic's code
  bool versions_edits = false;       // documentChanges
  bool knows_preferred_actions = false;
  bool knows_code_actions = false;  // not commands alone
  bool reads_markdown = false;
  bool nests_symbols = false;
  bool watches_files = false;
  bool shows_progress = false;
  bool has_configuration = false;    // workspace/configuration
  bool tells_configuration = false;  // wants to register for its changes
  bool refreshes_lenses = false;
  bool refreshes_hints = false;
};

// From the parameters of `initialize`. What is not said is not there.
[[nodiscard]] Client ClientOf(const Json& initialize);

}  // namespace irsalint::lsp
