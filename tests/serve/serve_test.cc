#include "analyzer/lsp/serve.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "analyzer/base/in_memory_file_system.h"
#include "analyzer/lsp/framer.h"
#include "analyzer/lsp/json.h"

namespace irsalint::lsp {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string Request(int id, const std::string& method, Json params = Json::object()) {
  return Framed(Write({{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", params}}));
}

std::string Notification(const std::string& method, Json params = Json::object()) {
  return Framed(Write({{"jsonrpc", "2.0"}, {"method", method}, {"params", params}}));
}

// A server that runs as a program does, over bytes in memory.
class ServeTest : public ::testing::Test {
 protected:
  // What the client writes, and then it is gone. The exit status.
  int Serve(const std::string& input, size_t bytes_at_once = 4096) {
    size_t at = 0;
    const int status = lsp::Serve(
        {.files = files_,
         .catalogue = {},
         .threads = 4,
         .clock =
             [] {
               return static_cast<uint64_t>(
                   std::chrono::steady_clock::now().time_since_epoch().count());
             },
         .read =
             [&](std::span<char> buffer) {
               const size_t count = std::min({buffer.size(), bytes_at_once, input.size() - at});
               std::copy_n(input.begin() + static_cast<std::ptrdiff_t>(at), count, buffer.begin());
               at += count;
               return count;
             },
         .write = [this](std::string_view text) { output_ += text; }});
    return status;
  }

  // The messages that came out; the output is nothing else.
  std::vector<Json> Messages() const {
    Framer framer;
    framer.Add(output_);
    std::vector<Json> messages;
    while (const std::optional<Frame> frame = framer.Next()) {
      EXPECT_EQ(frame->kind, Frame::Kind::kMessage);
      messages.push_back(Json::parse(frame->text));
    }
    return messages;
  }

  base::InMemoryFileSystem files_;
  std::string output_;
};

TEST_F(ServeTest, AWholeSessionInPieces) {
  EXPECT_EQ(Serve(Request(1, "initialize") + Notification("initialized") + Request(2, "shutdown") +
                      Notification("exit"),
                  7),
            0);
  const std::vector<Json> messages = Messages();
  ASSERT_EQ(messages.size(), 2u);
  EXPECT_EQ(messages[0]["id"], 1);
  EXPECT_EQ(messages[1]["id"], 2);
}

// Readers on several threads tell of the progress while the client goes on talking.
TEST_F(ServeTest, ReadsTheFilesWhileTheClientTalks) {
  for (int i = 0; i < 200; ++i) {
    files_.AddFile("/repo/" + std::to_string(i) + ".yaml",
                   "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a}\n");
  }
  std::string input = Request(1, "initialize",
                              {{"rootUri", "file:///repo"},
                               {"capabilities", {{"window", {{"workDoneProgress", true}}}}}}) +
                      Notification("initialized") +
                      Framed(R"({"jsonrpc":"2.0","id":1,"result":null})");
  const Json document = {{"uri", "file:///repo/0.yaml"}};
  for (int i = 2; i < 40; ++i) {
    input += Request(i, "textDocument/documentSymbol", {{"textDocument", document}});
    input += Notification("$/cancelRequest", {{"id", i}});
  }
  input += Request(40, "shutdown") + Notification("exit");
  EXPECT_EQ(Serve(input), 0);
  size_t answers = 0;
  for (const Json& message : Messages()) {
    if (message.contains("id") && !message.contains("method")) ++answers;
  }
  EXPECT_EQ(answers, 40u);
}

TEST_F(ServeTest, AClientThatIsGoneIsAFailure) {
  EXPECT_EQ(Serve(""), 1);
  EXPECT_EQ(Serve(Request(1, "initialize")), 1);
  EXPECT_EQ(Serve(Request(1, "initialize") + Request(2, "shutdown")), 1);
}

TEST_F(ServeTest, WhatIsNoMessageIsAnsweredAndLeft) {
  EXPECT_EQ(Serve("nonsense\r\n\r\n" + Framed("{") + Framed("[]") + Request(1, "initialize") +
                  Request(2, "shutdown") + Notification("exit")),
            0);
  const std::vector<Json> messages = Messages();
  ASSERT_EQ(messages.size(), 5u);
  EXPECT_EQ(messages[0]["error"]["code"], -32700);
  EXPECT_EQ(messages[0]["id"], nullptr);
  EXPECT_EQ(messages[1]["error"]["code"], -32700);
  EXPECT_EQ(messages[2]["error"]["code"], -32600);
  EXPECT_EQ(messages[3]["id"], 1);
}

TEST_F(ServeTest, AMessageThatIsTooLongEndsTheSession) {
  EXPECT_EQ(Serve(Request(1, "initialize") + "Content-Length: 99999999999\r\n\r\n" +
                  Request(2, "shutdown")),
            1);
  const std::vector<Json> messages = Messages();
  ASSERT_EQ(messages.size(), 2u);
  EXPECT_EQ(messages[1]["error"]["message"], "a message of more than 67108864 bytes");
}

}  // namespace
}  // namespace irsalint::lsp
