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

TEST(IntOfTest, DecimalDigitsOfANumber) {
  const auto number = [](std::string_view text, NodeKind kind = NodeKind::kNumber) {
    Node node;
    node.kind = kind;
    node.text = text;
    return IntOf(&node);
  };
  EXPECT_EQ(number("2"), 2);
  EXPECT_EQ(number("-1"), -1);
  EXPECT_EQ(number("9223372036854775807"), 9223372036854775807);
  EXPECT_EQ(number("9223372036854775808"), std::nullopt);
  EXPECT_EQ(number("1.5"), std::nullopt);
  EXPECT_EQ(number("0x10"), std::nullopt);
  EXPECT_EQ(number("2", NodeKind::kString), std::nullopt);
  EXPECT_EQ(IntOf(nullptr), std::nullopt);
}

}  // namespace
}  // namespace irsalint::syntax
