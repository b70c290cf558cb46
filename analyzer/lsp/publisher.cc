#include "analyzer/lsp/publisher.h"

#include <iterator>
#include <utility>

#include "analyzer/lsp/diagnostics.h"

namespace irsalint::lsp {

Publisher::ByUri Publisher::Now(const Session& session) const {
  ByUri now;
  for (const auto& [path, file] : FindingsByFile(session.workspace)) {
    now[session.documents.UriOf(path)].diagnostics =
        DiagnosticsOf(file, session.client, session.documents);
  }
  for (const auto& [path, document] : session.documents.all()) {
    now[document.uri].version = document.version;
  }
  for (const auto& [uri, told] : told_) now.try_emplace(uri);
  return now;
}

void Publisher::Publish(const Session& session, const Dispatcher& dispatcher) {
  ByUri now = Now(session);
  for (auto entry = now.begin(); entry != now.end();) {
    const auto& [uri, told] = *entry;
    const auto before = told_.find(uri);
    const bool is_old = before != told_.end() && before->second.version == told.version &&
                        before->second.diagnostics == told.diagnostics;
    const bool is_of_file = told.version < 0;
    if (!is_old && !(before == told_.end() && is_of_file && told.diagnostics.empty())) {
      Json params = {{"uri", uri}, {"diagnostics", told.diagnostics}};
      if (!is_of_file) params["version"] = told.version;
      dispatcher.Notify("textDocument/publishDiagnostics", std::move(params));
    }
    // Of a file that is not open and holds nothing there is nothing to remember.
    entry = is_of_file && told.diagnostics.empty() ? now.erase(entry) : std::next(entry);
  }
  told_ = std::move(now);
}

bool Publisher::Refresh(const Session& session) {
  ByUri now = Now(session);
  bool changed = false;
  for (const auto& [uri, told] : now) {
    const auto before = told_.find(uri);
    changed = changed || (before == told_.end() ? !told.diagnostics.empty()
                                                : before->second.diagnostics != told.diagnostics);
  }
  std::erase_if(now, [](const auto& entry) { return entry.second.diagnostics.empty(); });
  told_ = std::move(now);
  return changed;
}

}  // namespace irsalint::lsp
