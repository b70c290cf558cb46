#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "analyzer/lsp/json.h"
#include "analyzer/lsp/message.h"

namespace irsalint::lsp {

// What a request is answered with.
using Answer = std::variant<Json, ResponseError>;

// Hands each message to the handler of its method, and answers what has none. Parameters are turned
// into the handler's own type by its `from_json`; what that throws is an answer of
// kInvalidParams. Nothing is thrown past a dispatcher.
class Dispatcher {
 public:
  // `send` takes whole messages. Everything else than `initialize` and `exit` is refused before the
  // first and after `shutdown`.
  explicit Dispatcher(std::function<void(std::string)> send) : send_(std::move(send)) {}

  template <typename Params>
  void OnRequest(std::string_view method, std::function<Answer(const Params&)> handler) {
    requests_[std::string(method)] = [handler = std::move(handler)](const Json& params) {
      return handler(params.get<Params>());
    };
  }

  template <typename Params>
  void OnNotification(std::string_view method, std::function<void(const Params&)> handler) {
    notifications_[std::string(method)] = [handler = std::move(handler)](const Json& params) {
      handler(params.get<Params>());
    };
  }

  void Dispatch(const Message& message);

  // Answers a request that the client no longer wants to be answered.
  void Refuse(const Message& request, ResponseError error) const;

  void Notify(std::string_view method, Json params) const;
  // `then` is called with the result; with null if it fails.
  void Request(std::string_view method, Json params, std::function<void(const Json&)> then = {});

  [[nodiscard]] bool HasShutDown() const { return state_ == State::kShutDown; }

 private:
  enum class State : uint8_t { kStarted, kInitialized, kShutDown };

  void DispatchRequest(const Message& request);
  void DispatchNotification(const Message& notification);
  void DispatchResponse(const Message& response);
  void LogNotUnderstood(std::string_view what, std::string_view why) const;
  Answer AnswerTo(const Message& request);
  std::optional<ResponseError> ObjectionTo(const Message& request) const;

  std::function<void(std::string)> send_;
  std::map<std::string, std::function<Answer(const Json&)>, std::less<>> requests_;
  std::map<std::string, std::function<void(const Json&)>, std::less<>> notifications_;
  std::map<int64_t, std::function<void(const Json&)>> waiting_;  // requests of ours, by id
  int64_t last_id_ = 0;
  State state_ = State::kStarted;
};

}  // namespace irsalint::lsp
