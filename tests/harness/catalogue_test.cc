// The catalogue as a whole: sets are compared, never counts.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <set>
#include <string>

#include "analyzer/base/strings.h"
#include "analyzer/explain/rules.h"
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

// Whether a heading of the text has the number, or that of the section around it: `6.5` and `1.1
// G9` may be the items of a list.
bool HasSection(std::string_view text, std::string_view section) {
  std::string number(section.substr(0, section.find(' ')));
  while (!number.empty()) {
    if (base::Contains(text, "# " + number + " ") || base::Contains(text, "# " + number + ". ")) {
      return true;
    }
    const size_t dot = number.rfind('.');
    number.resize(dot == std::string::npos ? 0 : dot);
  }
  return false;
}

// An id is a promise: configurations and suppressions name it, so it never goes away and is never
// used for something else.
TEST(Catalogue, HoldsExactlyThePublishedIds) {
  std::set<std::string> published;
  const std::string text = ReadFile(Testdata("rules/published_ids.txt"));
  for (const std::string_view line : base::SplitBy(text, '\n')) {
    if (!line.empty()) published.emplace(line);
  }
  std::set<std::string> registered;
  for (const rule::Rule* rule : rules::AllRules()) registered.emplace(rule->meta.id);
  EXPECT_EQ(registered, published);
}

TEST(Catalogue, PagesAreThoseOfTheRules) {
  std::map<std::string, std::string> expected;
  std::vector<const rule::RuleMeta*> metas;
  for (const rule::Rule* rule : rules::AllRules()) {
    metas.push_back(&rule->meta);
    expected[std::string(rule->meta.id) + ".md"] = explain::RulePage(rule->meta);
  }
  expected["README.md"] = explain::RulesIndex(metas);
  std::map<std::string, std::string> pages;
  for (const auto& entry : std::filesystem::directory_iterator(SourceDir() + "/docs/rules")) {
    pages[entry.path().filename().string()] = ReadFile(entry.path().string());
  }
  for (const auto& [name, text] : expected) {
    EXPECT_EQ(pages[name], text) << "docs/rules/" << name << " is out of date: run scripts/docs";
  }
  EXPECT_EQ(pages.size(), expected.size()) << "a page without a rule: run scripts/docs";
}

// What a rule rests on is there to be read.
TEST(Catalogue, ReferencesIntoTheRepositoryExist) {
  for (const rule::Rule* rule : rules::AllRules()) {
    for (const std::string_view reference : rule->meta.references) {
      if (!reference.starts_with("docs/")) continue;
      const auto parts = base::SplitOnce(reference, ' ');
      const std::string path(parts.has_value() ? parts->before : reference);
      ASSERT_TRUE(std::filesystem::exists(SourceDir() + "/" + path)) << reference;
      if (!parts.has_value()) continue;
      const auto section = base::StripPrefix(parts->after, "§");
      ASSERT_TRUE(section.has_value()) << reference;
      EXPECT_TRUE(HasSection(ReadFile(SourceDir() + "/" + path), *section))
          << rule->meta.id << ": no heading for " << reference;
    }
  }
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
