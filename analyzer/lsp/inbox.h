#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <variant>

#include "analyzer/lsp/json.h"
#include "analyzer/lsp/message.h"

namespace irsalint::lsp {

// A request that was taken back before anybody looked at it.
struct CancelledRequest {
  Message request;
};

using Incoming = std::variant<Message, BadMessage, CancelledRequest>;

// What has come in and is not handled yet: one thread puts messages in, another takes them out, in
// their order.
class Inbox {
 public:
  // `$/cancelRequest` is carried out at once, on the requests that wait; it is no message here.
  void Put(std::variant<Message, BadMessage> message);

  // Nothing more will come.
  void Close();

  enum class Wait : uint8_t { kMessage, kTimeout, kClosed };
  struct Taken {
    Wait outcome = Wait::kClosed;
    std::optional<Incoming> message;  // with kMessage
  };

  // The next message; waits for one, no longer than so many nanoseconds if a number is given.
  Taken Take(std::optional<uint64_t> nanoseconds);

 private:
  void Cancel(const Json& params);  // with the lock held

  std::mutex mutex_;
  std::condition_variable came_;
  std::deque<Incoming> waiting_;  // guarded by mutex_
  bool closed_ = false;           // guarded by mutex_
};

}  // namespace irsalint::lsp
