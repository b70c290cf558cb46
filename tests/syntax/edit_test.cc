#include "analyzer/syntax/edit.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/syntax/edit_harness.h"

namespace irsalint::syntax {
namespace {

const NewValue kX = NewValue::String("x");

constexpr std::string_view kShared =
    "error: the value is written once and used in several places (anchor &x)";
constexpr std::string_view kContradiction = "error: another fix changes the same place";

TEST(SetValueTest, APlainStringStaysPlainWhereItCan) {
  EXPECT_EQ(AfterSet("a: b\n", {"a"}, kX), "a: x\n");
  EXPECT_EQ(AfterSet("a: b  # why\nc: d\n", {"a"}, kX), "a: x  # why\nc: d\n");
  EXPECT_EQ(AfterSet("a: b\n", {"a"}, NewValue::String("sts.amazonaws.com")),
            "a: sts.amazonaws.com\n");
  EXPECT_EQ(AfterSet("a: b\n", {"a"}, NewValue::String("arn:aws:iam::111122223333:role/x")),
            "a: arn:aws:iam::111122223333:role/x\n");
  EXPECT_EQ(AfterSet("a: b", {"a"}, kX), "a: x");
}

TEST(SetValueTest, WhatWouldNotBeAStringIsQuoted) {
  for (const std::string text :
       {"3600", "true", "no",   "null", "~", "1.5", "0x1F", "",   " x", "x ", "2012-10-17", "12:30",
        "{a}",  "- a",  "a: b", "a #b", "*", "&a",  "%a",   "@a", "!a", "'a", "<<",         "a:"}) {
    EXPECT_EQ(AfterSet("a: b\n", {"a"}, NewValue::String(text)), "a: \"" + text + "\"\n");
  }
  EXPECT_EQ(AfterSet("a: b\n", {"a"}, NewValue::String("\"a\"")), "a: \"\\\"a\\\"\"\n");
  EXPECT_EQ(AfterSet("a: 3600\n", {"a"}, NewValue::String("3600")), "a: \"3600\"\n");
  EXPECT_EQ(AfterSet("a: true # t\n", {"a"}, NewValue::String("true")), "a: \"true\" # t\n");
  EXPECT_EQ(AfterSet("a: b\n", {"a"}, NewValue::String("a[b]")), "a: a[b]\n");
  EXPECT_EQ(AfterSet("a: {b: c}\n", {"a", "b"}, NewValue::String("a[b]")), "a: {b: \"a[b]\"}\n");
}

TEST(SetValueTest, QuotesStay) {
  EXPECT_EQ(AfterSet("a: 'b'\n", {"a"}, kX), "a: 'x'\n");
  EXPECT_EQ(AfterSet("a: 'b'\n", {"a"}, NewValue::String("it's")), "a: 'it''s'\n");
  EXPECT_EQ(AfterSet("a: 'b'\n", {"a"}, NewValue::String("3600")), "a: '3600'\n");
  EXPECT_EQ(AfterSet("a: 'b'\n", {"a"}, NewValue::String("x\ty")), "a: \"x\\ty\"\n");
  EXPECT_EQ(AfterSet("a: \"b\"\n", {"a"}, kX), "a: \"x\"\n");
  EXPECT_EQ(AfterSet("a: \"b\"\n", {"a"}, NewValue::String("ü\n\\\"")), "a: \"ü\\n\\\\\\\"\"\n");
  EXPECT_EQ(AfterSet("a: \"b\n  c\"  # d\n", {"a"}, kX), "a: \"x\"  # d\n");
}

TEST(SetValueTest, BlockScalars) {
  EXPECT_EQ(AfterSet("a: |  # why\n  b\n  c\nd: e\n", {"a"}, kX), "a: x  # why\nd: e\n");
  EXPECT_EQ(AfterSet("a: >-\n  b\n  c\n\nd: e\n", {"a"}, NewValue::String("x\ny\n")),
            "a: |\n  x\n  y\n\nd: e\n");
  EXPECT_EQ(AfterSet("k:\n    a: |\n        b\n    d: e\n", {"k", "a"}, NewValue::String("x\ny")),
            "k:\n    a: |-\n        x\n        y\n    d: e\n");
  EXPECT_EQ(AfterSet("a: b\n", {"a"}, NewValue::String("x\n\ny\n")), "a: |\n  x\n\n  y\n");
  EXPECT_EQ(AfterSet("a: b\n", {"a"}, NewValue::String("x\r\n")), "a: \"x\\r\\n\"\n");
  EXPECT_EQ(AfterSet("- |\n b\n- c\n", {"#0"}, NewValue::String("x\ny\n")),
            "- |\n    x\n    y\n- c\n");
}

TEST(SetValueTest, BooleansAndUnwrittenValues) {
  EXPECT_EQ(AfterSet("a: 'b'\n", {"a"}, NewValue::Bool(false)), "a: false\n");
  EXPECT_EQ(AfterSet("a:\nb: c\n", {"a"}, NewValue::Bool(true)), "a: true\nb: c\n");
  EXPECT_EQ(AfterSet("a:  # none\n", {"a"}, kX), "a: x  # none\n");
  EXPECT_EQ(AfterSet("a: ~\n", {"a"}, kX), "a: x\n");
  EXPECT_EQ(AfterSet("a: &x\n", {"a"}, kX), "a: &x x\n");
  EXPECT_EQ(AfterSet("-\n- b\n", {"#0"}, kX), "- x\n- b\n");
  EXPECT_EQ(AfterSet("{a, b: }\n", {"a"}, kX), "{a: x, b: }\n");
  EXPECT_EQ(AfterSet("{a, b: }\n", {"b"}, kX), "{a, b: x }\n");
}

TEST(SetValueTest, CollectionsTakeThePlaceOfScalarsAndTheReverse) {
  const NewValue map = NewValue::Map({{"k", kX}, {"l", NewValue::List({kX, NewValue::List({})})}});
  EXPECT_EQ(AfterSet("a: b  # why\nc: d\n", {"a"}, map),
            "a:  # why\n  k: x\n  l:\n    - x\n    - []\nc: d\n");
  EXPECT_EQ(AfterSet("a:  # why\n  b: c\n  # more\n  d: e  # last\nf: g\n", {"a"}, kX),
            "a: x  # why\nf: g\n");
  EXPECT_EQ(AfterSet("a:\n- b\n- c\nf: g\n", {"a"}, kX), "a: x\nf: g\n");
  EXPECT_EQ(AfterSet("a:\n- b\n- c\nf: g\n", {"a"}, map),
            "a:\n  k: x\n  l:\n  - x\n  - []\nf: g\n");
  EXPECT_EQ(AfterSet("a:\n   b: c\nf: g\n", {"a"}, map),
            "a:\n   k: x\n   l:\n      - x\n      - []\nf: g\n");
  EXPECT_EQ(AfterSet("- b\n- c\n", {"#0"}, map), "- k: x\n  l:\n    - x\n    - []\n- c\n");
  EXPECT_EQ(AfterSet("- b: c\n  d: e\n- c\n", {"#0"}, kX), "- x\n- c\n");
  EXPECT_EQ(AfterSet("a: [b, c]\n", {"a"}, map), "a: {k: x, l: [x, []]}\n");
  EXPECT_EQ(AfterSet("a: [b, c]\n", {"a"}, kX), "a: x\n");
  EXPECT_EQ(AfterSet("b: c\n", {}, map), "k: x\nl:\n  - x\n  - []\n");
  EXPECT_EQ(AfterSet("b\n", {}, kX), "x\n");
  EXPECT_EQ(AfterSet("a: b\n", {"a"}, NewValue::Map({})), "a: {}\n");
}

TEST(SetValueTest, AnchorsAndAliases) {
  EXPECT_EQ(AfterSet("a: &x b\nc: d\n", {"a"}, kX), "a: &x x\nc: d\n");
  EXPECT_EQ(AfterSet("a: &x b\nc: *x\n", {"a"}, kX), kShared);
  EXPECT_EQ(AfterSet("a: &x b\nc: *x\n", {"c"}, kX), "a: &x b\nc: x\n");
  EXPECT_EQ(AfterSet("a: &x {b: c}\nd: *x\n", {"d", "b"}, kX), kShared);
  EXPECT_EQ(AfterSet("a: &x {b: c}\nd: *x\n", {"a", "b"}, kX), kShared);
  EXPECT_EQ(AfterSet("a:\n  b: &x c\nd: *x\n", {"a"}, kX), kShared);
  EXPECT_EQ(AfterSet("a: &x {b: c}\nd: {<<: *x, e: f}\n", {"d", "e"}, kX),
            "a: &x {b: c}\nd: {<<: *x, e: x}\n");
}

TEST(SetValueTest, TagsThatSayMoreAreRefused) {
  EXPECT_EQ(AfterSet("a: !!str 1\n", {"a"}, kX), "a: !!str x\n");
  EXPECT_EQ(AfterSet("a: !!int 1\n", {"a"}, kX), "error: the value has the tag !!int");
  EXPECT_EQ(AfterSet("a: !Sub b\n", {"a"}, kX), "error: the value has the tag !Sub");
  EXPECT_EQ(AfterSet("- &b !Sub\n  b\n", {"#0"}, kX), "error: the value has the tag !Sub");
}

TEST(InsertPairTest, ANewLineBehindTheLastPair) {
  EXPECT_EQ(AfterInsert("a: b\n", {}, "k", kX), "a: b\nk: x\n");
  EXPECT_EQ(AfterInsert("a: b", {}, "k", kX), "a: b\nk: x");
  EXPECT_EQ(AfterInsert("m:\n  a: b  # why\n\n# of c\nc: d\n", {"m"}, "k", kX),
            "m:\n  a: b  # why\n  k: x\n\n# of c\nc: d\n");
  EXPECT_EQ(AfterInsert("m:\n    a: b\n    c:\n    - d\nn: o\n", {"m"}, "k", kX),
            "m:\n    a: b\n    c:\n    - d\n    k: x\nn: o\n");
  EXPECT_EQ(AfterInsert("- a: b\n- c\n", {"#0"}, "k", kX), "- a: b\n  k: x\n- c\n");
  EXPECT_EQ(AfterInsert("a: b\n---\nc: d\n", {}, "k", kX), "a: b\nk: x\n---\nc: d\n");
  EXPECT_EQ(AfterInsert("a: b\n...\n", {}, "k", kX), "a: b\nk: x\n...\n");
}

TEST(InsertPairTest, BehindTheNamedPair) {
  EXPECT_EQ(AfterInsert("a: b\nc: d\n", {}, "k", kX, "a"), "a: b\nk: x\nc: d\n");
  EXPECT_EQ(AfterInsert("a:\n  - b\n# of c\nc: d\n", {}, "k", kX, "a"),
            "a:\n  - b\nk: x\n# of c\nc: d\n");
  EXPECT_EQ(AfterInsert("a: b\nc: d\n", {}, "k", kX, "none"), "a: b\nc: d\nk: x\n");
}

TEST(InsertPairTest, NeverInsideABlockScalar) {
  EXPECT_EQ(AfterInsert("a: |\n  b\n  # c\nd: e\n", {}, "k", kX, "a"),
            "a: |\n  b\n  # c\nk: x\nd: e\n");
  EXPECT_EQ(AfterInsert("a: |+\n  b\n\nd: e\n", {}, "k", kX, "a"), "a: |+\n  b\n\nk: x\nd: e\n");
  // At the end of the text the scalar has no line break, and would get one.
  EXPECT_EQ(AfterInsert("d: e\na: |\n  b", {}, "k", kX), "d: e\nk: x\na: |\n  b");
  EXPECT_EQ(AfterInsert("a: |\n  b", {}, "k", kX), "k: x\na: |\n  b");
  EXPECT_EQ(AfterInsert("- a: |\n   b", {"#0"}, "k", kX), "- k: x\n  a: |\n   b");
}

TEST(InsertPairTest, NothingIsAnEmptyMap) {
  EXPECT_EQ(AfterInsert("m:\n  a:  # none yet\n  # of c\n  c: d\n", {"m", "a"}, "k", kX),
            "m:\n  a:  # none yet\n    k: x\n  # of c\n  c: d\n");
  EXPECT_EQ(AfterInsert("m:\n    a:\n", {"m", "a"}, "k", kX), "m:\n    a:\n        k: x\n");
  EXPECT_EQ(AfterInsert("a: null  # c\nb: d\n", {"a"}, "k", kX), "a:  # c\n  k: x\nb: d\n");
  EXPECT_EQ(AfterInsert("a: {}\nb: d\n", {"a"}, "k", kX), "a:\n  k: x\nb: d\n");
  EXPECT_EQ(AfterInsert("- a: {}\n  b: d\n", {"#0", "a"}, "k", kX), "- a:\n    k: x\n  b: d\n");
  EXPECT_EQ(AfterInsert("- {}\n- b\n", {"#0"}, "k", kX), "- k: x\n- b\n");
  EXPECT_EQ(AfterInsert("-\n- b\n", {"#0"}, "k", kX), "- k: x\n- b\n");
  EXPECT_EQ(AfterInsert("{a: {}, b: }\n", {"a"}, "k", kX), "{a: {k: x}, b: }\n");
  EXPECT_EQ(AfterInsert("{a: {}, b: }\n", {"b"}, "k", kX), "{a: {}, b: {k: x} }\n");
  EXPECT_EQ(AfterInsert("a: &x\nb: d\n", {"a"}, "k", kX), "a: &x\n  k: x\nb: d\n");
}

TEST(InsertPairTest, InBracketsAsTheNeighboursAre) {
  EXPECT_EQ(AfterInsert("m: {a: b}\n", {"m"}, "k", kX), "m: {a: b, k: x}\n");
  EXPECT_EQ(AfterInsert("m: { a: b,c: d }\n", {"m"}, "k", kX), "m: { a: b,c: d,k: x }\n");
  EXPECT_EQ(AfterInsert("m: {a: b, c: d}\n", {"m"}, "k", kX, "a"), "m: {a: b, k: x, c: d}\n");
  EXPECT_EQ(AfterInsert("m: {a: b,}\n", {"m"}, "k", kX), "m: {a: b, k: x,}\n");
  EXPECT_EQ(AfterInsert("m: {\n  a: b  # why\n}\n", {"m"}, "k", kX),
            "m: {\n  a: b,  # why\n  k: x\n}\n");
  EXPECT_EQ(AfterInsert("m: {\n  a: b, # why\n  c: d\n}\n", {"m"}, "k", kX, "a"),
            "m: {\n  a: b, # why\n  k: x,\n  c: d\n}\n");
  EXPECT_EQ(AfterInsert("{\"a\": \"b\"}\n", {}, "k", kX), "{\"a\": \"b\", \"k\": \"x\"}\n");
  EXPECT_EQ(AfterInsert("{\"a\":\"b\"}\n", {}, "k", kX), "{\"a\":\"b\",\"k\":\"x\"}\n");
}

TEST(InsertPairTest, KeysAndStringsAreQuotedLikeTheirNeighbours) {
  EXPECT_EQ(AfterInsert("a: b\n", {}, "eks.amazonaws.com/role-arn", kX),
            "a: b\neks.amazonaws.com/role-arn: x\n");
  EXPECT_EQ(AfterInsert("a: b\n", {}, "oidc.eks.us-east-1.amazonaws.com/id/E:sub", kX),
            "a: b\noidc.eks.us-east-1.amazonaws.com/id/E:sub: x\n");
  EXPECT_EQ(AfterInsert("a: b\n", {}, "true", kX), "a: b\n\"true\": x\n");
  EXPECT_EQ(AfterInsert("'a': \"b\"\n", {}, "k", kX), "'a': \"b\"\n'k': \"x\"\n");
  EXPECT_EQ(AfterInsert("a: 'b'\nc: d\n", {}, "k", kX), "a: 'b'\nc: d\nk: x\n");
}

TEST(InsertPairTest, NestedValuesAreIndentedLikeTheFile) {
  const NewValue nested = NewValue::Map(
      {{"l", NewValue::List({NewValue::Map({{"p", kX}, {"q", NewValue::Bool(true)}}), kX})},
       {"m", NewValue::Map({{"o", kX}})}});
  EXPECT_EQ(AfterInsert("a:\n    b:\n    - c\n", {"a"}, "k", nested),
            "a:\n    b:\n    - c\n    k:\n        l:\n        - p: x\n          q: true\n"
            "        - x\n        m:\n            o: x\n");
  EXPECT_EQ(AfterInsert("a: b\n", {}, "k", nested),
            "a: b\nk:\n  l:\n    - p: x\n      q: true\n    - x\n  m:\n    o: x\n");
  EXPECT_EQ(AfterInsert("{a: b}\n", {}, "k", nested),
            "{a: b, k: {l: [{p: x, q: true}, x], m: {o: x}}}\n");
}

TEST(InsertPairTest, LineEndingsStay) {
  EXPECT_EQ(AfterInsert("a: b # c\r\n\r\nd: e\r\n", {}, "k", kX, "a"),
            "a: b # c\r\nk: x\r\n\r\nd: e\r\n");
  EXPECT_EQ(AfterInsert("a:\r\n  b: c\r\n", {}, "k", NewValue::Map({{"l", kX}})),
            "a:\r\n  b: c\r\nk:\r\n  l: x\r\n");
  EXPECT_EQ(AfterInsert("a: b\r\nc: d", {}, "k", kX), "a: b\r\nc: d\r\nk: x");
  EXPECT_EQ(AfterInsert("\xEF\xBB\xBF"
                        "a: b\n",
                        {}, "k", kX),
            "\xEF\xBB\xBF"
            "a: b\nk: x\n");
  EXPECT_EQ(AfterInsert("\xEF\xBB\xBF"
                        "a:\n  b: c\n",
                        {"a"}, "k", kX),
            "\xEF\xBB\xBF"
            "a:\n  b: c\n  k: x\n");
}

TEST(InsertPairTest, Refusals) {
  EXPECT_EQ(AfterInsert("a: b\n", {}, "a", kX), "error: the map has the key \"a\" already");
  EXPECT_EQ(AfterInsert("a: b\n", {"a"}, "k", kX),
            "error: the value that gets a new key is not a map");
  EXPECT_EQ(AfterInsert("a: &x {b: c}\nd: *x\n", {"d"}, "k", kX), kShared);
  EXPECT_EQ(AfterInsert("a: &x\n  b: c\nd: *x\n", {"a"}, "k", kX), kShared);
  EXPECT_EQ(AfterInsert("[a: b]\n", {"#0"}, "k", kX),
            "error: the change cannot be written here without changing something else");
}

TEST(InsertItemTest, BehindTheLastItem) {
  EXPECT_EQ(AfterAppend("a:\n- b # c\nd: e\n", {"a"}, kX), "a:\n- b # c\n- x\nd: e\n");
  EXPECT_EQ(AfterAppend("a:\n  - b\n", {"a"}, kX), "a:\n  - b\n  - x\n");
  EXPECT_EQ(AfterAppend("-   a: b\n    c: d\n", {}, NewValue::Map({{"k", kX}, {"l", kX}})),
            "-   a: b\n    c: d\n-   k: x\n    l: x\n");
  EXPECT_EQ(AfterAppend("- - a\n  - b\n- c\n", {"#0"}, kX), "- - a\n  - b\n  - x\n- c\n");
  EXPECT_EQ(AfterAppend("a: [b]\n", {"a"}, kX), "a: [b, x]\n");
  EXPECT_EQ(AfterAppend("a: ['b', 'c']\n", {"a"}, kX), "a: ['b', 'c', 'x']\n");
  EXPECT_EQ(AfterAppend("a: [\n  b,\n]\n", {"a"}, kX), "a: [\n  b,\n  x,\n]\n");
  EXPECT_EQ(AfterAppend("a: []\nb: c\n", {"a"}, kX), "a:\n  - x\nb: c\n");
  EXPECT_EQ(AfterAppend("a: [[]]\n", {"a", "#0"}, kX), "a: [[x]]\n");
}

TEST(InsertItemTest, OnlyListsTakeItems) {
  EXPECT_EQ(AfterAppend("a: b\n", {"a"}, kX),
            "error: the value that gets a new item is not a list");
  EXPECT_EQ(AfterAppend("a:\n", {"a"}, kX), "error: the value that gets a new item is not a list");
  EXPECT_EQ(AfterAppend("a: {}\n", {"a"}, kX),
            "error: the value that gets a new item is not a list");
}

TEST(RenameKeyTest, NothingElseChanges) {
  EXPECT_EQ(AfterRename("a : b # c\n", {"a"}, "k"), "k : b # c\n");
  EXPECT_EQ(AfterRename("'a': b\n", {"a"}, "k"), "'k': b\n");
  EXPECT_EQ(AfterRename("\"a\": b\n", {"a"}, "k"), "\"k\": b\n");
  EXPECT_EQ(AfterRename("a: b\n", {"a"}, "true"), "\"true\": b\n");
  EXPECT_EQ(AfterRename("a: b\n", {"a"}, "<<"), "\"<<\": b\n");
  EXPECT_EQ(AfterRename("{a, b: c}\n", {"a"}, "k"), "{k, b: c}\n");
  EXPECT_EQ(AfterRename("? a\n: b\n", {"a"}, "k"), "? k\n: b\n");
  EXPECT_EQ(AfterRename("&y a: b\n", {"a"}, "k"), "&y k: b\n");
  EXPECT_EQ(AfterRename("a: 1\nb: 2\na: 3\n", {"#0"}, "k"), "k: 1\nb: 2\na: 3\n");
  EXPECT_EQ(AfterRename("a: 1\nb: 2\n", {"a"}, "a"), "a: 1\nb: 2\n");
}

TEST(RenameKeyTest, Refusals) {
  EXPECT_EQ(AfterRename("a: 1\nb: 2\n", {"a"}, "b"), "error: the map has the key \"b\" already");
  EXPECT_EQ(AfterRename("- a\n", {"#0"}, "b"),
            "error: the file does not hold the value that is to be changed");
  EXPECT_EQ(AfterRename("? [a]\n: b\n", {"#0"}, "k"),
            "error: the key is not a plain or quoted text");
  EXPECT_EQ(AfterRename("x: &x {a: b}\n<<: *x\n", {"#1"}, "k"),
            "error: the key is not a plain or quoted text");
}

TEST(RemoveTest, ThePairGoesWithItsLinesAndTheirComment) {
  EXPECT_EQ(AfterRemove("a: b # why\nc: d\n", {"a"}), "c: d\n");
  EXPECT_EQ(AfterRemove("a: b\nc: d # why\n", {"c"}), "a: b\n");
  EXPECT_EQ(AfterRemove("a: b\nc: d", {"c"}), "a: b");
  EXPECT_EQ(AfterRemove("a: b\n# above\nc:\n  d: e\n\n# below\nf: g\n", {"c"}),
            "a: b\n# above\n\n# below\nf: g\n");
  EXPECT_EQ(AfterRemove("a: |\n  b\n  c\nd: e\n", {"a"}), "d: e\n");
  EXPECT_EQ(AfterRemove("---\na: b\nc: d\n", {"a"}), "---\nc: d\n");
  EXPECT_EQ(AfterRemove("a: b\r\nc: d\r\ne: f\r\n", {"c"}), "a: b\r\ne: f\r\n");
  EXPECT_EQ(AfterRemove("a: 1\nb: 2\na: 3\n", {"#0"}), "b: 2\na: 3\n");
  EXPECT_EQ(AfterRemove("? a\n: b\nc: d\n", {"a"}), "c: d\n");
}

TEST(RemoveTest, TheFirstPairOfAnItem) {
  EXPECT_EQ(AfterRemove("- a: b # why\n  c: d\n", {"#0", "a"}), "- c: d\n");
  EXPECT_EQ(AfterRemove("- a: b # why\n  # of c\n  c: d\n", {"#0", "a"}), "-\n  # of c\n  c: d\n");
  EXPECT_EQ(AfterRemove("- - a\n  - b\n", {"#0", "#0"}), "- - b\n");
}

TEST(RemoveTest, AnItemGoesWithItsLines) {
  EXPECT_EQ(AfterRemove("a:\n- b # why\n- c\n", {"a", "#0"}), "a:\n- c\n");
  EXPECT_EQ(AfterRemove("a:\n- b\n-\n  c: d\n  e: f\n- g\n", {"a", "#1"}), "a:\n- b\n- g\n");
  EXPECT_EQ(AfterRemove("- a\n- b\n", {"#1"}), "- a\n");
}

TEST(RemoveTest, BracketsStayWhereNothingIsLeft) {
  EXPECT_EQ(AfterRemove("m:\n  a: b # c\nd: e\n", {"m", "a"}), "m: {}\nd: e\n");
  EXPECT_EQ(AfterRemove("m: # none\n  # above\n  a: b\nd: e\n", {"m", "a"}),
            "m: {} # none\n  # above\nd: e\n");
  EXPECT_EQ(AfterRemove("m:\n- a\nd: e\n", {"m", "#0"}), "m: []\nd: e\n");
  EXPECT_EQ(AfterRemove("- a: b\n- c\n", {"#0", "a"}), "- {}\n- c\n");
  EXPECT_EQ(AfterRemove("a: b\n", {"a"}), "{}\n");
  EXPECT_EQ(AfterRemove("m: {a: b}\n", {"m", "a"}), "m: {}\n");
  EXPECT_EQ(AfterRemove("m: [ a ]\n", {"m", "#0"}), "m: []\n");
}

TEST(RemoveTest, CommasGoWithTheirElements) {
  EXPECT_EQ(AfterRemove("m: {a: b, c: d, e: f}\n", {"m", "a"}), "m: {c: d, e: f}\n");
  EXPECT_EQ(AfterRemove("m: {a: b, c: d, e: f}\n", {"m", "c"}), "m: {a: b, e: f}\n");
  EXPECT_EQ(AfterRemove("m: { a: b, c: d }\n", {"m", "c"}), "m: { a: b }\n");
  EXPECT_EQ(AfterRemove("m: [a, b, ]\n", {"m", "#1"}), "m: [a, ]\n");
  EXPECT_EQ(AfterRemove("[\n  a, # of a\n  # of b\n  b # why\n]\n", {"#1"}),
            "[\n  a # of a\n  # of b\n]\n");
  EXPECT_EQ(AfterRemove("[\n  a, # of a\n  b, c\n]\n", {"#1"}), "[\n  a, # of a\n  c\n]\n");
  EXPECT_EQ(AfterRemove("{a: 1, # of a\n b: 2} # end\n", {"b"}), "{a: 1 # of a\n } # end\n");
  EXPECT_EQ(AfterRemove("[\n  a, # of a\n  b\n]\n", {"#0"}), "[\n  b\n]\n");
}

TEST(RemoveTest, Refusals) {
  EXPECT_EQ(AfterRemove("a: b\n", {}), "error: a whole document cannot be removed");
  EXPECT_EQ(AfterRemove("a: &x b\nc: *x\n", {"a"}), kShared);
  EXPECT_EQ(AfterRemove("m:\n  a: &x b\nc: *x\n", {"m"}), kShared);
}

TEST(EditTextTest, SeveralEditsAreMadeAtOnce) {
  EditedFile file("m:\n  a: b\n  c: d\n  e: f\nn: {g: h}\n");
  EXPECT_EQ(file.After({Remove{file.At({"m", "c"})},
                        InsertPair{.map = file.At({"m"}), .key = "k", .value = kX, .after = "c"},
                        InsertPair{.map = file.At({"m"}), .key = "l", .value = kX, .after = "c"},
                        SetValue{file.At({"m", "a"}), kX}, RenameKey{file.At({"m", "a"}), "z"},
                        InsertPair{.map = file.At({"n"}), .key = "i", .value = kX},
                        InsertPair{.map = file.At({"n"}), .key = "j", .value = kX}}),
            "m:\n  z: x\n  k: x\n  l: x\n  e: f\nn: {g: h, i: x, j: x}\n");
}

TEST(EditTextTest, InsertionsAtOnePlaceNestByDepth) {
  EditedFile file("m:\n  n:\n    a: b\n");
  EXPECT_EQ(file.After({InsertPair{.map = file.At({}), .key = "p", .value = kX},
                        InsertPair{.map = file.At({"m"}), .key = "q", .value = kX},
                        InsertPair{.map = file.At({"m", "n"}), .key = "r", .value = kX}}),
            "m:\n  n:\n    a: b\n    r: x\n  q: x\np: x\n");
}

TEST(EditTextTest, EmptiedAndFilledAgain) {
  EditedFile file("m:\n  a: b\nn:\n");
  EXPECT_EQ(file.After({Remove{file.At({"m", "a"})},
                        InsertPair{.map = file.At({"m"}), .key = "k", .value = kX},
                        InsertPair{.map = file.At({"n"}), .key = "k", .value = kX},
                        InsertPair{.map = file.At({"n"}), .key = "l", .value = kX}}),
            "m:\n  k: x\nn:\n  k: x\n  l: x\n");
}

TEST(EditTextTest, ManyRemovals) {
  EditedFile file("m: {a: 1, b: 2, c: 3, d: 4}\nl:\n- a: 1\n  b: 2\n  c: 3\n");
  EXPECT_EQ(file.After({Remove{file.At({"m", "d"})}, Remove{file.At({"m", "a"})},
                        Remove{file.At({"m", "c"})}, Remove{file.At({"l", "#0", "a"})},
                        Remove{file.At({"l", "#0", "b"})}}),
            "m: {b: 2}\nl:\n- c: 3\n");
}

TEST(EditTextTest, RemovalsAndInsertionsAtTheTop) {
  EditedFile file("a: 1\n# of b\nb: 2 # c\nc: 3\n");
  EXPECT_EQ(file.After({Remove{file.At({"a"})}, Remove{file.At({"b"})},
                        InsertPair{.map = file.At({}), .key = "k", .value = kX, .after = "a"},
                        InsertPair{.map = file.At({}), .key = "l", .value = kX, .after = "b"}}),
            "k: x\n# of b\nl: x\nc: 3\n");
  EditedFile flow("{a: 1, b: 2, c: 3}\n");
  EXPECT_EQ(flow.After({Remove{flow.At({"a"})}, Remove{flow.At({"b"})},
                        InsertPair{.map = flow.At({}), .key = "k", .value = kX, .after = "b"}}),
            "{k: x, c: 3}\n");
}

TEST(EditTextTest, EqualEditsCountOnce) {
  EditedFile file("m: {a: b}\nl: [c]\n");
  const std::vector<Edit> edits{
      SetValue{file.At({"m", "a"}), kX}, InsertPair{.map = file.At({"m"}), .key = "k", .value = kX},
      InsertItem{file.At({"l"}), kX},    RenameKey{file.At({"l"}), "z"},
      Remove{file.At({"l", "#0"})},
  };
  std::vector<Edit> twice = edits;
  twice.insert(twice.end(), edits.begin(), edits.end());
  EXPECT_EQ(file.After(twice), "m: {a: x, k: x}\nz: [x]\n");
}

TEST(EditTextTest, ContradictionsAreErrors) {
  EditedFile file("m:\n  a: b\n  c: d\n");
  const NewValue y = NewValue::String("y");
  EXPECT_EQ(file.After({SetValue{file.At({"m", "a"}), kX}, SetValue{file.At({"m", "a"}), y}}),
            kContradiction);
  EXPECT_EQ(file.After({Remove{file.At({"m", "a"})}, SetValue{file.At({"m", "a"}), y}}),
            kContradiction);
  EXPECT_EQ(file.After({SetValue{file.At({"m", "a"}), y}, Remove{file.At({"m"})}}), kContradiction);
  EXPECT_EQ(file.After({SetValue{file.At({"m"}), y}, RenameKey{file.At({"m", "a"}), "k"}}),
            kContradiction);
  EXPECT_EQ(file.After({InsertPair{.map = file.At({"m"}), .key = "k", .value = kX},
                        InsertPair{.map = file.At({"m"}), .key = "k", .value = y}}),
            kContradiction);
  EXPECT_EQ(file.After({RenameKey{file.At({"m", "a"}), "k"}, RenameKey{file.At({"m", "a"}), "l"}}),
            kContradiction);
  EXPECT_EQ(file.After({RenameKey{file.At({"m", "a"}), "k"},
                        InsertPair{.map = file.At({"m"}), .key = "k", .value = kX}}),
            "error: the map has the key \"k\" already");
}

TEST(EditTextTest, AKeyMayTakeThePlaceOfARemovedOne) {
  EditedFile file("a: 1\nb: 2\n");
  EXPECT_EQ(file.After({Remove{file.At({"b"})}, RenameKey{file.At({"a"}), "b"}}), "b: 1\n");
}

TEST(EditTextTest, OnlyEditedDocumentsAreTouched) {
  EditedFile file("a: b\n---\n\"\n---\na: c\n...\n# end\n");
  EditedFile good("a: b\n---\n\n---\na: c\n...\n# end\n");
  EXPECT_EQ(good.After({SetValue{good.At({"a"}, 1), kX}}), "a: b\n---\n\n---\na: x\n...\n# end\n");
  EXPECT_EQ(file.After({SetValue{file.At({"a"}, 0), kX}, SetValue{file.At({"a"}, 2), kX}}),
            "a: x\n---\n\"\n---\na: x\n...\n# end\n");
}

TEST(EditTextTest, PlacesMustBeOfTheFile) {
  EditedFile file("a: b\n");
  Place other = file.At({"a"});
  other.document.source = source::SourceId{8};
  EXPECT_EQ(file.After({SetValue{other, kX}}),
            "error: the value that is to be changed is in another file");
  Place gone = file.At({"a"});
  gone.route[0].key = "z";
  EXPECT_EQ(file.After({SetValue{gone, kX}}),
            "error: the file does not hold the value that is to be changed");
  Place beyond = file.At({"a"});
  beyond.document.end = 99;
  EXPECT_EQ(file.After({SetValue{beyond, kX}}),
            "error: the file does not hold the document that is to be changed");
  EXPECT_EQ(file.After({}), "a: b\n");
}

TEST(EditTextTest, ManifestsOfAClusterInEveryStyle) {
  const NewValue annotations =
      NewValue::Map({{"eks.amazonaws.com/role-arn",
                      NewValue::String("arn:aws:iam::111122223333:role/uploader")}});
  // Lists at the column of their key, two documents, lines that end as on Windows.
  EditedFile list(
      "apiVersion: v1\r\nkind: List\r\nitems:\r\n# the account\r\n- kind: ServiceAccount\r\n"
      "  metadata: # of it\r\n    name: uploader\r\n\r\n- kind: Pod\r\n  spec:\r\n"
      "    containers:\r\n    - name: main\r\n---\r\nkind: Pod\r\n");
  EXPECT_EQ(list.After({InsertPair{.map = list.At({"items", "#0", "metadata"}),
                                   .key = "annotations",
                                   .value = annotations},
                        InsertPair{.map = list.At({"items", "#1", "spec"}),
                                   .key = "serviceAccountName",
                                   .value = NewValue::String("uploader")},
                        SetValue{list.At({"kind"}, 1), NewValue::String("Job")}}),
            "apiVersion: v1\r\nkind: List\r\nitems:\r\n# the account\r\n- kind: ServiceAccount\r\n"
            "  metadata: # of it\r\n    name: uploader\r\n    annotations:\r\n"
            "      eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/uploader\r\n\r\n"
            "- kind: Pod\r\n  spec:\r\n    containers:\r\n    - name: main\r\n"
            "    serviceAccountName: uploader\r\n---\r\nkind: Job\r\n");
  // Brackets.
  EXPECT_EQ(AfterInsert("{kind: ServiceAccount, metadata: {name: uploader}}\n", {"metadata"},
                        "annotations", annotations),
            "{kind: ServiceAccount, metadata: {name: uploader, annotations: "
            "{eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/uploader}}}\n");
  // Merge keys: a pair beside one, never one that it brings.
  EditedFile merged("base: &base\n  app: a\nlabels:\n  <<: *base\n  tier: b\n");
  EXPECT_EQ(merged.After({InsertPair{.map = merged.At({"labels"}), .key = "app", .value = kX}}),
            "base: &base\n  app: a\nlabels:\n  <<: *base\n  tier: b\n  app: x\n");
  EXPECT_EQ(merged.After({SetValue{merged.At({"labels", "app"}), kX}}),
            "error: the value is written once and used in several places (anchor &base)");
}

TEST(EditTextTest, EditsAreNoLargerThanTheChange) {
  EditedFile file("m:\n  a: b # c\n  d: e\n");
  const auto edits = file.TextEdits({SetValue{file.At({"m", "a"}), kX},
                                     InsertPair{.map = file.At({"m"}), .key = "k", .value = kX}});
  ASSERT_TRUE(edits);
  const auto span = [](uint32_t begin, uint32_t end) {
    return source::Span{.source = kEditSource, .begin = begin, .end = end};
  };
  EXPECT_EQ(*edits, (std::vector<source::TextEdit>{{span(8, 9), "x"}, {span(20, 20), "\n  k: x"}}));
  EXPECT_TRUE(file.TextEdits({RenameKey{file.At({"m", "a"}), "a"}})->empty());
}

}  // namespace
}  // namespace irsalint::syntax
