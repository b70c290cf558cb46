#include "analyzer/lsp/framer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace irsalint::lsp {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr auto kMessage = Frame::Kind::kMessage;
constexpr auto kMalformed = Frame::Kind::kMalformed;
constexpr auto kOversized = Frame::Kind::kOversized;

std::vector<Frame> FramesOf(Framer& framer) {
  std::vector<Frame> frames;
  while (std::optional<Frame> frame = framer.Next()) frames.push_back(*std::move(frame));
  return frames;
}

std::vector<Frame> FramesOf(std::string_view bytes) {
  Framer framer;
  framer.Add(bytes);
  return FramesOf(framer);
}

TEST(Framer, CutsMessages) {
  EXPECT_THAT(FramesOf(Framed("one") + Framed("") + Framed("two")),
              ElementsAre(Frame{kMessage, "one"}, Frame{kMessage, ""}, Frame{kMessage, "two"}));
  EXPECT_EQ(Framed("{}"), "Content-Length: 2\r\n\r\n{}");
}

TEST(Framer, WaitsForMoreBytes) {
  const std::string bytes = Framed("one") + Framed("two");
  Framer framer;
  std::vector<Frame> frames;
  for (const char c : bytes) {
    framer.Add({&c, 1});
    while (std::optional<Frame> frame = framer.Next()) frames.push_back(*frame);
  }
  EXPECT_THAT(frames, ElementsAre(Frame{kMessage, "one"}, Frame{kMessage, "two"}));
}

TEST(Framer, OtherHeadersAndSpellings) {
  EXPECT_THAT(FramesOf("Content-Type: application/vscode-jsonrpc; charset=utf-8\r\n"
                       "content-length:  3 \r\n\r\none"),
              ElementsAre(Frame{kMessage, "one"}));
  EXPECT_THAT(FramesOf("CONTENT-LENGTH: 3\n\none\n\r\n"), ElementsAre(Frame{kMessage, "one"}));
}

TEST(Framer, FindsTheNextHeaderBehindBytesThatAreNone) {
  const std::string good = Framed("good");
  EXPECT_THAT(FramesOf("hello\r\n\r\n" + good),
              ElementsAre(Frame{kMalformed, "a line that is no header"}, Frame{kMessage, "good"}));
  EXPECT_THAT(FramesOf("Content-Length: x\r\n\r\n" + good),
              ElementsAre(Frame{kMalformed, "a Content-Length that is no number"},
                          Frame{kMessage, "good"}));
  EXPECT_THAT(FramesOf("Content-Length: -1\r\n\r\n" + good),
              ElementsAre(Frame{kMalformed, "a Content-Length that is no number"},
                          Frame{kMessage, "good"}));
  EXPECT_THAT(
      FramesOf("Content-Type: x\r\n\r\n" + good),
      ElementsAre(Frame{kMalformed, "a header without Content-Length"}, Frame{kMessage, "good"}));
  // The content of a message without a length runs into the next header.
  EXPECT_THAT(FramesOf("X: y\r\n\r\n{\"a\":1}" + good),
              ElementsAre(Frame{kMalformed, "a header without Content-Length"},
                          Frame{kMalformed, "bytes before a header"}, Frame{kMessage, "good"}));
}

TEST(Framer, DoesNotKeepALineThatNeverEnds) {
  Framer framer;
  framer.Add(std::string(100'000, 'x'));
  EXPECT_THAT(FramesOf(framer),
              ElementsAre(Frame{kMalformed, "a line that is too long for a header"}));
  framer.Add(std::string(100'000, 'x') + Framed("good"));
  EXPECT_THAT(FramesOf(framer), ElementsAre(Frame{kMessage, "good"}));
}

TEST(Framer, ALengthThatIsTooShortCostsNoMoreThanTheNextMessage) {
  EXPECT_THAT(FramesOf("Content-Length: 2\r\n\r\n{}}" + Framed("good")),
              ElementsAre(Frame{kMessage, "{}"}, Frame{kMalformed, "bytes before a header"},
                          Frame{kMessage, "good"}));
}

TEST(Framer, NothingFollowsAMessageThatIsTooLong) {
  Framer framer(10);
  framer.Add("Content-Length: 10\r\n\r\n0123456789Content-Length: 11\r\n\r\n" + Framed("good"));
  EXPECT_THAT(FramesOf(framer), ElementsAre(Frame{kMessage, "0123456789"},
                                            Frame{kOversized, "a message of more than 10 bytes"}));
  framer.Add(Framed("more"));
  EXPECT_THAT(FramesOf(framer), IsEmpty());
  EXPECT_THAT(FramesOf("Content-Length: 99999999999999999999999\r\n\r\n"),
              ElementsAre(Frame{kOversized, "a message of more than 67108864 bytes"}));
}

}  // namespace
}  // namespace irsalint::lsp
