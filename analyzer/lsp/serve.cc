#include "analyzer/lsp/serve.h"

#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include "analyzer/lsp/framer.h"
#include "analyzer/lsp/inbox.h"
#include "analyzer/lsp/message.h"
#include "analyzer/lsp/server.h"

namespace irsalint::lsp {
namespace {

constexpr int kGoneWithoutExit = 1;

std::variant<Message, BadMessage> MessageOf(const Frame& frame) {
  if (frame.kind == Frame::Kind::kMessage) return ParseMessage(frame.text);
  return BadMessage{.id = nullptr,
                    .error = {.code = ErrorCode::kParseError, .message = frame.text}};
}

bool IsExit(const std::variant<Message, BadMessage>& message) {
  const auto* const read = std::get_if<Message>(&message);
  return read != nullptr && read->method == "exit";
}

// Puts what the client sends into the inbox until it ends: by `exit`, by a message that cannot be
// read, or because the client is gone. Then long work stops.
void ReadAll(const ServeOptions& options, Inbox& inbox, std::stop_source& stop) {
  constexpr size_t kBuffer = size_t{64} << 10;
  std::vector<char> buffer(kBuffer);
  Framer framer;
  bool is_over = false;
  while (!is_over) {
    const size_t count = options.read(buffer);
    is_over = count == 0;
    framer.Add({buffer.data(), count});
    while (std::optional<Frame> frame = framer.Next()) {
      std::variant<Message, BadMessage> message = MessageOf(*frame);
      if (frame->kind == Frame::Kind::kOversized || IsExit(message)) is_over = true;
      inbox.Put(std::move(message));
    }
  }
  stop.request_stop();
  inbox.Close();
}

int Work(Server& server, Inbox& inbox, const std::function<uint64_t()>& clock) {
  while (!server.exit_status().has_value()) {
    std::optional<uint64_t> wait = server.DueAt();
    if (wait.has_value()) {
      const uint64_t now = clock();
      wait = *wait > now ? *wait - now : 0;
    }
    Inbox::Taken taken = inbox.Take(wait);
    if (taken.outcome == Inbox::Wait::kClosed) return kGoneWithoutExit;
    if (taken.outcome == Inbox::Wait::kTimeout) {
      server.Settle();
      continue;
    }
    if (const auto* cancelled = std::get_if<CancelledRequest>(&*taken.message)) {
      server.ReceiveCancelled(cancelled->request);
    } else if (const auto* bad = std::get_if<BadMessage>(&*taken.message)) {
      server.Receive(*bad);
    } else {
      server.Receive(std::get<Message>(*taken.message));
    }
  }
  return *server.exit_status();
}

}  // namespace

int Serve(const ServeOptions& options) {
  std::mutex writing;
  std::stop_source stop;
  Inbox inbox;
  Server server({.files = options.files,
                 .catalogue = options.catalogue,
                 .today = options.today,
                 .threads = options.threads,
                 .clock = options.clock,
                 .send =
                     [&options, &writing](std::string message) {
                       const std::lock_guard lock(writing);
                       options.write(Framed(message));
                     },
                 .stop = stop.get_token()});
  std::thread reader(ReadAll, std::cref(options), std::ref(inbox), std::ref(stop));
  const int status = Work(server, inbox, options.clock);
  reader.join();
  return status;
}

}  // namespace irsalint::lsp
