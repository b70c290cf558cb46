#include "analyzer/syntax/layout.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>

#include "analyzer/syntax/parse.h"

namespace irsalint::syntax {
namespace {

class Written {
 public:
  explicit Written(std::string text, Syntax syntax = Syntax::kYaml) : text_(std::move(text)) {
    const DocumentId whole{source::SourceId{0}, 0, static_cast<uint32_t>(text_.size())};
    Parsed parsed = syntax == Syntax::kJson ? ParseJson(text_, whole) : ParseYaml(text_, whole);
    EXPECT_FALSE(parsed.error);
    document_ = std::move(parsed.document);
    layout_ = std::make_unique<Layout>(text_, 0, text_.size(), syntax);
  }

  const Node& root() const { return *document_->root(); }
  const Layout& layout() const { return *layout_; }

  std::string Element(const Node& collection, size_t index) const {
    const size_t begin = layout_->ElementBegin(collection, index);
    return text_.substr(begin, layout_->ElementEnd(collection, index) - begin);
  }

 private:
  std::string text_;
  std::unique_ptr<Document> document_;
  std::unique_ptr<Layout> layout_;
};

TEST(LayoutTest, LinesAndTheirBreaks) {
  const std::string text =
      "\xEF\xBB\xBF"
      "a: b\r\n\r\n  c";
  const Layout layout(text, 0, text.size(), Syntax::kYaml);
  EXPECT_EQ(layout.begin(), 3u);
  EXPECT_EQ(layout.Column(6), 3u);
  EXPECT_EQ(layout.LineEnd(3), 7u);
  EXPECT_EQ(layout.LineBreak(3), "\r\n");
  EXPECT_EQ(layout.LineBreak(12), "\r\n") << "of the line above";
  EXPECT_EQ(layout.NextLine(3), 9u);
  EXPECT_EQ(layout.NextLine(12), std::nullopt);
  EXPECT_EQ(layout.LineAboveEnd(3), std::nullopt);
  EXPECT_EQ(layout.LineAboveEnd(9), 7u);
  EXPECT_EQ(layout.Indentation(13), "  ");
  EXPECT_TRUE(layout.StartsLine(13));
  EXPECT_FALSE(layout.StartsLine(6));
}

TEST(LayoutTest, ACommentEndsALineOfYamlOnly) {
  const std::string text = "a # b\nc#d";
  const Layout yaml(text, 0, text.size(), Syntax::kYaml);
  EXPECT_TRUE(yaml.EndsLine(1));
  EXPECT_FALSE(yaml.EndsLine(7)) << "a `#` behind a letter is no comment";
  EXPECT_TRUE(yaml.EndsLine(9));
  EXPECT_FALSE(Layout(text, 0, text.size(), Syntax::kJson).EndsLine(1));
}

TEST(LayoutTest, BlockAndFlow) {
  const Written file("a: {b: c}\n[d]: [e]\n");
  const Node& root = file.root();
  EXPECT_FALSE(file.layout().IsFlow(root));
  EXPECT_TRUE(file.layout().IsFlow(*root.pairs[0].value));
  EXPECT_TRUE(file.layout().IsInFlow(*root.pairs[0].value->pairs[0].value));
  EXPECT_FALSE(file.layout().IsInFlow(*root.pairs[0].value));
  const Written key("{a: b}: c\n");
  EXPECT_FALSE(key.layout().IsFlow(key.root())) << "its first key is one";
}

TEST(LayoutTest, ElementsHaveTheirIndicatorsAndProperties) {
  const Written map("&k !t a: b\n? c\n: - d\ne: # none\nf: |\n  g\n\n");
  EXPECT_EQ(map.Element(map.root(), 1), "? c\n: - d");
  EXPECT_EQ(map.Element(map.root(), 2), "e:");
  EXPECT_EQ(map.Element(map.root(), 3), "f: |\n  g");
  const Written list("- a\n# b\n-\n  &c {d: e}\n");
  EXPECT_EQ(list.Element(list.root(), 0), "- a");
  EXPECT_EQ(list.Element(list.root(), 1), "-\n  &c {d: e}");
  const Written flow("[ a , # b\n &c d: e, ]\n");
  EXPECT_EQ(flow.Element(flow.root(), 0), "a");
  EXPECT_EQ(flow.Element(flow.root(), 1), "&c d: e");
  EXPECT_EQ(flow.layout().Comma(flow.root(), 0), 4u);
  EXPECT_EQ(flow.layout().Comma(flow.root(), 1), 18u);
}

TEST(LayoutTest, ASlotIsBehindTheColonAndTheProperties) {
  const Written file("a: &x !t  b\nc:\n- d\n- [e]\n");
  const Node& root = file.root();
  const auto slot = [&file](const Node* node) { return file.layout().ValueSlot(*node); };
  EXPECT_EQ(slot(root.pairs[0].value), 8u);
  EXPECT_EQ(slot(root.pairs[1].value), 14u);
  EXPECT_EQ(slot(root.pairs[1].value->items[0]), 16u);
  EXPECT_EQ(slot(root.pairs[1].value->items[1]->items[0]), 22u);
  EXPECT_EQ(slot(&root), 0u);
}

}  // namespace
}  // namespace irsalint::syntax
