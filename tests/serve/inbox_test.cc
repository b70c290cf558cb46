#include "analyzer/lsp/inbox.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>

namespace irsalint::lsp {
namespace {

Message Request(Json id) {
  return {.kind = Message::Kind::kRequest, .id = std::move(id), .method = "m", .params = nullptr};
}

Message Cancel(Json id) {
  return {.kind = Message::Kind::kNotification,
          .id = nullptr,
          .method = "$/cancelRequest",
          .params = {{"id", std::move(id)}}};
}

TEST(Inbox, GivesMessagesInTheirOrder) {
  Inbox inbox;
  inbox.Put(Request(1));
  inbox.Put(BadMessage{.id = 2, .error = {}});
  EXPECT_EQ(std::get<Message>(*inbox.Take(std::nullopt).message).id, 1);
  EXPECT_EQ(std::get<BadMessage>(*inbox.Take(std::nullopt).message).id, 2);
}

TEST(Inbox, TakesBackWhatWaits) {
  Inbox inbox;
  inbox.Put(Request(1));
  inbox.Put(Request("1"));
  inbox.Put(Cancel("1"));
  inbox.Put(Cancel(7));
  inbox.Put(Cancel({{"deep", 1}}));
  EXPECT_EQ(std::get<Message>(*inbox.Take(std::nullopt).message).id, 1);
  EXPECT_EQ(std::get<CancelledRequest>(*inbox.Take(std::nullopt).message).request.id, "1");
  EXPECT_EQ(inbox.Take(0).outcome, Inbox::Wait::kTimeout);
}

TEST(Inbox, WaitsForAMessageOrTheEnd) {
  Inbox inbox;
  EXPECT_EQ(inbox.Take(1'000).outcome, Inbox::Wait::kTimeout);
  std::thread putting([&inbox] { inbox.Put(Request(1)); });
  EXPECT_EQ(inbox.Take(std::nullopt).outcome, Inbox::Wait::kMessage);
  putting.join();
  inbox.Put(Request(2));
  std::thread closing([&inbox] { inbox.Close(); });
  // What was put before the end is given before the end.
  EXPECT_EQ(inbox.Take(std::nullopt).outcome, Inbox::Wait::kMessage);
  EXPECT_EQ(inbox.Take(std::nullopt).outcome, Inbox::Wait::kClosed);
  closing.join();
}

}  // namespace
}  // namespace irsalint::lsp
