// Edits of documents inside scalars.

#include <gtest/gtest.h>

#include <string>

#include "tests/syntax/edit_harness.h"

namespace irsalint::syntax {
namespace {

const NewValue kX = NewValue::String("x");
const NewValue kQuote = NewValue::String("it's \"x\"");

TEST(EditEmbedTest, JsonInALiteral) {
  const std::string text =
      "policy: |\n    {\n      \"a\": \"b\",\n\n      \"c\": 1\n    }\n# below\nd: e\n";
  EXPECT_EQ(AfterSet(text, {"policy", "|json", "a"}, kQuote),
            "policy: |\n    {\n      \"a\": \"it's \\\"x\\\"\",\n\n      \"c\": 1\n    }\n# below\n"
            "d: e\n");
  EXPECT_EQ(AfterInsert(text, {"policy", "|json"}, "k", NewValue::Map({{"l", kX}})),
            "policy: |\n    {\n      \"a\": \"b\",\n\n      \"c\": 1,\n      \"k\": {\n"
            "        \"l\": \"x\"\n      }\n    }\n# below\nd: e\n");
  EXPECT_EQ(AfterRemove(text, {"policy", "|json", "a"}),
            "policy: |\n    {\n\n      \"c\": 1\n    }\n# below\nd: e\n");
  EXPECT_EQ(AfterRename(text, {"policy", "|json", "c"}, "k"),
            "policy: |\n    {\n      \"a\": \"b\",\n\n      \"k\": 1\n    }\n# below\nd: e\n");
}

TEST(EditEmbedTest, TheHeaderAndLineEndingsOfALiteralStay) {
  EXPECT_EQ(AfterInsert("p: &a |-  # why\r\n  {\r\n    \"a\": 1\r\n  }\r\nd: e\r\n", {"p", "|json"},
                        "k", kX),
            "p: &a |-  # why\r\n  {\r\n    \"a\": 1,\r\n    \"k\": \"x\"\r\n  }\r\nd: e\r\n");
  EXPECT_EQ(AfterSet("p: |2-\n    {\"a\": 1}\nd: e\n", {"p", "|json", "a"}, kX),
            "p: |2-\n    {\"a\": \"x\"}\nd: e\n");
  EXPECT_EQ(AfterSet("p: |\n  {\"a\": 1}", {"p", "|json"}, kX), "p: |\n  \"x\"");
}

TEST(EditEmbedTest, JsonInAFoldedScalar) {
  EXPECT_EQ(AfterSet("p: >\n  {\"a\":\n  1}\nd: e\n", {"p", "|json", "a"}, kX),
            "p: >\n  {\"a\":\n  \"x\"}\nd: e\n");
  EXPECT_EQ(AfterInsert("p: >-\n  {\n    \"a\": 1\n  }\nd: e\n", {"p", "|json"}, "k", kX),
            "p: >-\n  {\n    \"a\": 1,\n    \"k\": \"x\"\n  }\nd: e\n");
}

TEST(EditEmbedTest, JsonInQuotes) {
  EXPECT_EQ(AfterSet("p: '{\"a\": 1}' # c\n", {"p", "|json", "a"}, kQuote),
            "p: '{\"a\": \"it''s \\\"x\\\"\"}' # c\n");
  EXPECT_EQ(AfterInsert(R"(p: "{\"a\":1}")"
                        "\n",
                        {"p", "|json"}, "k", kQuote),
            R"(p: "{\"a\":1,\"k\":\"it's \\\"x\\\"\"}")"
            "\n");
  EXPECT_EQ(AfterSet("[\"{\\\"a\\\": \\\n  1}\"]\n", {"#0", "|json", "a"}, kX),
            "[\"{\\\"a\\\": \\\n  \\\"x\\\"}\"]\n");
}

TEST(EditEmbedTest, JsonInAStringOfJson) {
  EXPECT_EQ(AfterInsert(R"({"p": "{\"a\": \"\u0041\/\"}"})", {"p", "|json"}, "k", kQuote, "",
                        Syntax::kJson),
            R"({"p": "{\"a\": \"\u0041\/\", \"k\": \"it's \\\"x\\\"\"}"})");
  EXPECT_EQ(AfterSet(R"({"p": "{\"q\": \"{\\\"a\\\": 1}\"}"})", {"p", "|json", "q", "|json", "a"},
                     NewValue::Bool(true), Syntax::kJson),
            R"({"p": "{\"q\": \"{\\\"a\\\": true}\"}"})");
}

