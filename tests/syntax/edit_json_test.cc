// Edits of JSON files: policies and answers of the AWS command line.

#include <gtest/gtest.h>

#include <string>

#include "tests/syntax/edit_harness.h"

namespace irsalint::syntax {
namespace {

const NewValue kX = NewValue::String("x");

std::string Set(const std::string& text, const Path& path, const NewValue& value) {
  return AfterSet(text, path, value, Syntax::kJson);
}
std::string Insert(const std::string& text, const Path& path, const NewValue& value,
                   const std::string& after = "") {
  return AfterInsert(text, path, "k", value, after, Syntax::kJson);
}
std::string Append(const std::string& text, const Path& path, const NewValue& value) {
  return AfterAppend(text, path, value, Syntax::kJson);
}
std::string Removed(const std::string& text, const Path& path) {
  return AfterRemove(text, path, Syntax::kJson);
}

TEST(EditJsonTest, ValuesAreWrittenAsJson) {
  EXPECT_EQ(Set(R"({"a": 3600})", {"a"}, NewValue::String("3600")), R"({"a": "3600"})");
  EXPECT_EQ(Set(R"({"a": null})", {"a"}, kX), R"({"a": "x"})");
  EXPECT_EQ(Set(R"({"a": "b"})", {"a"}, NewValue::Bool(true)), R"({"a": true})");
  EXPECT_EQ(Set(R"({"a": "b"})", {"a"}, NewValue::String("\"\\/\b\f\n\r\t\x01ü<>\x7F")),
            "{\"a\": \"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001ü<>\x7F\"}");
  EXPECT_EQ(Set("\"a\"\n", {}, kX), "\"x\"\n");
  EXPECT_EQ(Set(R"({"a": "b"})", {"a"}, NewValue::List({kX, NewValue::Map({{"k", kX}})})),
            R"({"a": ["x", {"k": "x"}]})");
  EXPECT_EQ(Set(R"({"a":{"b":1}})", {"a"}, NewValue::Map({{"k", kX}, {"l", kX}})),
            R"({"a":{"k":"x","l":"x"}})");
}

TEST(EditJsonTest, LinesAndIndentationAreThoseAround) {
  const std::string text = "{\n    \"a\": {\n        \"b\": 1\n    },\n    \"c\": []\n}\n";
  EXPECT_EQ(Insert(text, {"a"}, kX),
            "{\n    \"a\": {\n        \"b\": 1,\n        \"k\": \"x\"\n    },\n    \"c\": []\n}\n");
  EXPECT_EQ(Insert(text, {}, NewValue::Map({{"l", NewValue::List({kX})}}), "a"),
            "{\n    \"a\": {\n        \"b\": 1\n    },\n    \"k\": {\n        \"l\": [\n"
            "            \"x\"\n        ]\n    },\n    \"c\": []\n}\n");
  EXPECT_EQ(Append(text, {"c"}, kX),
            "{\n    \"a\": {\n        \"b\": 1\n    },\n    \"c\": [\n        \"x\"\n    ]\n}\n");
  EXPECT_EQ(Set(text, {"a"}, NewValue::Map({{"k", kX}})),
            "{\n    \"a\": {\n        \"k\": \"x\"\n    },\n    \"c\": []\n}\n");
}

TEST(EditJsonTest, TabsAndLineEndingsStay) {
  EXPECT_EQ(Insert("{\r\n\t\"a\": 1\r\n}\r\n", {}, NewValue::Map({{"l", kX}})),
            "{\r\n\t\"a\": 1,\r\n\t\"k\": {\r\n\t\t\"l\": \"x\"\r\n\t}\r\n}\r\n");
  EXPECT_EQ(Insert("\xEF\xBB\xBF{\"a\": 1}", {}, kX), "\xEF\xBB\xBF{\"a\": 1, \"k\": \"x\"}");
}

TEST(EditJsonTest, OneLineStaysOneLine) {
  EXPECT_EQ(Insert(R"({"a":1,"b":2})", {}, kX), R"({"a":1,"b":2,"k":"x"})");
  EXPECT_EQ(Insert(R"({"a":1,"b":2})", {}, kX, "a"), R"({"a":1,"k":"x","b":2})");
  EXPECT_EQ(Insert(R"({"a": 1})", {}, kX), R"({"a": 1, "k": "x"})");
  EXPECT_EQ(Insert("{ }", {}, kX), R"({"k": "x"})");
  EXPECT_EQ(Insert(R"({"a":{}})", {"a"}, kX), R"({"a":{"k":"x"}})");
  EXPECT_EQ(Insert(R"({"a": null})", {"a"}, kX), R"({"a": {"k": "x"}})");
  EXPECT_EQ(Append(R"(["a"])", {}, kX), R"(["a", "x"])");
  EXPECT_EQ(Append(R"({"a":["b"]})", {"a"}, kX), R"({"a":["b","x"]})");
  EXPECT_EQ(Append("{\n  \"a\": [\"b\"]\n}", {"a"}, kX), "{\n  \"a\": [\"b\", \"x\"]\n}");
}

TEST(EditJsonTest, OddLines) {
  EXPECT_EQ(Insert("{ \"a\": 1,\n  \"b\": 2 }", {}, kX),
            "{ \"a\": 1,\n  \"b\": 2,\n  \"k\": \"x\" }");
  EXPECT_EQ(Insert("{ \"a\": 1,\n  \"b\": 2 }", {}, kX, "a"),
            "{ \"a\": 1, \"k\": \"x\",\n  \"b\": 2 }");
  EXPECT_EQ(Insert("{\n\"a\": 1\n, \"b\": 2\n}", {}, kX),
            "{\n\"a\": 1\n, \"b\": 2, \"k\": \"x\"\n}");
  EXPECT_EQ(Removed("{\n\"a\": 1\n, \"b\": 2\n}", {"b"}), "{\n\"a\": 1\n}");
  EXPECT_EQ(Removed("{ \"a\": 1,\n  \"b\": 2 }", {"a"}), "{ \"b\": 2 }");
}

TEST(EditJsonTest, CommasGoWithTheirElements) {
  const std::string text = "{\n  \"a\": 1,\n  \"b\": [\n    2\n  ],\n  \"c\": 3\n}\n";
  EXPECT_EQ(Removed(text, {"a"}), "{\n  \"b\": [\n    2\n  ],\n  \"c\": 3\n}\n");
  EXPECT_EQ(Removed(text, {"b"}), "{\n  \"a\": 1,\n  \"c\": 3\n}\n");
  EXPECT_EQ(Removed(text, {"c"}), "{\n  \"a\": 1,\n  \"b\": [\n    2\n  ]\n}\n");
  EXPECT_EQ(Removed(text, {"b", "#0"}), "{\n  \"a\": 1,\n  \"b\": [],\n  \"c\": 3\n}\n");
  EXPECT_EQ(Removed(R"({"a":1,"b":2})", {"a"}), R"({"b":2})");
  EXPECT_EQ(Removed(R"({"a":1,"b":2})", {"b"}), R"({"a":1})");
  EXPECT_EQ(Removed(R"(["a"])", {"#0"}), "[]");
}

TEST(EditJsonTest, TheLastElementIsExchanged) {
  EditedFile file("{\n  \"a\": 1,\n  \"b\": 2\n}\n", Syntax::kJson);
  EXPECT_EQ(
      file.After({Remove{file.At({"b"})}, InsertPair{.map = file.At({}), .key = "k", .value = kX}}),
      "{\n  \"a\": 1,\n  \"k\": \"x\"\n}\n");
  EXPECT_EQ(file.After({Remove{file.At({"a"})}, Remove{file.At({"b"})},
                        InsertPair{.map = file.At({}), .key = "k", .value = kX}}),
            "{\n  \"k\": \"x\"\n}\n");
}

TEST(EditJsonTest, KeysAreRenamedInPlace) {
  EXPECT_EQ(AfterRename(R"({"a" : 1})", {"a"}, "k\"", Syntax::kJson), R"({"k\"" : 1})");
  EXPECT_EQ(AfterRename(R"({"a": 1, "a": 2})", {"#0"}, "k", Syntax::kJson), R"({"k": 1, "a": 2})");
}

TEST(EditJsonTest, APolicyIsEditedAsAPersonWould) {
  const std::string text = R"({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": {
        "StringLike": {
          "oidc.eks.us-east-1.amazonaws.com/id/E:sub": "system:serviceaccount:*:*"
        }
      }
    }
  ]
}
)";
  EditedFile file(text, Syntax::kJson);
  const Path condition{"Statement", "#0", "Condition"};
  const Path like{"Statement", "#0", "Condition", "StringLike"};
  const Path sub{"Statement", "#0", "Condition", "StringLike", "#0"};
  EXPECT_EQ(file.After({RenameKey{file.At(like), "StringEquals"},
                        SetValue{file.At(sub), NewValue::String("system:serviceaccount:a:b")},
                        InsertPair{.map = file.At(like),
                                   .key = "oidc.eks.us-east-1.amazonaws.com/id/E:aud",
                                   .value = NewValue::String("sts.amazonaws.com")}}),
            R"({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": {
        "StringEquals": {
          "oidc.eks.us-east-1.amazonaws.com/id/E:sub": "system:serviceaccount:a:b",
          "oidc.eks.us-east-1.amazonaws.com/id/E:aud": "sts.amazonaws.com"
        }
      }
    }
  ]
}
)");
  EXPECT_EQ(file.After({Remove{file.At(condition)}}), R"({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "sts:AssumeRoleWithWebIdentity"
    }
  ]
}
)");
}

}  // namespace
}  // namespace irsalint::syntax
