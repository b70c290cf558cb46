#include "analyzer/lsp/documents.h"

#include <gtest/gtest.h>

namespace irsalint::lsp {
namespace {

constexpr std::string_view kUri = "file:///repo/a%20b.yaml";
constexpr std::string_view kPath = "/repo/a b.yaml";

TEST(Documents, ChangesApplyOneAfterTheOther) {
  Documents documents;
  EXPECT_EQ(documents.Open(kUri, 1, "a: \xF0\x9F\x94\x91 b\nc: d\n"), kPath);
  EXPECT_EQ(documents.Change(kUri, 2,
                             {{.range = Range{{0, 3}, {0, 5}}, .text = "key"},
                              {.range = Range{{0, 6}, {1, 0}}, .text = "\n\n"},
                              {.range = Range{{9, 9}, {9, 9}}, .text = "end"}},
                             PositionEncoding::kUtf16),
            kPath);
  ASSERT_NE(documents.Find(kPath), nullptr);
  EXPECT_EQ(documents.Find(kPath)->text, "a: key\n\nc: d\nend");
  EXPECT_EQ(documents.Find(kPath)->version, 2);
  (void)documents.Change(kUri, 3, {{.range = std::nullopt, .text = "all"}},
                         PositionEncoding::kUtf16);
  EXPECT_EQ(documents.Find(kPath)->text, "all");
}

TEST(Documents, ARangeThatIsUpsideDownChangesNothing) {
  Documents documents;
  documents.Open(kUri, 1, "abc");
  documents.Change(kUri, 2, {{.range = Range{{0, 2}, {0, 1}}, .text = "x"}},
                   PositionEncoding::kUtf8);
  EXPECT_EQ(documents.Find(kPath)->text, "abc");
}

TEST(Documents, KeepTheNameThatTheClientGave) {
  Documents documents;
  documents.Open("file:///repo/a%3Ab.yaml", 1, "");
  EXPECT_EQ(documents.UriOf("/repo/a:b.yaml"), "file:///repo/a%3Ab.yaml");
  EXPECT_EQ(documents.UriOf("/repo/c.yaml"), "file:///repo/c.yaml");
}

TEST(Documents, WhatIsNoFileOrNotOpen) {
  Documents documents;
  EXPECT_EQ(documents.Open("untitled:x", 1, ""), std::nullopt);
  EXPECT_EQ(documents.Change(kUri, 1, {}, PositionEncoding::kUtf8), std::nullopt);
  EXPECT_EQ(documents.Close(kUri), std::nullopt);
  documents.Open(kUri, 1, "");
  EXPECT_EQ(documents.Close(kUri), kPath);
  EXPECT_EQ(documents.Find(kPath), nullptr);
}

}  // namespace
}  // namespace irsalint::lsp