TEST(EditEmbedTest, PercentEncodedJson) {
  const std::string text = R"({"p": "%7B%22a%22%3A%201%2c%22b%22:%222%22%7D"})";
  EXPECT_EQ(AfterSet(text, {"p", "|percent", "a"}, NewValue::String("x y"), Syntax::kJson),
            R"({"p": "%7B%22a%22%3A%20%22x%20y%22%2c%22b%22:%222%22%7D"})");
  EXPECT_EQ(AfterInsert(text, {"p", "|percent"}, "k", kX, "", Syntax::kJson),
            R"({"p": "%7B%22a%22%3A%201%2c%22b%22:%222%22%2C%22k%22%3A%20%22x%22%7D"})");
  EXPECT_EQ(AfterRemove("p: '%7B%22a%22%3A1%7D'\n", {"p", "|percent", "a"}), "p: '%7B%7D'\n");
}

TEST(EditEmbedTest, YamlInAScalar) {
  const std::string text =
      "data:\n  mapRoles: |\n    - rolearn: a\n      groups:\n        - b\n    - rolearn: c\n";
  const Path roles{"data", "mapRoles", "|yaml"};
  EXPECT_EQ(AfterSet(text, {"data", "mapRoles", "|yaml", "#0", "rolearn"}, kX),
            "data:\n  mapRoles: |\n    - rolearn: x\n      groups:\n        - b\n"
            "    - rolearn: c\n");
  EXPECT_EQ(
      AfterAppend(text, roles, NewValue::Map({{"rolearn", kX}, {"groups", NewValue::List({kX})}})),
      text + "    - rolearn: x\n      groups:\n        - x\n");
  EXPECT_EQ(AfterRemove(text, {"data", "mapRoles", "|yaml", "#1"}),
            "data:\n  mapRoles: |\n    - rolearn: a\n      groups:\n        - b\n");
  EXPECT_EQ(AfterSet("p: |\n  ---\n  a: b\n", {"p", "|yaml", "a"}, kX), "p: |\n  ---\n  a: x\n");
  EXPECT_EQ(AfterInsert("p: \"a: b\\n\"\n", {"p", "|yaml"}, "k", kX), "p: \"a: b\\nk: x\\n\"\n");
  EXPECT_EQ(AfterSet("p: 'a: b'\n", {"p", "|yaml", "a"}, kQuote), "p: 'a: it''s \"x\"'\n");
}

TEST(EditEmbedTest, EditsInsideAndOutsideAreMadeAtOnce) {
  EditedFile file("a: b\np: |\n  {\"c\": 1, \"d\": 2}\n");
  EXPECT_EQ(file.After({SetValue{file.At({"p", "|json", "c"}), kX},
                        InsertPair{.map = file.At({}), .key = "k", .value = kX},
                        RenameKey{file.At({"p", "|json", "d"}), "z"}, Remove{file.At({"a"})}}),
            "p: |\n  {\"c\": \"x\", \"z\": 2}\nk: x\n");
  EXPECT_EQ(file.After({SetValue{file.At({"p", "|json", "c"}), kX}, SetValue{file.At({"p"}), kX}}),
            "error: another fix changes the same place");
  EXPECT_EQ(file.After({SetValue{file.At({"p", "|json", "c"}), kX}, Remove{file.At({"p"})}}),
            "error: another fix changes the same place");
}

TEST(EditEmbedTest, AScalarThatIsUsedTwiceIsRefused) {
  const std::string_view shared =
      "error: the value is written once and used in several places (anchor &x)";
  const std::string text = "p: &x |\n  {\"a\": 1}\nq: *x\n";
  EXPECT_EQ(AfterSet(text, {"p", "|json", "a"}, kX), shared);
  EXPECT_EQ(AfterSet(text, {"q", "|json", "a"}, kX), shared);
}

}  // namespace
}  // namespace irsalint::syntax
