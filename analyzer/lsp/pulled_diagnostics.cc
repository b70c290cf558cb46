#include "analyzer/lsp/pulled_diagnostics.h"

#include <optional>
#include <string>
#include <utility>

#include "analyzer/base/sha256.h"
#include "analyzer/lsp/diagnostics.h"
#include "analyzer/lsp/uri.h"

namespace irsalint::lsp {
namespace {

// A full report, or that nothing changed since the answer with the id `previous`.
Json ReportOf(Json diagnostics, const std::string& previous) {
  std::string id = base::Sha256Hex(Write(diagnostics));
  if (id == previous) return {{"kind", "unchanged"}, {"resultId", std::move(id)}};
  return {{"kind", "full"}, {"resultId", std::move(id)}, {"items", std::move(diagnostics)}};
}

}  // namespace

Json PulledDiagnostics(const Session& session, const DiagnosticParams& params) {
  Json diagnostics = Json::array();
  const std::optional<std::string> path = PathOfUri(params.uri);
  if (path.has_value()) {
    const std::map<std::string, FileFindings> files = FindingsByFile(session.workspace);
    const auto file = files.find(*path);
    if (file != files.end()) {
      diagnostics = DiagnosticsOf(file->second, session.client, session.documents);
    }
  }
  return ReportOf(std::move(diagnostics), params.previous);
}

Json PulledWorkspaceDiagnostics(const Session& session, const WorkspaceDiagnosticParams& params) {
  std::map<std::string, Json> by_uri;
  for (const auto& [uri, id] : params.previous) by_uri[uri] = Json::array();
  for (const auto& [path, file] : FindingsByFile(session.workspace)) {
    by_uri[session.documents.UriOf(path)] = DiagnosticsOf(file, session.client, session.documents);
  }
  Json items = Json::array();
  for (auto& [uri, diagnostics] : by_uri) {
    const auto previous = params.previous.find(uri);
    Json report =
        ReportOf(std::move(diagnostics), previous == params.previous.end() ? "" : previous->second);
    const std::optional<std::string> path = PathOfUri(uri);
    const OpenDocument* const document = path.has_value() ? session.documents.Find(*path) : nullptr;
    report["uri"] = uri;
    report["version"] = document == nullptr ? Json() : Json(document->version);
    items.push_back(std::move(report));
  }
  return {{"items", std::move(items)}};
}

}  // namespace irsalint::lsp
