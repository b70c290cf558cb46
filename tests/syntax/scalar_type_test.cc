#include "analyzer/syntax/scalar_type.h"

#include <gtest/gtest.h>

namespace irsalint::syntax {
namespace {

TEST(KindOfPlainTest, Booleans) {
  for (const std::string_view text :
       {"y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"}) {
    EXPECT_EQ(KindOfPlain(text), NodeKind::kBool) << text;
    EXPECT_EQ(BoolOfPlain(text), std::optional(true)) << text;
  }
  for (const std::string_view text :
       {"n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"}) {
    EXPECT_EQ(KindOfPlain(text), NodeKind::kBool) << text;
    EXPECT_EQ(BoolOfPlain(text), std::optional(false)) << text;
  }
}

TEST(KindOfPlainTest, Numbers) {
  for (const std::string_view text : {"0",
                                      "-1",
                                      "+1",
                                      "007",
                                      "08",
                                      "123456789012",
                                      "18446744073709551616",
                                      "1_000",
                                      "0x1F",
                                      "-0X1f",
                                      "0xFFFFFFFFFFFFFFFF",
                                      "0o17",
                                      "0b101",
                                      "1.5",
                                      ".5",
                                      "-.5",
                                      "5.",
                                      "1e3",
                                      "1E-3",
                                      "1.5e+10",
                                      ".inf",
                                      "+.Inf",
                                      "-.INF",
                                      ".nan",
                                      ".NaN"}) {
    EXPECT_EQ(KindOfPlain(text), NodeKind::kNumber) << text;
    EXPECT_EQ(BoolOfPlain(text), std::nullopt) << text;
  }
}

TEST(KindOfPlainTest, Nulls) {
  for (const std::string_view text : {"", "~", "null", "Null", "NULL"}) {
    EXPECT_EQ(KindOfPlain(text), NodeKind::kNull) << text;
  }
}

TEST(KindOfPlainTest, EverythingElseIsAString) {
  for (const std::string_view text : {"yEs",
                                      "tRUE",
                                      "oN",
                                      "nULL",
                                      "nil",
                                      "none",
                                      "truely",
                                      "2012-10-17",
                                      "1:30",
                                      "1.2.3",
                                      "0x",
                                      "0xG",
                                      "0x10000000000000000",
                                      "0o8",
                                      "0b2",
                                      "08a",
                                      "+",
                                      "-",
                                      ".",
                                      "..",
                                      "1e",
                                      "1e+",
                                      "1 2",
                                      "_1",
                                      "__",
                                      "-_",
                                      "inf",
                                      "nan",
                                      ".Nan",
                                      "12k",
                                      "arn:aws:iam::111122223333:role/x",
                                      "<<"}) {
    EXPECT_EQ(KindOfPlain(text), NodeKind::kString) << text;
  }
}

std::optional<int64_t> Int(std::string_view text, NodeKind kind = NodeKind::kNumber) {
  Node node;
  node.kind = kind;
  node.text = text;
  return IntOf(&node);
}

TEST(IntOfTest, DecimalDigitsOfANumber) {
  EXPECT_EQ(Int("2"), 2);
  EXPECT_EQ(Int("-1"), -1);
  EXPECT_EQ(Int("+7"), 7);
  EXPECT_EQ(Int("1_000"), 1000);
  EXPECT_EQ(Int("9223372036854775807"), 9223372036854775807);
  EXPECT_EQ(Int("9223372036854775808"), std::nullopt);
  EXPECT_EQ(Int("1.5"), std::nullopt);
  EXPECT_EQ(Int("1e3"), std::nullopt);
  EXPECT_EQ(Int("2", NodeKind::kString), std::nullopt);
  EXPECT_EQ(IntOf(nullptr), std::nullopt);
}

TEST(IntOfTest, OtherBasesByTheirPrefix) {
  EXPECT_EQ(Int("0644"), 420);
  EXPECT_EQ(Int("0o644"), 420);
  EXPECT_EQ(Int("-0644"), -420);
  EXPECT_EQ(Int("0x1F"), 31);
  EXPECT_EQ(Int("-0X1f"), -31);
  EXPECT_EQ(Int("0b101"), 5);
  EXPECT_EQ(Int("0"), 0);
  EXPECT_EQ(Int("00"), 0);
  // No octal digits, so it is read as a decimal number after all.
  EXPECT_EQ(Int("0189"), 189);
  EXPECT_EQ(Int("017.5"), std::nullopt);
}

}  // namespace
}  // namespace irsalint::syntax
