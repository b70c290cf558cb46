#include <gtest/gtest.h>

#include <string>

#include "analyzer/syntax/parse.h"
#include "tests/syntax/tree_text.h"

namespace irsalint::syntax {
namespace {

Parsed Parse(std::string_view text, const Limits& limits = {}) {
  return ParseJson(text, {source::SourceId{0}, 0, static_cast<uint32_t>(text.size())}, limits);
}

std::string ErrorOf(std::string_view text, const Limits& limits = {}) {
  const Parsed parsed = Parse(text, limits);
  if (!parsed.error) return "no error";
  EXPECT_EQ(parsed.document, nullptr);
  return fmt::format("{}: {}", parsed.error->offset, parsed.error->message);
}

TEST(JsonTest, KeepsDuplicatesAndFindsTheLast) {
  const Parsed parsed = Parse(R"({"a": 1, "b": {"x": 1, "x": 2}, "a": 3})");
  ASSERT_FALSE(parsed.error);
  EXPECT_EQ(Find(parsed.document->root(), "a")->text, "3");
  const std::vector<DuplicateKey>& found = parsed.document->duplicate_keys();
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].map->start, 14u);
  EXPECT_EQ(found[1].map, parsed.document->root());
  EXPECT_EQ(found[1].earlier, 0u);
  EXPECT_EQ(found[1].later, 2u);
}

TEST(JsonTest, AMergeKeyIsAKeyLikeOthers) {
  const Parsed parsed = Parse(R"({"<<": {"a": 1}, "<<": 2})");
  EXPECT_EQ(Find(parsed.document->root(), "a"), nullptr);
  EXPECT_EQ(Find(parsed.document->root(), "<<")->text, "2");
  EXPECT_EQ(parsed.document->duplicate_keys().size(), 1u);
}

TEST(JsonTest, NumbersKeepTheirText) {
  const Parsed parsed = Parse("[123456789012345678901234567890, 1.50, -0, 1E5]");
  ASSERT_FALSE(parsed.error);
  EXPECT_EQ(parsed.document->root()->items[0]->text, "123456789012345678901234567890");
  EXPECT_EQ(parsed.document->root()->items[1]->text, "1.50");
  EXPECT_EQ(parsed.document->root()->items[2]->text, "-0");
  EXPECT_EQ(parsed.document->root()->items[3]->text, "1E5");
}

TEST(JsonTest, ErrorsNameTheirPlace) {
  EXPECT_EQ(ErrorOf(""), "0: the JSON text ends before its value is complete");
  EXPECT_EQ(ErrorOf("{\"a\": "), "6: the JSON text ends before its value is complete");
  EXPECT_EQ(ErrorOf("[[[["), "4: the JSON text ends before its value is complete");
  EXPECT_EQ(ErrorOf("[1, ]"), "2: a comma without a value behind it");
  EXPECT_EQ(ErrorOf("{\"a\": 1 , }"), "8: a comma without a value behind it");
  EXPECT_EQ(ErrorOf("{\"a\": 1 // x\n}"), "8: comments are not allowed in JSON");
  EXPECT_EQ(ErrorOf("{'a': 1}"), "1: JSON strings need double quotes");
  EXPECT_EQ(ErrorOf("\"abc"), "0: the string is never closed");
  EXPECT_EQ(ErrorOf("{\"a\" 1}"), "5: not valid JSON: unexpected number literal; expected ':'");
  EXPECT_EQ(ErrorOf("[1 2]"), "3: not valid JSON: unexpected number literal; expected ']'");
  EXPECT_EQ(ErrorOf("[1] x"), "4: not valid JSON: invalid literal; expected end of input");
  EXPECT_EQ(ErrorOf("{} {}"), "3: not valid JSON: unexpected '{'; expected end of input");
  EXPECT_EQ(ErrorOf("[1e999]"), "1: the number is too large");
  EXPECT_EQ(ErrorOf("[\"a\\q\"]"),
            "4: not valid JSON: invalid string: forbidden character after backslash");
}

TEST(JsonTest, InvalidUtf8IsAnErrorAtItsByte) {
  EXPECT_EQ(ErrorOf("[\"a\xFF\"]"), "3: not valid JSON: invalid string: ill-formed UTF-8 byte");
  EXPECT_EQ(ErrorOf("\xEF\xBB\xBF[\"a\xFF\"]"),
            "6: not valid JSON: invalid string: ill-formed UTF-8 byte");
}

TEST(JsonTest, DepthAndNodesAreLimited) {
  const Limits limits{.depth = 2, .nodes = 4};
  EXPECT_EQ(ErrorOf("[[1,2]]", limits), "no error");
  EXPECT_EQ(ErrorOf("[[[]]]", limits),
            "2: the document nests lists and maps more than 2 levels deep");
  EXPECT_EQ(ErrorOf("[[1,2,3]]", limits),
            "6: the document holds more than 4 values once aliases are expanded");
}

TEST(JsonTest, HostileNestingIsStoppedAtTheLimit) {
  const std::string open(200'000, '[');
  EXPECT_EQ(ErrorOf(open), "256: the document nests lists and maps more than 256 levels deep");
  EXPECT_EQ(ErrorOf(open + std::string(200'000, ']')),
            "256: the document nests lists and maps more than 256 levels deep");
}

}  // namespace
}  // namespace irsalint::syntax
