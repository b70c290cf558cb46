#include "analyzer/syntax/write_scalar.h"

#include <gtest/gtest.h>

#include <string>

#include "analyzer/syntax/parse.h"

namespace irsalint::syntax {
namespace {

using std::string_view_literals::operator""sv;

TEST(WriteScalarTest, InBracketsFewerTextsArePlain) {
  for (const std::string_view text : {"a", "a/b.c", "arn:aws:iam::1:role/x", "a#b", "-a", "?a"}) {
    EXPECT_TRUE(CanBePlain(text, ScalarContext::kBlock)) << text;
    EXPECT_TRUE(CanBePlain(text, ScalarContext::kFlow)) << text;
  }
  for (const std::string_view text : {"a,b", "a]", "a{b}"}) {
    EXPECT_TRUE(CanBePlain(text, ScalarContext::kBlock)) << text;
    EXPECT_FALSE(CanBePlain(text, ScalarContext::kFlow)) << text;
  }
  for (const std::string_view text : {"",
                                      "-",
                                      "- a",
                                      "? a",
                                      ": a",
                                      "a: b",
                                      "a:",
                                      "a #",
                                      "---",
                                      "....",
                                      "=",
                                      "<<",
                                      "12",
                                      "yes",
                                      "2012-10-17",
                                      "0:00",
                                      "a\tb",
                                      "\xC2\x85",
                                      "\xEF\xBB\xBF"
                                      "a",
                                      "\xE2\x80\xA8"}) {
    EXPECT_FALSE(CanBePlain(text, ScalarContext::kBlock)) << text;
  }
}

// What a reader of YAML makes of a text that was written as the value of a key.
std::string ReadBack(const std::string& written) {
  const std::string file = "a: " + written + "\n";
  const Parsed parsed =
      ParseYaml(file, {source::SourceId{0}, 0, static_cast<uint32_t>(file.size())});
  if (parsed.error) return parsed.error->message;
  const Node* value = Find(parsed.document->root(), "a");
  return value->IsString() ? std::string(value->text) : "not a string";
}

TEST(WriteScalarTest, EveryStyleIsReadBack) {
  std::string all;
  for (char32_t c = 1; c < 0x180; ++c) {
    if (c < 0x80) {
      all += static_cast<char>(c);
    } else {
      all += static_cast<char>(0xC0 | c >> 6);
      all += static_cast<char>(0x80 | (c & 0x3F));
    }
  }
  for (const std::string& text :
       {all, std::string(""), std::string("a"), std::string("it's"), std::string("\n"),
        std::string("a\n b\n\nc\n"), std::string("true"), std::string("\\"), std::string("\0", 1),
        std::string("\xE2\x80\xA9\xEF\xBB\xBF\xF0\x9F\x98\x80")}) {
    for (const ScalarStyle style : {ScalarStyle::kPlain, ScalarStyle::kSingleQuoted,
                                    ScalarStyle::kDoubleQuoted, ScalarStyle::kLiteral}) {
      EXPECT_EQ(ReadBack(WriteYamlString(text, style, ScalarContext::kBlock)), text);
      EXPECT_EQ(ReadBack(WriteYamlString(text, style, ScalarContext::kFlow)), text);
    }
  }
}

TEST(WriteScalarTest, NoMoreEscapesThanNeeded) {
  EXPECT_EQ(WriteDoubleQuoted("ü/<'\x7F", Syntax::kJson), "\"ü/<'\x7F\"");
  EXPECT_EQ(WriteDoubleQuoted("ü/<'\x7F", Syntax::kYaml), "\"ü/<'\\u007f\"");
  EXPECT_EQ(WriteDoubleQuoted("\0\b\"\\\n"sv, Syntax::kJson), "\"\\u0000\\b\\\"\\\\\\n\"");
  EXPECT_EQ(WriteYamlString("it's", ScalarStyle::kSingleQuoted, ScalarContext::kFlow), "'it''s'");
}

TEST(WriteScalarTest, LiteralsHoldLines) {
  EXPECT_EQ(WriteLiteral("a\n\n b\n", 4, "\n"), "|\n    a\n\n     b");
  EXPECT_EQ(WriteLiteral("a\nb", 2, "\r\n"), "|-\r\n  a\r\n  b");
  for (const std::string_view text : {"", " a\nb", "\na", "\ta\n", "a\n\n", "a\n \nb", "a\rb\n"}) {
    EXPECT_EQ(WriteLiteral(text, 2, "\n"), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace irsalint::syntax
