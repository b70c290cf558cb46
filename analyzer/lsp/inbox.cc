#include "analyzer/lsp/inbox.h"

#include <chrono>
#include <utility>

namespace irsalint::lsp {

void Inbox::Put(std::variant<Message, BadMessage> message) {
  {
    const std::lock_guard lock(mutex_);
    const auto* const read = std::get_if<Message>(&message);
    if (read != nullptr && read->method == "$/cancelRequest") {
      Cancel(read->params);
      return;
    }
    std::visit([this](auto& one) { waiting_.emplace_back(std::move(one)); }, message);
  }
  came_.notify_one();
}

void Inbox::Cancel(const Json& params) {
  if (!params.is_object() || !params.contains("id")) return;
  for (Incoming& incoming : waiting_) {
    auto* const message = std::get_if<Message>(&incoming);
    const bool is_meant = message != nullptr && message->kind == Message::Kind::kRequest &&
                          message->id == params["id"];
    if (!is_meant) continue;
    incoming = CancelledRequest{.request = std::move(*message)};
    return;
  }
}

void Inbox::Close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  came_.notify_one();
}

Inbox::Taken Inbox::Take(std::optional<uint64_t> nanoseconds) {
  std::unique_lock lock(mutex_);
  const auto is_over = [this] { return closed_ || !waiting_.empty(); };
  if (nanoseconds.has_value()) {
    if (!came_.wait_for(lock, std::chrono::nanoseconds(*nanoseconds), is_over)) {
      return {.outcome = Wait::kTimeout, .message = std::nullopt};
    }
  } else {
    came_.wait(lock, is_over);
  }
  if (waiting_.empty()) return {};
  Taken taken = {.outcome = Wait::kMessage, .message = std::move(waiting_.front())};
  waiting_.pop_front();
  return taken;
}

}  // namespace irsalint::lsp
