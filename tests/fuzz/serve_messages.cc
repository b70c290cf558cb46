// A language server that is sent anything: it answers each request once, in its turn, says nothing
// but messages, and stays. The first bytes of the input choose the messages, how their stream is
// cut and what is broken in it; the rest is the text of a document.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "analyzer/base/in_memory_file_system.h"
#include "analyzer/lsp/framer.h"
#include "analyzer/lsp/server.h"
#include "rules/all_rules.h"

namespace irsalint::lsp {
namespace {

constexpr size_t kChoiceBytes = 64;
constexpr size_t kMostMessages = 12;
constexpr std::string_view kUri = "file:///repo/file.yaml";

// The bytes that choose; zeros once they have run out.
class Choices {
 public:
  explicit Choices(std::string_view bytes) : bytes_(bytes) {}

  size_t Below(size_t bound) {
    const size_t value = at_ < bytes_.size() ? static_cast<unsigned char>(bytes_[at_]) : 0;
    ++at_;
    return bound == 0 ? 0 : value * 7 % bound;
  }

 private:
  std::string_view bytes_;
  size_t at_ = 0;
};

[[noreturn]] void Fail(std::string_view why) {
  fmt::print(stderr, "{}\n", why);
  std::abort();
}

Json Document() { return {{"uri", kUri}}; }

Json AnyPosition(Choices& choices) {
  return {{"line", choices.Below(40)}, {"character", choices.Below(120)}};
}

Json AnyRequest(Choices& choices, int id) {
  constexpr std::array<std::string_view, 13> kMethods = {
      "textDocument/hover",        "textDocument/definition",     "textDocument/references",
      "textDocument/completion",   "textDocument/codeAction",     "textDocument/codeLens",
      "textDocument/documentLink", "textDocument/documentSymbol", "textDocument/inlayHint",
      "textDocument/diagnostic",   "workspace/diagnostic",        "initialize",
      "workspace/no/such"};
  const Json start = AnyPosition(choices);
  return {{"jsonrpc", "2.0"},
          {"id", choices.Below(2) == 0 ? Json(id) : Json(std::to_string(id))},
          {"method", kMethods[choices.Below(kMethods.size())]},
          {"params",
           {{"textDocument", Document()},
            {"position", start},
            {"range", {{"start", start}, {"end", AnyPosition(choices)}}},
            {"context", {{"diagnostics", Json::array()}, {"includeDeclaration", true}}}}}};
}

Json AnyChange(Choices& choices, std::string_view text) {
  const std::string piece(text.substr(0, choices.Below(64)));
  return {{"jsonrpc", "2.0"},
          {"method", "textDocument/didChange"},
          {"params",
           {{"textDocument", {{"uri", kUri}, {"version", choices.Below(100)}}},
            {"contentChanges",
             {{{"range", {{"start", AnyPosition(choices)}, {"end", AnyPosition(choices)}}},
               {"text", piece}}}}}}};
}

std::vector<std::string> Messages(Choices& choices, std::string_view text) {
  std::vector<Json> messages = {
      {{"jsonrpc", "2.0"},
       {"id", 0},
       {"method", "initialize"},
       {"params",
        {{"rootUri", "file:///repo"},
         {"capabilities",
          {{"general", {{"positionEncodings", {choices.Below(2) == 0 ? "utf-8" : "utf-16"}}}},
           {"textDocument",
            {{"codeAction", {{"codeActionLiteralSupport", Json::object()}}},
             {"hover", {{"contentFormat", {"markdown"}}}}}}}},
         {"initializationOptions", {{"codeLens", true}, {"inlayHints", true}}}}}},
      {{"jsonrpc", "2.0"}, {"method", "initialized"}, {"params", Json::object()}},
      {{"jsonrpc", "2.0"},
       {"method", "textDocument/didOpen"},
       {"params",
        {{"textDocument",
          {{"uri", kUri}, {"languageId", "yaml"}, {"version", 1}, {"text", text}}}}}}};
  const size_t more = choices.Below(kMostMessages);
  for (size_t i = 0; i < more; ++i) {
    messages.push_back(choices.Below(3) == 0 ? AnyChange(choices, text)
                                             : AnyRequest(choices, static_cast<int>(i) + 1));
  }
  std::vector<std::string> written;
  for (const Json& message : messages) written.push_back(Write(message));
  return written;
}

// The bytes of a client, of which some may be wrong.
std::string Stream(Choices& choices, const std::vector<std::string>& messages) {
  std::string stream;
  for (const std::string& message : messages) stream += Framed(message);
  for (size_t left = choices.Below(4); left > 0; --left) {
    const size_t at = (choices.Below(251) * 251 + choices.Below(251)) % (stream.size() + 1);
    if (choices.Below(2) == 0) {
      stream.erase(at, 1 + choices.Below(5));
    } else {
      stream.insert(at, std::string(1 + choices.Below(3), static_cast<char>(choices.Below(256))));
    }
  }
  return stream;
}

// What a server says, and whether it may.
class Listener {
 public:
  void Hear(const std::string& text) {
    const Json message = Json::parse(text, nullptr, false);
    if (!message.is_object() || message.value("jsonrpc", "") != "2.0") Fail("this is no message");
    if (message.contains("method") || message.at("id").is_null()) return;
    ++answers_[message.at("id")];
  }

  void Expect(const Json& id, size_t answers) const {
    const auto found = answers_.find(id);
    if ((found == answers_.end() ? 0 : found->second) != answers) {
      Fail(fmt::format("{} has not been answered {} times", id.dump(), answers));
    }
  }

 private:
  std::map<Json, size_t> answers_;
};

void Run(std::string_view input) {
  Choices choices(input.substr(0, kChoiceBytes));
  const std::string_view text = input.substr(std::min(kChoiceBytes, input.size()));
  const std::string stream = Stream(choices, Messages(choices, text));

  base::InMemoryFileSystem files;
  files.AddFile("/repo/.git/HEAD", "");
  files.AddFile("/repo/other.yaml", std::string(text.substr(0, text.size() / 2)));
  Listener listener;
  uint64_t now = 0;
  Server server({.files = files,
                 .catalogue = rules::AllRules(),
                 .clock = [&now] { return now; },
                 .send = [&listener](const std::string& message) { listener.Hear(message); }});
  Framer framer;
  std::map<Json, size_t> asked;
  for (size_t at = 0; at < stream.size();) {
    const size_t size = 1 + choices.Below(200) * 8;
    framer.Add(std::string_view(stream).substr(at, size));
    at += size;
    while (std::optional<Frame> frame = framer.Next()) {
      if (frame->kind != Frame::Kind::kMessage) continue;
      const std::variant<Message, BadMessage> message = ParseMessage(frame->text);
      if (const auto* bad = std::get_if<BadMessage>(&message)) {
        if (!bad->id.is_null()) ++asked[bad->id];
        server.Receive(*bad);
        continue;
      }
      const Message& good = std::get<Message>(message);
      if (good.kind == Message::Kind::kRequest) ++asked[good.id];
      server.Receive(good);
    }
    if (choices.Below(3) == 0) {
      now += 1'000'000'000;
      if (server.DueAt().has_value()) server.Settle();
    }
  }
  for (const auto& [id, times] : asked) listener.Expect(id, times);
}

}  // namespace
}  // namespace irsalint::lsp

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  irsalint::lsp::Run({reinterpret_cast<const char*>(data), size});
  return 0;
}
