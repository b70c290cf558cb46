#include "tests/lsp/fake_client.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <utility>

#include "rules/all_rules.h"

namespace irsalint::lsp {

FakeClient::FakeClient(Json capabilities, Json options)
    : server_({.files = files_,
               .catalogue = rules::AllRules(),
               .clock = [this] { return now_; },
               .send = [this](std::string message) { sent_.push_back(Json::parse(message)); }}),
      capabilities_(std::move(capabilities)),
      options_(std::move(options)) {
  files_.AddFile("/repo/.git/HEAD", "");
}

Json FakeClient::Start() {
  Json result = Ask("initialize", {{"processId", nullptr},
                                   {"rootUri", "file:///repo"},
                                   {"capabilities", capabilities_},
                                   {"initializationOptions", options_}});
  Tell("initialized", Json::object());
  return result["capabilities"];
}

void FakeClient::Receive(std::string_view text) {
  std::variant<Message, BadMessage> parsed = ParseMessage(text);
  if (auto* const bad = std::get_if<BadMessage>(&parsed)) {
    server_.Receive(*bad);
  } else {
    server_.Receive(std::get<Message>(parsed));
  }
}

Json FakeClient::Ask(std::string_view method, Json params) {
  const int64_t id = ++last_id_;
  Send({{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", std::move(params)}});
  const auto answer = std::ranges::find_if(sent_, [id](const Json& message) {
    return message.value("id", Json()) == id && !message.contains("method");
  });
  if (answer == sent_.end()) return "no answer";
  Json result = answer->contains("error") ? (*answer)["error"] : (*answer)["result"];
  sent_.erase(answer);
  return result;
}

void FakeClient::Tell(std::string_view method, Json params) {
  Send({{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}});
}

void FakeClient::Open(const std::string& path, const std::string& text) {
  Tell("textDocument/didOpen",
       {{"textDocument",
         {{"uri", Uri(path)}, {"languageId", "yaml"}, {"version", ++version_}, {"text", text}}}});
}

void FakeClient::Change(const std::string& path, const std::string& text) {
  Tell("textDocument/didChange", {{"textDocument", {{"uri", Uri(path)}, {"version", ++version_}}},
                                  {"contentChanges", {{{"text", text}}}}});
}

void FakeClient::Edit(const std::string& path, const Range& range, const std::string& text) {
  Tell("textDocument/didChange", {{"textDocument", {{"uri", Uri(path)}, {"version", ++version_}}},
                                  {"contentChanges", {{{"range", range}, {"text", text}}}}});
}

void FakeClient::Close(const std::string& path) {
  Tell("textDocument/didClose", {{"textDocument", {{"uri", Uri(path)}}}});
}

void FakeClient::Wait() {
  while (const std::optional<uint64_t> due = server_.DueAt()) {
    now_ = std::max(now_, *due);
    server_.Settle();
  }
}

Json FakeClient::Published(const std::string& path) const {
  Json diagnostics;
  for (const Json& message : sent_) {
    if (message.value("method", "") != "textDocument/publishDiagnostics") continue;
    if (message["params"]["uri"] == Uri(path)) diagnostics = message["params"]["diagnostics"];
  }
  return diagnostics;
}

std::vector<std::string> FakeClient::AllPublished() const {
  std::map<std::string, Json> last;
  for (const Json& message : sent_) {
    if (message.value("method", "") != "textDocument/publishDiagnostics") continue;
    last[message["params"]["uri"]] = message["params"]["diagnostics"];
  }
  std::vector<std::string> all;
  for (const auto& [uri, diagnostics] : last) {
    for (const Json& diagnostic : diagnostics) {
      const Json& start = diagnostic["range"]["start"];
      all.push_back(fmt::format("{} {}:{} {}", uri.substr(Uri("").size()), start["line"].get<int>(),
                                start["character"].get<int>(), diagnostic.value("code", "")));
    }
  }
  std::ranges::sort(all);
  return all;
}

size_t FakeClient::Publications(const std::string& path) const {
  return static_cast<size_t>(std::ranges::count_if(sent_, [&path](const Json& message) {
    return message.value("method", "") == "textDocument/publishDiagnostics" &&
           message["params"]["uri"] == Uri(path);
  }));
}

void FakeClient::ForgetOldPublications() {
  std::map<std::string, Json> last;
  for (Json& params : Take("textDocument/publishDiagnostics")) {
    const std::string uri = params["uri"];
    last[uri] = std::move(params);
  }
  sent_.clear();
  for (auto& [uri, params] : last) {
    sent_.push_back({{"method", "textDocument/publishDiagnostics"}, {"params", std::move(params)}});
  }
}

std::vector<Json> FakeClient::Take(std::string_view method) {
  std::vector<Json> taken;
  std::erase_if(sent_, [&](const Json& message) {
    if (message.value("method", "") != method) return false;
    taken.push_back(message.value("params", Json()));
    return true;
  });
  return taken;
}

void FakeClient::Answer(std::string_view method, Json result) {
  const auto request = std::ranges::find_if(sent_, [method](const Json& message) {
    return message.value("method", "") == method && message.contains("id");
  });
  ASSERT_NE(request, sent_.end()) << "the server did not ask for " << method;
  const Json id = (*request)["id"];
  sent_.erase(request);
  Send({{"jsonrpc", "2.0"}, {"id", id}, {"result", std::move(result)}});
}

}  // namespace irsalint::lsp
