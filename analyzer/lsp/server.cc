#include "analyzer/lsp/server.h"

#include <fmt/format.h>

#include <utility>

#include "analyzer/base/version.h"
#include "analyzer/lsp/code_actions.h"
#include "analyzer/lsp/completion.h"
#include "analyzer/lsp/document_links.h"
#include "analyzer/lsp/hints.h"
#include "analyzer/lsp/hover.h"
#include "analyzer/lsp/navigation.h"
#include "analyzer/lsp/pulled_diagnostics.h"
#include "analyzer/lsp/scan_progress.h"
#include "analyzer/lsp/symbols.h"
#include "analyzer/lsp/uri.h"

namespace irsalint::lsp {
namespace {

constexpr uint64_t kNanosecondsPerMillisecond = 1'000'000;

// The first scan waits so long for what the client has still to say.
constexpr uint64_t kPatienceMilliseconds = 500;

}  // namespace

Server::Server(ServerHost host)
    : host_(std::move(host)),
      dispatcher_([this](std::string message) { host_.send(std::move(message)); }),
      session_{.catalogue = host_.catalogue,
               .client = {},
               .settings = {},
               .documents = {},
               .workspace = Workspace(host_.files)} {
  AddLifecycle();
  AddDocuments();
  AddWorkspace();
  AddQuestions();
}

void Server::Receive(const Message& message) { dispatcher_.Dispatch(message); }

void Server::Receive(const BadMessage& message) {
  host_.send(WriteError(message.id, message.error));
}

void Server::ReceiveCancelled(const Message& request) {
  dispatcher_.Refuse(
      request, {.code = ErrorCode::kRequestCancelled, .message = "the request was cancelled"});
}

std::optional<uint64_t> Server::DueAt() const { return due_; }

void Server::AddLifecycle() {
  dispatcher_.OnRequest<AnyParams>(
      "initialize", [this](const AnyParams& params) { return Initialize(params.json); });
  dispatcher_.OnNotification<NoParams>("initialized", [this](const NoParams&) { Initialized(); });
  dispatcher_.OnRequest<NoParams>("shutdown", [this](const NoParams&) -> Answer {
    due_.reset();
    return Json();
  });
  dispatcher_.OnNotification<NoParams>(
      "exit", [this](const NoParams&) { exit_status_ = dispatcher_.HasShutDown() ? 0 : 1; });
}

Answer Server::Initialize(const Json& params) {
  session_.client = ClientOf(params);
  if (params.is_object()) {
    SetSettings(params.value("initializationOptions", Json()));
    OpenFolders(params);
  }
  return Json{{"capabilities", Capabilities()},
              {"serverInfo", {{"name", "irsalint"}, {"version", base::kVersion}}}};
}

void Server::OpenFolders(const Json& params) {
  const auto add = [this](const Json& uri) {
    if (!uri.is_string()) return;
    const std::optional<std::string> path = PathOfUri(uri.get<std::string>());
    if (path.has_value()) session_.workspace.AddFolder(*path);
  };
  const Json folders = params.value("workspaceFolders", Json());
  if (folders.is_array() && !folders.empty()) {
    for (const Json& folder : folders)
      add(folder.is_object() ? folder.value("uri", Json()) : Json());
    return;
  }
  add(params.value("rootUri", Json()));
}

Json Server::Capabilities() const {
  Json can = {
      {"positionEncoding",
       session_.client.encoding == PositionEncoding::kUtf8 ? "utf-8" : "utf-16"},
      {"textDocumentSync", {{"openClose", true}, {"change", 2}, {"save", true}}},
      {"workspace", {{"workspaceFolders", {{"supported", true}, {"changeNotifications", true}}}}},
      {"codeActionProvider", {{"codeActionKinds", {kQuickFix, kFixAll}}}},
      {"completionProvider", {{"triggerCharacters", {":", "/", "\"", "[", " "}}}},
      {"hoverProvider", true},
      {"codeLensProvider", Json::object()},
      {"inlayHintProvider", true},
      {"definitionProvider", true},
      {"referencesProvider", true},
      {"documentLinkProvider", Json::object()},
      {"documentSymbolProvider", true},
  };
  if (session_.client.pulls_diagnostics) {
    can["diagnosticProvider"] = {{"identifier", "irsalint"},
                                 {"interFileDependencies", true},
                                 {"workspaceDiagnostics", true}};
  }
  return can;
}

void Server::Initialized() {
  RegisterForChanges();
  if (session_.client.has_configuration) AskForSettings();
  if (session_.client.shows_progress) {
    ++awaited_;
    const Json token = "irsalint/scan";
    dispatcher_.Request("window/workDoneProgress/create", {{"token", token}},
                        [this, token](const Json&) {
                          progress_token_ = token;
                          AnswerCame();
                        });
  }
  const uint64_t patience = awaited_ > 0 ? kPatienceMilliseconds : 0;
  due_ = host_.clock() + patience * kNanosecondsPerMillisecond;
}

void Server::RegisterForChanges() {
  Json registrations = Json::array();
  if (session_.client.watches_files) {
    registrations.push_back(
        {{"id", "irsalint/files"},
         {"method", "workspace/didChangeWatchedFiles"},
         {"registerOptions",
          {{"watchers",
            {{{"globPattern", "**/*.{yaml,yml,json,tf,template,tpl,tmpl,tftpl,j2,policy}"}},
             {{"globPattern", "**/.gitignore"}}}}}}});
  }
  if (session_.client.tells_configuration) {
    registrations.push_back({{"id", "irsalint/settings"},
                             {"method", "workspace/didChangeConfiguration"},
                             {"registerOptions", {{"section", "irsalint"}}}});
  }
  if (registrations.empty()) return;
  dispatcher_.Request("client/registerCapability", {{"registrations", std::move(registrations)}});
}

void Server::AskForSettings() {
  ++awaited_;
  dispatcher_.Request("workspace/configuration", {{"items", {{{"section", "irsalint"}}}}},
                      [this](const Json& answer) {
                        if (answer.is_array() && !answer.empty()) SetSettings(answer[0]);
                        AnswerCame();
                      });
}

void Server::SetSettings(const Json& json) {
  const Settings before = std::exchange(session_.settings, SettingsWith(session_.settings, json));
  if (session_.settings == before || !scanned_) return;
  if (session_.settings.persona != before.persona) session_.workspace.Invalidate();
  if (session_.client.refreshes_lenses) dispatcher_.Request("workspace/codeLens/refresh", nullptr);
  if (session_.client.refreshes_hints) dispatcher_.Request("workspace/inlayHint/refresh", nullptr);
  Defer();
}

void Server::AnswerCame() {
  if (--awaited_ == 0 && !scanned_) due_ = host_.clock();
}

void Server::AddDocuments() {
  dispatcher_.OnNotification<OpenParams>("textDocument/didOpen", [this](const OpenParams& params) {
    Change(session_.documents.Open(params.uri, params.version, params.text));
  });
  dispatcher_.OnNotification<ChangeParams>(
      "textDocument/didChange", [this](const ChangeParams& params) {
        Change(session_.documents.Change(params.uri, params.version, params.changes,
                                         session_.client.encoding));
      });
  dispatcher_.OnNotification<DocumentParams>(
      "textDocument/didClose", [this](const DocumentParams& params) {
        const std::optional<std::string> path = session_.documents.Close(params.uri);
        if (!path.has_value()) return;
        session_.workspace.Uncover(*path);
        Defer();
      });
  // A client that watches no files tells at least of those that it writes.
  dispatcher_.OnNotification<DocumentParams>(
      "textDocument/didSave", [this](const DocumentParams& params) {
        const std::optional<std::string> path = PathOfUri(params.uri);
        if (!path.has_value() || session_.client.watches_files) return;
        session_.workspace.Touch(*path);
        Defer();
      });
}

void Server::Change(const std::optional<std::string>& path) {
  if (!path.has_value()) return;
  session_.workspace.Overlay(*session_.documents.Find(*path));
  Defer();
}

void Server::AddWorkspace() {
  dispatcher_.OnNotification<WatchedFilesParams>(
      "workspace/didChangeWatchedFiles", [this](const WatchedFilesParams& params) {
        for (const std::string& path : PathsOfUris(params.uris)) session_.workspace.Touch(path);
        Defer();
      });
  dispatcher_.OnNotification<FoldersChangeParams>(
      "workspace/didChangeWorkspaceFolders", [this](const FoldersChangeParams& params) {
        for (const std::string& path : PathsOfUris(params.removed)) {
          session_.workspace.RemoveFolder(path);
        }
        for (const std::string& path : PathsOfUris(params.added)) {
          session_.workspace.AddFolder(path);
        }
        Defer();
      });
  dispatcher_.OnNotification<AnyParams>("workspace/didChangeConfiguration",
                                        [this](const AnyParams& params) {
                                          if (session_.client.has_configuration) {
                                            AskForSettings();
                                          } else if (params.json.is_object()) {
                                            SetSettings(params.json.value("settings", Json()));
                                          }
                                        });
}

template <typename Params>
void Server::OnQuestion(std::string_view method, Json (*answer)(const Session&, const Params&)) {
  dispatcher_.OnRequest<Params>(method, [this, answer](const Params& params) -> Answer {
    Settle();
    if (host_.stop.stop_requested()) {
      return ResponseError{.code = ErrorCode::kRequestCancelled,
                           .message = "the server is shutting down"};
    }
    return answer(session_, params);
  });
}

void Server::AddQuestions() {
  OnQuestion<CodeActionParams>("textDocument/codeAction", &CodeActions);
  OnQuestion<PositionParams>("textDocument/hover", &HoverAt);
  OnQuestion<DocumentParams>("textDocument/codeLens", &CodeLenses);
  OnQuestion<RangeParams>("textDocument/inlayHint", &InlayHints);
  OnQuestion<PositionParams>("textDocument/definition", &Definitions);
  OnQuestion<ReferenceParams>("textDocument/references", &References);
  OnQuestion<PositionParams>("textDocument/completion", &Completions);
  OnQuestion<DocumentParams>("textDocument/documentLink", &DocumentLinks);
  OnQuestion<DocumentParams>("textDocument/documentSymbol", &DocumentSymbols);
  OnQuestion<DiagnosticParams>("textDocument/diagnostic", &PulledDiagnostics);
  OnQuestion<WorkspaceDiagnosticParams>("workspace/diagnostic", &PulledWorkspaceDiagnostics);
}

// More may come at once: it waits for some silence.
void Server::Defer() {
  if (!scanned_ && due_.has_value()) return;  // the first scan sees it all
  due_ = host_.clock() + session_.settings.debounce_milliseconds * kNanosecondsPerMillisecond;
}

void Server::Settle() {
  due_.reset();
  if (!session_.workspace.IsStale()) return;
  const AnalysisTerms terms = {.catalogue = host_.catalogue,
                               .today = host_.today,
                               .threads = host_.threads,
                               .persona = session_.settings.persona};
  std::optional<ScanProgress> progress;
  engine::ProgressCallback tell;
  if (!scanned_ && !progress_token_.is_null()) {
    progress.emplace(dispatcher_, progress_token_);
    tell = [&progress](const engine::ProgressStep& step) { progress->Tell(step); };
  }
  session_.workspace.Update(terms, tell, host_.stop);
  progress.reset();
  if (host_.stop.stop_requested()) return;
  scanned_ = true;
  TellWhatIsFound();
}

// Push or pull, never both.
void Server::TellWhatIsFound() {
  if (!session_.client.pulls_diagnostics) {
    publisher_.Publish(session_, dispatcher_);
  } else if (publisher_.Refresh(session_) && session_.client.refreshes_diagnostics) {
    dispatcher_.Request("workspace/diagnostic/refresh", nullptr);
  }
}

}  // namespace irsalint::lsp
