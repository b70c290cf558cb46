#include "analyzer/lsp/message.h"

#include <utility>

namespace irsalint::lsp {
namespace {

// Deeper ones are nobody's, and copying them takes a stack as deep.
constexpr size_t kMaxDepth = 128;

bool IsTooDeep(std::string_view text) {
  size_t depth = 0;
  bool in_string = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      in_string = c != '"';
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      if (++depth > kMaxDepth) return true;
    } else if ((c == '}' || c == ']') && depth > 0) {
      --depth;
    }
  }
  return false;
}

bool IsId(const Json& value) { return value.is_number_integer() || value.is_string(); }

BadMessage Invalid(Json id, std::string message) {
  return {.id = std::move(id),
          .error = {.code = ErrorCode::kInvalidRequest, .message = std::move(message)}};
}

Json Envelope() { return {{"jsonrpc", "2.0"}}; }

}  // namespace

std::variant<Message, BadMessage> ParseMessage(std::string_view text) {
  if (IsTooDeep(text)) return Invalid(nullptr, "this is nested too deeply");
  Json json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (json.is_discarded()) {
    return BadMessage{.id = nullptr,
                      .error = {.code = ErrorCode::kParseError, .message = "this is no JSON"}};
  }
  if (!json.is_object()) return Invalid(nullptr, "a message is an object");
  Json id = json.value("id", Json());
  if (!id.is_null() && !IsId(id)) return Invalid(nullptr, "an id is an integer or a string");
  if (json.value("jsonrpc", Json()) != "2.0") return Invalid(id, "\"jsonrpc\" has to be \"2.0\"");
  Message message = {.id = std::move(id)};
  if (!json.contains("method")) {
    if (message.id.is_null() || !(json.contains("result") || json.contains("error"))) {
      return Invalid(std::move(message.id), "a message has a method, a result or an error");
    }
    message.kind = Message::Kind::kResponse;
    message.params = json.value("result", Json());
    return message;
  }
  if (!json["method"].is_string()) return Invalid(std::move(message.id), "a method is a string");
  message.kind = message.id.is_null() ? Message::Kind::kNotification : Message::Kind::kRequest;
  message.method = json["method"];
  message.params = std::move(json["params"]);
  if (!message.params.is_null() && !message.params.is_structured()) {
    return Invalid(std::move(message.id), "params are an object or an array");
  }
  return message;
}

std::string WriteResult(const Json& id, Json result) {
  Json json = Envelope();
  json["id"] = id;
  json["result"] = std::move(result);
  return Write(json);
}

std::string WriteError(const Json& id, const ResponseError& error) {
  Json json = Envelope();
  json["id"] = id;
  json["error"] = {{"code", static_cast<int32_t>(error.code)}, {"message", error.message}};
  return Write(json);
}

std::string WriteRequest(const Json& id, std::string_view method, Json params) {
  Json json = Envelope();
  json["id"] = id;
  json["method"] = method;
  if (!params.is_null()) json["params"] = std::move(params);
  return Write(json);
}

std::string WriteNotification(std::string_view method, Json params) {
  Json json = Envelope();
  json["method"] = method;
  if (!params.is_null()) json["params"] = std::move(params);
  return Write(json);
}

}  // namespace irsalint::lsp
