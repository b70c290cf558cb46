#include "analyzer/lsp/client.h"

#include <algorithm>
#include <string>
#include <vector>

namespace irsalint::lsp {
namespace {

// The value at a path of keys; null where there is none.
Json At(const Json& json, const std::vector<std::string>& path) {
  const Json* at = &json;
  for (const std::string& key : path) {
    if (!at->is_object() || !at->contains(key)) return nullptr;
    at = &(*at)[key];
  }
  return *at;
}

bool IsTrue(const Json& json, const std::vector<std::string>& path) {
  return At(json, path) == true;
}

bool Holds(const Json& list, const std::string& value) {
  return list.is_array() && std::ranges::find(list, Json(value)) != list.end();
}

}  // namespace

Client ClientOf(const Json& initialize) {
  const Json can = At(initialize, {"capabilities"});
  Client client;
  if (Holds(At(can, {"general", "positionEncodings"}), "utf-8")) {
    client.encoding = PositionEncoding::kUtf8;
  }
  client.pulls_diagnostics = At(can, {"textDocument", "diagnostic"}).is_object();
  client.refreshes_diagnostics = IsTrue(can, {"workspace", "diagnostics", "refreshSupport"});
  client.shows_related_places =
      client.pulls_diagnostics
          ? !At(can, {"textDocument", "diagnostic", "relatedInformation"}).is_boolean() ||
                IsTrue(can, {"textDocument", "diagnostic", "relatedInformation"})
          : IsTrue(can, {"textDocument", "publishDiagnostics", "relatedInformation"});
  client.opens_documentation =
      client.pulls_diagnostics ||
      IsTrue(can, {"textDocument", "publishDiagnostics", "codeDescriptionSupport"});
  client.versions_edits = IsTrue(can, {"workspace", "workspaceEdit", "documentChanges"});
  client.knows_code_actions =
      At(can, {"textDocument", "codeAction", "codeActionLiteralSupport"}).is_object();
  client.knows_preferred_actions =
      IsTrue(can, {"textDocument", "codeAction", "isPreferredSupport"});
  client.reads_markdown = Holds(At(can, {"textDocument", "hover", "contentFormat"}), "markdown");
  client.nests_symbols =
      IsTrue(can, {"textDocument", "documentSymbol", "hierarchicalDocumentSymbolSupport"});
  client.watches_files = IsTrue(can, {"workspace", "didChangeWatchedFiles", "dynamicRegistration"});
  client.shows_progress = IsTrue(can, {"window", "workDoneProgress"});
  client.has_configuration = IsTrue(can, {"workspace", "configuration"});
  client.tells_configuration =
      IsTrue(can, {"workspace", "didChangeConfiguration", "dynamicRegistration"});
  client.refreshes_lenses = IsTrue(can, {"workspace", "codeLens", "refreshSupport"});
  client.refreshes_hints = IsTrue(can, {"workspace", "inlayHint", "refreshSupport"});
  return client;
}

}  // namespace irsalint::lsp
