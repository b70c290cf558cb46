#include "analyzer/base/git_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace irsalint::base {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string Entry(std::string_view mode, std::string_view name, char byte) {
  std::string text(mode);
  text += ' ';
  text += name;
  text += '\0';
  return text + std::string(20, byte);
}

std::string Id(std::string_view byte) {
  std::string id;
  for (int i = 0; i < 20; ++i) id += byte;
  return id;
}

TEST(ParseGitTree, EveryKindOfEntry) {
  const auto entries =
      ParseGitTree(Entry("100644", "a b", '\x01') + Entry("100755", "x", '\xfe') +
                       Entry("120000", "link", '\x02') + Entry("40000", "dir", '\x03') +
                       Entry("160000", "module", '\x04'),
                   20);
  ASSERT_TRUE(entries.has_value());
  EXPECT_THAT(*entries,
              ElementsAre(GitTreeEntry{.name = "a b", .kind = FileKind::kFile, .id = Id("01")},
                          GitTreeEntry{.name = "x", .kind = FileKind::kFile, .id = Id("fe")},
                          GitTreeEntry{.name = "link", .kind = FileKind::kSymlink, .id = Id("02")},
                          GitTreeEntry{.name = "dir", .kind = FileKind::kDirectory, .id = Id("03")},
                          GitTreeEntry{.name = "module", .kind = FileKind::kDirectory, .id = ""}));
  EXPECT_THAT(*ParseGitTree("", 20), IsEmpty());
}

TEST(ParseGitTree, RefusesWhatIsNoTree) {
  const std::string good = Entry("100644", "a", '\x01');
  for (size_t cut = 1; cut < good.size(); ++cut) {
    EXPECT_FALSE(ParseGitTree(std::string_view(good).substr(0, cut), 20).has_value()) << cut;
  }
  for (const std::string_view name : {"", ".", "..", "a/b"}) {
    EXPECT_FALSE(ParseGitTree(Entry("100644", name, '\x01'), 20).has_value()) << name;
  }
}

}  // namespace
}  // namespace irsalint::base
