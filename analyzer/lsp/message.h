#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "analyzer/lsp/json.h"

namespace irsalint::lsp {

// Of JSON-RPC, then of LSP.
enum class ErrorCode : int32_t {
  kParseError = -32700,
  kInvalidRequest = -32600,
  kMethodNotFound = -32601,
  kInvalidParams = -32602,
  kInternalError = -32603,
  kServerNotInitialized = -32002,
  kRequestCancelled = -32800,
};

struct ResponseError {
  ErrorCode code = ErrorCode::kInternalError;
  std::string message;
};

// What the client asks or tells.
struct Message {
  enum class Kind : uint8_t { kRequest, kNotification, kResponse };

  Kind kind = Kind::kNotification;
  Json id;             // a number or a string; null for a notification
  std::string method;  // "" for a response
  Json params;         // of a response: its result, null for an error
};

// What is no message; `id` is null where it cannot be told.
struct BadMessage {
  Json id;
  ResponseError error;
};

// Reads one message. Never throws.
[[nodiscard]] std::variant<Message, BadMessage> ParseMessage(std::string_view text);

// What goes out.
[[nodiscard]] std::string WriteResult(const Json& id, Json result);
[[nodiscard]] std::string WriteError(const Json& id, const ResponseError& error);
[[nodiscard]] std::string WriteRequest(const Json& id, std::string_view method, Json params);
[[nodiscard]] std::string WriteNotification(std::string_view method, Json params);

}  // namespace irsalint::lsp
