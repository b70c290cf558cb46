#include "analyzer/load/gitignore.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "analyzer/base/real_file_system.h"
#include "analyzer/load/walk.h"
#include "tests/load/temp_dir.h"

namespace irsalint::load {
namespace {

struct Case {
  std::string_view pattern;
  std::string_view path;
  bool is_directory;
  bool matches;
};

void PrintTo(const Case& value, std::ostream* out) {
  *out << '"' << value.pattern << "\" on " << value.path;
}

class IgnorePatternTest : public testing::TestWithParam<Case> {};

TEST_P(IgnorePatternTest, MatchesAsDocumented) {
  const Case& expected = GetParam();
  EXPECT_EQ(IgnorePattern(expected.pattern).Matches(expected.path, expected.is_directory),
            expected.matches);
}

INSTANTIATE_TEST_SUITE_P(Gitignore, IgnorePatternTest,
                         testing::ValuesIn(std::vector<Case>{
                             {"foo", "foo", false, true},
                             {"foo", "a/b/foo", false, true},
                             {"foo", "a/foo/b", false, false},
                             {"/foo", "foo", false, true},
                             {"/foo", "a/foo", false, false},
                             {"a/foo", "a/foo", false, true},
                             {"a/foo", "b/a/foo", false, false},
                             {"foo/", "foo", false, false},
                             {"foo/", "foo", true, true},
                             {"foo/", "a/foo", true, true},
                             {"*.yaml", "a/b.yaml", false, true},
                             {"*.yaml", "a.yaml/b", false, false},
                             {"a/*.yaml", "a/b.yaml", false, true},
                             {"a/*.yaml", "a/b/c.yaml", false, false},
                             {"a/*/c", "a/b/c", false, true},
                             {"a/*/c", "a/b/b/c", false, false},
                             {"a?c", "abc", false, true},
                             {"x/a?c", "x/a/c", false, false},
                             {"**/foo", "foo", false, true},
                             {"**/foo", "a/b/foo", false, true},
                             {"foo/**", "foo/a/b", false, true},
                             {"foo/**", "foo", true, false},
                             {"a/**/b", "a/b", false, true},
                             {"a/**/b", "a/x/y/b", false, true},
                             {"a/**/b", "ab", false, false},
                             {"a/x**b", "a/xyb", false, true},
                             {"a/?**/b", "a/x/y/b", false, false},
                             {"[ab].c", "b.c", false, true},
                             {"[!ab].c", "b.c", false, false},
                             {"[^ab].c", "c.c", false, true},
                             {"[a-c]x", "bx", false, true},
                             {"[]]x", "]x", false, true},
                             {"[a-]x", "-x", false, true},
                             {"[[:digit:]]x", "7x", false, true},
                             {"[[:digit:]]x", "ax", false, false},
                             {"[[:nonsense:]]x", "ax", false, false},
                             {"[ab", "[ab", false, false},
                             {"a[/]b", "a/b", false, false},
                             {"\\#x", "#x", false, true},
                             {"\\!x", "!x", false, true},
                             {"\\*", "*", false, true},
                             {"\\*", "a", false, false},
                             {"x\\", "x", false, false},
                             {"/", "a", true, false},
                             {"*", "a", false, true},
                             {"a*b*c", "axxbyyc", false, true},
                             {"a*b*c", "axxbyy", false, false},
                         }));

TEST(IgnorePatternTest, ManyStarsAreNoAttack) {
  std::string pattern = "x/";
  for (int i = 0; i < 200; ++i) pattern += "*a";
  const std::string text = "x/" + std::string(2'000, 'a') + "b";
  EXPECT_FALSE(IgnorePattern(pattern).Matches(text, false));
}

TEST(IgnoreFileTest, LastMatchDecidesAndNegationReincludes) {
  const IgnoreFile file("", "*.json\n!keep.json\n# a comment\n\n/keep.json\n");
  EXPECT_EQ(file.Check("a.json", false), IgnoreVerdict::kIgnored);
  EXPECT_EQ(file.Check("a/keep.json", false), IgnoreVerdict::kIncluded);
  EXPECT_EQ(file.Check("keep.json", false), IgnoreVerdict::kIgnored);
  EXPECT_EQ(file.Check("a.yaml", false), IgnoreVerdict::kUndecided);
}

TEST(IgnoreFileTest, BlanksAndLineEnds) {
  const IgnoreFile file("",
                        "\xEF\xBB\xBF"
                        "a  \r\nb\\ \nc \\ \r\nd\t\n");
  EXPECT_EQ(file.Check("a", false), IgnoreVerdict::kIgnored);
  EXPECT_EQ(file.Check("b ", false), IgnoreVerdict::kIgnored);
  EXPECT_EQ(file.Check("b", false), IgnoreVerdict::kUndecided);
  EXPECT_EQ(file.Check("c  ", false), IgnoreVerdict::kIgnored);
  EXPECT_EQ(file.Check("d", false), IgnoreVerdict::kUndecided);
  EXPECT_EQ(file.Check("d\t", false), IgnoreVerdict::kIgnored);
}

TEST(IgnoreStackTest, TheInnermostFileDecides) {
  const IgnoreStack outer = IgnoreStack().With(std::make_shared<IgnoreFile>("", "*.json\n"));
  const IgnoreStack inner = outer.With(std::make_shared<IgnoreFile>("a", "!b.json\n"));
  EXPECT_TRUE(outer.Ignores("a/b.json", false));
  EXPECT_FALSE(inner.Ignores("a/b.json", false));
  EXPECT_TRUE(inner.Ignores("a/c.json", false));
}

// Random trees with random ignore files, answered by git itself.
class RandomTrees {
 public:
  explicit RandomTrees(unsigned seed) : random_(seed) {}

  std::string Name() {
    static const std::vector<std::string> kNames = {
        "a",       "b", "ab", "foo", "foo.yaml", "b.yaml", "a b",  "[x]",    "x!",
        "#h.yaml", "B", "-c", "a-b", "bar",      "é.yaml", "a\\b", "f.json", "*.yaml"};
    return kNames[Below(kNames.size())];
  }

  std::string Component() {
    static const std::vector<std::string> kGlobs = {
        "*",        "**",     "a*",   "*b",           "?",       "??",    "[ab]", "[!a]",
        "[a-f]",    "*.yaml", "f*",   "[[:alpha:]]*", "***",     "a**",   "**b",  "\\a",
        "[]a]",     "[a",     "a\\",  "\\[x\\]",      "[[:x:]]", "[^b]*", "*o*",  "foo.*",
        "[\\]a-c]", "[a-]b",  "*[x]", "\\#*",         "?[!.]*",  "a\\ b"};
    return Below(2) == 0 ? Name() : kGlobs[Below(kGlobs.size())];
  }

  std::string Pattern() {
    std::string pattern;
    if (Below(5) == 0) pattern += "!";
    if (Below(4) == 0) pattern += "/";
    const size_t components = 1 + Below(3);
    for (size_t i = 0; i < components; ++i) {
      if (i > 0) pattern += "/";
      pattern += Component();
    }
    if (Below(4) == 0) pattern += "/";
    if (Below(12) == 0) pattern += "  ";
    if (Below(12) == 0) pattern += "\r";
    return pattern;
  }

  std::string IgnoreText() {
    std::string text;
    if (Below(10) == 0) text += "# comment\n\n";
    const size_t lines = 1 + Below(4);
    for (size_t i = 0; i < lines; ++i) text += Pattern() + "\n";
    if (Below(6) == 0) text.pop_back();
    return text;
  }

  // Fills `directory` and returns nothing; every entry is found again by listing.
  void Fill(const std::filesystem::path& directory, int depth) {
    std::filesystem::create_directories(directory);
    if (Below(3) == 0) Write(directory / ".gitignore", IgnoreText());
    const size_t entries = 1 + Below(4);
    for (size_t i = 0; i < entries; ++i) {
      const std::filesystem::path entry = directory / Name();
      if (std::filesystem::exists(entry)) continue;
      if (depth < 3 && Below(2) == 0) {
        Fill(entry, depth + 1);
      } else {
        Write(entry, "");
      }
    }
  }

  static void Write(const std::filesystem::path& file, const std::string& text) {
    std::ofstream(file, std::ios::binary) << text;
  }

 private:
  size_t Below(size_t bound) { return static_cast<size_t>(random_()) % bound; }

  std::mt19937 random_;
};

std::string ReadAll(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::shared_ptr<const IgnoreFile> ReadIgnoreFile(const std::string& file,
                                                 const std::string& directory) {
  return std::make_shared<const IgnoreFile>(directory, ReadAll(file));
}

// All paths below `relative`, and those that the stack ignores.
void Collect(const std::filesystem::path& root, const std::string& relative,
             const IgnoreStack& above, bool is_ignored, std::set<std::string>* all,
             std::set<std::string>* ignored) {
  IgnoreStack stack = above;
  const std::filesystem::path directory = root / relative;
  if (std::filesystem::is_regular_file(directory / ".gitignore")) {
    stack = stack.With(ReadIgnoreFile(directory / ".gitignore", relative));
  }
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    const std::string name = entry.path().filename().string();
    if (name == ".git") continue;
    const std::string path = relative.empty() ? name : relative + "/" + name;
    const bool is_directory = entry.is_directory();
    const bool entry_ignored = is_ignored || stack.Ignores(path, is_directory);
    all->insert(path);
    if (entry_ignored) ignored->insert(path);
    if (is_directory) Collect(root, path, stack, entry_ignored, all, ignored);
  }
}

bool HasGit() { return std::system("git --version >/dev/null 2>&1") == 0; }

TEST(GitignoreTest, AgreesWithGitOnRandomTrees) {
  if (!HasGit()) GTEST_SKIP() << "git is not installed: nothing was compared";
  constexpr int kRepositories = 10;
  constexpr int kTreesPerRepository = 100;
  const TempDir scratch;
  size_t ignored_paths = 0;
  size_t kept_paths = 0;
  for (unsigned repository = 0; repository < kRepositories; ++repository) {
    RandomTrees random(repository + 1);
    const std::filesystem::path root = scratch.path() / std::to_string(repository);
    std::filesystem::create_directories(root);
    const std::string quiet_git =
        "GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 git -C '" + root.string() + "' ";
    ASSERT_EQ(std::system((quiet_git + "init -q").c_str()), 0);
    RandomTrees::Write(root / ".git/info/exclude", random.IgnoreText());
    if (repository % 2 == 0) RandomTrees::Write(root / ".gitignore", random.IgnoreText());
    for (int tree = 0; tree < kTreesPerRepository; ++tree) {
      random.Fill(root / ("t" + std::to_string(tree)), 0);
    }

    std::set<std::string> all;
    std::set<std::string> ignored;
    const IgnoreStack exclude = IgnoreStack().With(ReadIgnoreFile(root / ".git/info/exclude", ""));
    Collect(root, "", exclude, false, &all, &ignored);

    const std::string input = scratch.Path("input");
    const std::string output = scratch.Path("output");
    {
      std::ofstream paths(input, std::ios::binary);
      for (const std::string& path : all) paths << path << '\0';
    }
    static_cast<void>(std::system((quiet_git + "-c core.excludesFile=/dev/null check-ignore " +
                                   "--no-index --stdin -z <'" + input + "' >'" + output + "'")
                                      .c_str()));
    std::set<std::string> expected;
    std::istringstream lines(ReadAll(output));
    for (std::string path; std::getline(lines, path, '\0');) expected.insert(path);
    ASSERT_FALSE(expected.empty());

    std::vector<std::string> differences;
    std::set_symmetric_difference(ignored.begin(), ignored.end(), expected.begin(), expected.end(),
                                  std::back_inserter(differences));
    EXPECT_THAT(differences, testing::IsEmpty()) << "repository with seed " << repository + 1;

    // Walking finds exactly the files that git does not ignore.
    std::vector<std::string> wanted;
    for (const std::string& path : all) {
      if (expected.contains(path) || !std::filesystem::is_regular_file(root / path)) continue;
      if (FormOfName(path).has_value()) wanted.push_back((root / path).string());
    }
    const std::vector<std::string> roots = {root.string()};
    std::vector<std::string> walked;
    for (const WalkedFile& file : Walk(base::RealFileSystem(), roots, {}).files) {
      walked.push_back(file.path);
    }
    std::sort(wanted.begin(), wanted.end());
    EXPECT_EQ(walked, wanted) << "repository with seed " << repository + 1;
    ignored_paths += ignored.size();
    kept_paths += all.size() - ignored.size();
  }
  // The comparison is worth something only if both answers are frequent.
  EXPECT_GT(ignored_paths, 2'000U);
  EXPECT_GT(kept_paths, 2'000U);
}

}  // namespace
}  // namespace irsalint::load
