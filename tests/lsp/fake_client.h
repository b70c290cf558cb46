#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/in_memory_file_system.h"
#include "analyzer/lsp/server.h"

namespace irsalint::lsp {

// A client that talks to a server without threads, over files in memory. Paths are below /repo,
// which is the workspace.
class FakeClient {
 public:
  explicit FakeClient(Json capabilities = Json::object(), Json options = nullptr);

  base::InMemoryFileSystem& files() { return files_; }
  Server& server() { return server_; }

  // Says `initialize` and `initialized`, and answers what the server asks then. The capabilities of
  // the server.
  Json Start();

  // The result of a request, or its error.
  Json Ask(std::string_view method, Json params);
  void Tell(std::string_view method, Json params);

  void Open(const std::string& path, const std::string& text);
  void Change(const std::string& path, const std::string& text);
  // Replaces what is between two positions.
  void Edit(const std::string& path, const Range& range, const std::string& text);
  void Close(const std::string& path);

  // Lets the time pass until the server is done.
  void Wait();

  // The diagnostics that a file was last said to have; null if none were ever said.
  Json Published(const std::string& path) const;
  // `path LINE:COLUMN code` of all that were published last, sorted.
  std::vector<std::string> AllPublished() const;
  // How many times they were published.
  size_t Publications(const std::string& path) const;

  // Takes a text for a message, whatever it is.
  void Receive(std::string_view text);

  // Of each file the last publication stays.
  void ForgetOldPublications();

  // What the server sent of this method, the parameters only, and forgets them.
  std::vector<Json> Take(std::string_view method);

  // Answers a request of the server; requests that nobody answers stay.
  void Answer(std::string_view method, Json result);

  static std::string Uri(const std::string& path) { return "file:///repo/" + path; }

 private:
  void Send(const Json& message) { Receive(message.dump()); }

  base::InMemoryFileSystem files_;
  uint64_t now_ = 0;
  std::vector<Json> sent_;  // by the server
  Server server_;
  Json capabilities_;
  Json options_;
  int64_t last_id_ = 0;
  int64_t version_ = 0;
};

}  // namespace irsalint::lsp
