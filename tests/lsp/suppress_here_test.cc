#include "analyzer/lsp/suppress_here.h"

#include <gtest/gtest.h>

namespace irsalint::lsp {
namespace {

// The text with the comment above the line that holds `word`; "" where there is none.
std::string With(std::string text, std::string_view word) {
  const auto edit = SuppressHere(text, static_cast<uint32_t>(text.find(word)), "a-rule");
  if (!edit.has_value()) return "";
  EXPECT_EQ(edit->span.begin, edit->span.end);
  return text.insert(edit->span.begin, edit->text);
}

TEST(SuppressHere, AboveTheLineAndAsFarIn) {
  EXPECT_EQ(With("a:\n  b: c\n", "c"),
            "a:\n  # irsalint: ignore[a-rule] accepted, because …\n  b: c\n");
  EXPECT_EQ(With("a: b", "a"), "# irsalint: ignore[a-rule] accepted, because …\na: b");
  EXPECT_EQ(With("- x: 1\n- y: 2\n", "y"),
            "- x: 1\n# irsalint: ignore[a-rule] accepted, because …\n- y: 2\n");
}

TEST(SuppressHere, NotWhereACommentWouldBeText) {
  EXPECT_EQ(With("a: |\n  text\n  more\n", "more"), "");
  EXPECT_EQ(With("a: \"one\n  two\"\n", "two"), "");
}

}  // namespace
}  // namespace irsalint::lsp
