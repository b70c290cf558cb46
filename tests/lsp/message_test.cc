#include "analyzer/lsp/message.h"

#include <gtest/gtest.h>

namespace irsalint::lsp {
namespace {

Message Good(std::string_view text) {
  std::variant<Message, BadMessage> parsed = ParseMessage(text);
  EXPECT_TRUE(std::holds_alternative<Message>(parsed)) << text;
  return std::get<Message>(std::move(parsed));
}

// `CODE: message` and the id.
std::string Bad(std::string_view text) {
  const std::variant<Message, BadMessage> parsed = ParseMessage(text);
  const auto* bad = std::get_if<BadMessage>(&parsed);
  if (bad == nullptr) return "good";
  return std::to_string(static_cast<int>(bad->error.code)) + " " + bad->id.dump() + ": " +
         bad->error.message;
}

TEST(ParseMessage, RequestsNotificationsAndResponses) {
  const Message request = Good(R"({"jsonrpc":"2.0","id":7,"method":"m","params":{"a":1}})");
  EXPECT_EQ(request.kind, Message::Kind::kRequest);
  EXPECT_EQ(request.id, 7);
  EXPECT_EQ(request.method, "m");
  EXPECT_EQ(request.params, (Json{{"a", 1}}));
  EXPECT_EQ(Good(R"({"jsonrpc":"2.0","id":"x","method":"m"})").id, "x");
  EXPECT_EQ(Good(R"({"jsonrpc":"2.0","method":"m"})").kind, Message::Kind::kNotification);
  const Message response = Good(R"({"jsonrpc":"2.0","id":1,"result":[2]})");
  EXPECT_EQ(response.kind, Message::Kind::kResponse);
  EXPECT_EQ(response.params, Json::array({2}));
  EXPECT_EQ(Good(R"({"jsonrpc":"2.0","id":1,"error":{"code":1,"message":""}})").params, nullptr);
}

TEST(ParseMessage, WhatIsNone) {
  EXPECT_EQ(Bad("{"), "-32700 null: this is no JSON");
  EXPECT_EQ(Bad("\"\xFF\""), "-32700 null: this is no JSON");
  EXPECT_EQ(Bad("[]"), "-32600 null: a message is an object");
  EXPECT_EQ(Bad(R"({"jsonrpc":"2.0","id":[],"method":"m"})"),
            "-32600 null: an id is an integer or a string");
  EXPECT_EQ(Bad(R"({"jsonrpc":"2.0","id":1.5,"method":"m"})"),
            "-32600 null: an id is an integer or a string");
  EXPECT_EQ(Bad(R"({"id":3,"method":"m"})"), R"(-32600 3: "jsonrpc" has to be "2.0")");
  EXPECT_EQ(Bad(R"({"jsonrpc":"2.0","id":3})"),
            "-32600 3: a message has a method, a result or an error");
  EXPECT_EQ(Bad(R"({"jsonrpc":"2.0","id":3,"method":5})"), "-32600 3: a method is a string");
  EXPECT_EQ(Bad(R"({"jsonrpc":"2.0","id":3,"method":"m","params":5})"),
            "-32600 3: params are an object or an array");
  EXPECT_EQ(Bad(std::string(1'000'000, '[')), "-32600 null: this is nested too deeply");
  EXPECT_EQ(Bad(R"({"jsonrpc":"2.0","method":"m","params":["[[[\"[[[["]})"), "good");
}

TEST(WriteMessage, BytesThatAreNoTextAreReplaced) {
  EXPECT_EQ(WriteResult("a", "\xFF"),
            "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"result\":\"\xEF\xBF\xBD\"}");
  EXPECT_EQ(WriteError(nullptr, {.code = ErrorCode::kParseError, .message = "m"}),
            R"({"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"m"}})");
  EXPECT_EQ(WriteNotification("n", {{"a", 1}}),
            R"({"jsonrpc":"2.0","method":"n","params":{"a":1}})");
  EXPECT_EQ(WriteRequest(1, "r", nullptr), R"({"jsonrpc":"2.0","id":1,"method":"r"})");
}

}  // namespace
}  // namespace irsalint::lsp
