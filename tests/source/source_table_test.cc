#include "analyzer/source/source_table.h"

#include <gtest/gtest.h>

#include <string>

#include "analyzer/source/span.h"

namespace irsalint::source {
namespace {

TEST(SourceTableTest, AnEqualPathHasAnEqualId) {
  SourceTable table;
  const SourceId a = table.Intern("a.yaml");
  const SourceId b = table.Intern("b.yaml");
  EXPECT_EQ(a.value, 0u);
  EXPECT_EQ(b.value, 1u);
  EXPECT_EQ(table.Intern(std::string("a.yaml")), a);
  EXPECT_EQ(table.size(), 2u);
  EXPECT_EQ(table.Path(a), "a.yaml");
  EXPECT_EQ(table.Path(b), "b.yaml");
}

TEST(SourceTableTest, AnIdOfAnotherTableHasNoPath) {
  const SourceTable table;
  EXPECT_EQ(table.Path(SourceId{0}), "");
  EXPECT_EQ(table.Path(SourceId{}), "");
  EXPECT_FALSE(SourceId{}.IsValid());
  EXPECT_TRUE(SourceId{0}.IsValid());
}

TEST(SourceTableTest, PathsStayWhereTheyAreWhileTheTableGrows) {
  SourceTable table;
  const std::string_view first = table.Path(table.Intern("first"));
  for (int i = 0; i < 1000; ++i) table.Intern("path" + std::to_string(i));
  EXPECT_EQ(first, "first");
  EXPECT_EQ(table.Intern("path500").value, 501u);
}

TEST(SpanTest, OrdersByFileThenBytes) {
  const Span a{SourceId{0}, 5, 9};
  const Span b{SourceId{1}, 0, 1};
  EXPECT_LT(a, b);
  EXPECT_LT(a, (Span{SourceId{0}, 6, 6}));
  EXPECT_EQ(a.Length(), 4u);
}

}  // namespace
}  // namespace irsalint::source
