#include "analyzer/lsp/dispatcher.h"

#include <fmt/format.h>

#include <exception>

namespace irsalint::lsp {

void Dispatcher::Dispatch(const Message& message) {
  switch (message.kind) {
    case Message::Kind::kRequest:
      DispatchRequest(message);
      break;
    case Message::Kind::kNotification:
      DispatchNotification(message);
      break;
    case Message::Kind::kResponse:
      DispatchResponse(message);
      break;
  }
}

void Dispatcher::DispatchRequest(const Message& request) {
  Answer answer = AnswerTo(request);
  if (const auto* error = std::get_if<ResponseError>(&answer)) {
    Refuse(request, *error);
    return;
  }
  if (request.method == "initialize") state_ = State::kInitialized;
  if (request.method == "shutdown") state_ = State::kShutDown;
  send_(WriteResult(request.id, std::get<Json>(std::move(answer))));
}

Answer Dispatcher::AnswerTo(const Message& request) {
  if (std::optional<ResponseError> objection = ObjectionTo(request)) return *std::move(objection);
  try {
    return requests_.find(request.method)->second(request.params);
  } catch (const Json::exception& error) {
    return ResponseError{.code = ErrorCode::kInvalidParams, .message = error.what()};
  } catch (const std::exception& error) {
    return ResponseError{.code = ErrorCode::kInternalError,
                         .message = fmt::format("a fault of irsalint: {}", error.what())};
  }
}

std::optional<ResponseError> Dispatcher::ObjectionTo(const Message& request) const {
  if (state_ == State::kShutDown) {
    return ResponseError{.code = ErrorCode::kInvalidRequest, .message = "the server was shut down"};
  }
  const bool initializes = request.method == "initialize";
  if (state_ == State::kStarted && !initializes) {
    return ResponseError{.code = ErrorCode::kServerNotInitialized,
                         .message = "the first request has to be initialize"};
  }
  if (state_ == State::kInitialized && initializes) {
    return ResponseError{.code = ErrorCode::kInvalidRequest,
                         .message = "the server is initialized already"};
  }
  if (!requests_.contains(request.method)) {
    return ResponseError{.code = ErrorCode::kMethodNotFound,
                         .message = fmt::format("there is no method {}", request.method)};
  }
  return std::nullopt;
}

// Nobody waits for an answer: what is not known, not in order or wrong is left aside.
void Dispatcher::DispatchNotification(const Message& notification) {
  if (state_ != State::kInitialized && notification.method != "exit") return;
  const auto handler = notifications_.find(notification.method);
  if (handler == notifications_.end()) return;
  try {
    handler->second(notification.params);
  } catch (const std::exception& error) {
    LogNotUnderstood(notification.method, error.what());
  }
}

void Dispatcher::DispatchResponse(const Message& response) {
  if (!response.id.is_number_integer()) return;
  const auto waiting = waiting_.find(response.id.get<int64_t>());
  if (waiting == waiting_.end()) return;
  const std::function<void(const Json&)> then = std::move(waiting->second);
  waiting_.erase(waiting);
  if (!then || state_ == State::kShutDown) return;
  try {
    then(response.params);
  } catch (const std::exception& error) {
    LogNotUnderstood("an answer", error.what());
  }
}

void Dispatcher::LogNotUnderstood(std::string_view what, std::string_view why) const {
  constexpr int kWarning = 2;
  Notify("window/logMessage",
         {{"type", kWarning},
          {"message", fmt::format("irsalint: {} was not understood: {}", what, why)}});
}

void Dispatcher::Refuse(const Message& request, ResponseError error) const {
  send_(WriteError(request.id, error));
}

void Dispatcher::Notify(std::string_view method, Json params) const {
  send_(WriteNotification(method, std::move(params)));
}

void Dispatcher::Request(std::string_view method, Json params,
                         std::function<void(const Json&)> then) {
  const int64_t id = ++last_id_;
  waiting_.emplace(id, std::move(then));
  send_(WriteRequest(id, method, std::move(params)));
}

}  // namespace irsalint::lsp
