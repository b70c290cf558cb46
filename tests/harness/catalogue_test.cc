// The catalogue as a whole: sets are compared, never counts.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <string>

#include "analyzer/base/strings.h"
#include "rules/all_rules.h"
#include "tests/harness/fixture.h"
#include "tests/harness/paths.h"

namespace irsalint::test {
namespace {

std::string FileNameOf(std::string_view id) {
  std::string name(id);
  for (char& c : name) {
    if (c == '-') c = '_';
  }
  return name;
}

std::string FolderOf(const rule::RuleMeta& meta) {
  return std::string(meta.group) + "/" + FileNameOf(meta.id);
}

bool IsKebabCase(std::string_view id) {
  if (id.empty() || id.front() == '-' || id.back() == '-' || base::Contains(id, "--")) return false;
  for (const char c : id) {
    if (!base::IsAsciiLower(c) && !base::IsAsciiDigit(c) && c != '-') return false;
  }
  return true;
}

std::set<std::string> FoldersWith(std::string_view prefix) {
  std::set<std::string> folders;
  for (const Fixture& fixture : AllFixtures()) {
    if (fixture.name.starts_with(prefix)) folders.insert(fixture.group + "/" + fixture.rule);
  }
  return folders;
}

std::set<std::string> AllFolders() {
  std::set<std::string> folders;
  for (const rule::Rule* rule : rules::AllRules()) folders.insert(FolderOf(rule->meta));
  return folders;
}

TEST(Catalogue, IdsAreUniqueKebabCaseAndNamedAsTheirFile) {
  std::set<std::string_view> ids;
  for (const rule::Rule* rule : rules::AllRules()) {
    EXPECT_TRUE(IsKebabCase(rule->meta.id)) << rule->meta.id;
    EXPECT_TRUE(ids.insert(rule->meta.id).second) << rule->meta.id << " stands twice";
    const std::string file = SourceDir() + "/rules/" + FolderOf(rule->meta) + ".cc";
    EXPECT_TRUE(std::filesystem::exists(file)) << file;
  }
}

TEST(Catalogue, EachRuleHasABadAndAGoodFixture) {
  EXPECT_EQ(FoldersWith("bad_"), AllFolders());
  EXPECT_EQ(FoldersWith("good_"), AllFolders());
}

TEST(Catalogue, FixturesAreNamedGoodOrBad) {
  for (const Fixture& fixture : AllFixtures()) {
    EXPECT_TRUE(fixture.IsBad() || fixture.name.starts_with("good_")) << fixture.path;
  }
}

TEST(Catalogue, DocsHaveTheFixedHeadings) {
  for (const rule::Rule* rule : rules::AllRules()) {
    std::vector<std::string_view> headings;
    for (const std::string_view line : base::SplitBy(rule->meta.doc, '\n')) {
      if (line.starts_with("## ")) headings.push_back(base::TrimAscii(line));
    }
    EXPECT_THAT(headings, ::testing::ElementsAreArray(rule::kDocHeadings)) << rule->meta.id;
  }
}

TEST(Catalogue, SummariesAreOneSentenceAndReferencesAreGiven) {
  for (const rule::Rule* rule : rules::AllRules()) {
    EXPECT_FALSE(rule->meta.summary.empty()) << rule->meta.id;
    EXPECT_FALSE(rule->meta.summary.ends_with('.')) << rule->meta.id;
    EXPECT_FALSE(base::Contains(rule->meta.summary, "\n")) << rule->meta.id;
    EXPECT_FALSE(rule->meta.references.empty()) << rule->meta.id;
    EXPECT_FALSE(rule->meta.tags.empty()) << rule->meta.id;
  }
}

}  // namespace
}  // namespace irsalint::test
