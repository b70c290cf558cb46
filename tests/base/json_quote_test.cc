#include "analyzer/base/json_quote.h"

#include <gtest/gtest.h>

namespace irsalint::base {
namespace {

std::string Quoted(std::string_view text) {
  std::string out = "x: ";
  AppendJsonQuoted(text, &out);
  return out;
}

TEST(AppendJsonQuoted, KeepsPrintableAsciiAndEscapesTheRest) {
  EXPECT_EQ(Quoted(""), R"(x: "")");
  EXPECT_EQ(Quoted(R"(a/b "c" \d)"), R"(x: "a/b \"c\" \\d")");
  EXPECT_EQ(Quoted("a\nb\t\x1b\x7f"), R"(x: "a\nb\u0009\u001b\u007f")");
  EXPECT_EQ(Quoted("é\u202e\U0001F600"), R"(x: "\u00e9\u202e\ud83d\ude00")");
}

TEST(AppendJsonQuoted, ReplacesWhatIsNoUtf8) {
  EXPECT_EQ(Quoted("a\xff\xc3"), R"(x: "a\ufffd\ufffd")");
}

}  // namespace
}  // namespace irsalint::base
