#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>

#include "analyzer/base/date.h"
#include "analyzer/base/file_system.h"
#include "analyzer/lsp/dispatcher.h"
#include "analyzer/lsp/params.h"
#include "analyzer/lsp/publisher.h"
#include "analyzer/lsp/session.h"
#include "analyzer/rule/rule.h"

namespace irsalint::lsp {

// What a server works with.
struct ServerHost {
  const base::FileSystem& files;
  std::span<const rule::Rule* const> catalogue;
  std::optional<base::Date> today = {};
  size_t threads = 1;
  std::function<uint64_t()> clock;        // nanoseconds, monotonic
  std::function<void(std::string)> send;  // one whole message; from any thread
  std::stop_token stop = {};              // of long work: the client is going away
};

// The language server for one client, without threads and streams: what comes in is handled in its
// order. Changes of documents wait until nothing more has come for a while (DueAt), or until a
// request wants to know what follows from them.
class Server {
 public:
  explicit Server(ServerHost host);
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  void Receive(const Message& message);
  void Receive(const BadMessage& message);
  // A request that the client took back before its turn came.
  void ReceiveCancelled(const Message& request);

  // When Settle is due, by the clock; nothing while there is nothing to do.
  [[nodiscard]] std::optional<uint64_t> DueAt() const;
  // Analyses what changed and tells what follows.
  void Settle();

  // Set once the client has said `exit`: 0 if it said `shutdown` before, else 1.
  [[nodiscard]] std::optional<int> exit_status() const { return exit_status_; }

 private:
  // A request that needs an analysis of the documents as they are.
  template <typename Params>
  void OnQuestion(std::string_view method, Json (*answer)(const Session&, const Params&));

  void AddLifecycle();
  void AddDocuments();
  void AddWorkspace();
  void AddQuestions();

  Answer Initialize(const Json& params);
  void Initialized();
  Json Capabilities() const;
  void OpenFolders(const Json& initialize);
  void RegisterForChanges();
  void AskForSettings();
  void SetSettings(const Json& json);
  void Change(const std::optional<std::string>& path);
  void Defer();
  void AnswerCame();
  void TellWhatIsFound();

  ServerHost host_;
  Dispatcher dispatcher_;
  Session session_;
  Publisher publisher_;
  std::optional<uint64_t> due_;
  size_t awaited_ = 0;   // answers that the first scan waits for
  Json progress_token_;  // null: no progress is shown
  bool scanned_ = false;
  std::optional<int> exit_status_;
};

}  // namespace irsalint::lsp
