#include "tests/hygiene/bans.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace irsalint::hygiene {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<size_t> LinesOf(const std::vector<Violation>& violations) {
  std::vector<size_t> lines;
  lines.reserve(violations.size());
  for (const Violation& violation : violations) lines.push_back(violation.line);
  return lines;
}

TEST(CodeOnlyTest, BlanksCommentsAndLiteralsAndKeepsOffsets) {
  EXPECT_EQ(CodeOnly("a(\"b // c\"); // d\n/* e\nf */ g('\\'', 1'000);"),
            "a(\"      \");     \n    \n     g('  ', 1'000);");
  EXPECT_EQ(CodeOnly("R\"x(a \" )\" b)x\" c"), "R\"x(        )x\" c");
  EXPECT_EQ(CommentsOnly("a; // b\nc;"), "   // b\n  ");
}

TEST(BansTest, NamesTheLineAndTheReason) {
  EXPECT_EQ(ToText(CheckBans({"analyzer/load/a.cc", "\nauto x = std::getenv(\"HOME\");\n"})),
            "analyzer/load/a.cc:2: getenv: only the command line reads the environment\n");
}

TEST(BansTest, FindsEachBannedConstruct) {
  const std::string text =
      "#include <regex>\n"
      "#include <iostream>\n"
      "using namespace std;\n"
      "void F() { std::cout << 1; }\n"
      "void G() { try { F(); } catch (...) { } }\n";
  EXPECT_THAT(LinesOf(CheckBans({"analyzer/kube/a.h", text})), ElementsAre(1, 2, 3, 4, 5));
  // In a .cc `using namespace` stays inside; the command line may print.
  EXPECT_THAT(LinesOf(CheckBans({"analyzer/cli/a.cc", text})), ElementsAre(1, 5));
}

TEST(BansTest, IgnoresWordsInCommentsAndStrings) {
  EXPECT_THAT(
      CheckBans({"analyzer/kube/a.cc", "// getenv\nauto x = \"std::cout\"; fmt::sprintf();\n"}),
      IsEmpty());
}

TEST(BansTest, AllowsCatchAllInTheWrappers) {
  EXPECT_THAT(CheckBans({"analyzer/engine/check.cc", "try {} catch (...) {}\n"}), IsEmpty());
}

TEST(EverywhereTest, FindsUnfinishedAndDeadCode) {
  const std::string text = std::string("// TO") + "DO: later\n" +  //
                           "// return x;\n" +                      //
                           "// Foo(bar);\n" +                      //
                           "// One sentence; and another, so it is fine.\n" + "TEST(A, DISABLED" +
                           "_B) {}\n" +  //
                           "#if 0\n" +   //
                           "std::expected<int, int> x;\n";
  std::vector<size_t> lines = LinesOf(CheckEverywhere({"tests/base/a_test.cc", text}));
  std::ranges::sort(lines);
  EXPECT_THAT(lines, ElementsAre(1, 2, 3, 5, 6, 7));
}

TEST(EverywhereTest, WantsPragmaOnceFirst) {
  EXPECT_THAT(CheckEverywhere({"analyzer/base/a.h", "int F();\n"}), SizeIs(1));
  EXPECT_THAT(CheckEverywhere({"analyzer/base/a.h", "#pragma once\nint F();\n"}), IsEmpty());
}

TEST(MutableGlobalsTest, FindsThemAtNamespaceScopeAndInFunctions) {
  const std::string text =
      "#include <string>\n"
      "namespace a {\n"
      "int counter = 0;\n"
      "std::string name{\"x\"};\n"
      "namespace {\n"
      "std::map<int, int> cache;\n"
      "const char* label = \"x\";\n"
      "}\n"
      "void F() {\n"
      "  static int calls = 0;\n"
      "  int local = 0;\n"
      "}\n"
      "}\n";
  EXPECT_THAT(LinesOf(CheckMutableGlobals({"analyzer/base/a.cc", text})),
              ElementsAre(3, 4, 6, 7, 10));
}

TEST(MutableGlobalsTest, AllowsConstantsFunctionsAndTypes) {
  const std::string text =
      "namespace a {\n"
      "constexpr int kLimit = 3;\n"
      "inline constexpr size_t kBytes = size_t{1} << 31;\n"
      "int Plan(const Options& options, std::string text = {}, Token stop = {});\n"
      "const std::string kName = Make(1);\n"
      "const char* const kLabel = \"x\";\n"
      "constexpr std::array kTable = {Row{1, 2}, Row{3, 4}};\n"
      "extern constinit const Rule kRule;\n"
      "constinit const Rule kRule = {.meta = {.id = \"x\"}, .check = Check};\n"
      "int F(int x = 0);\n"
      "class C { int member_ = 0; static C Make(int x); static constexpr int kX = 1; };\n"
      "enum class E { kA, kB };\n"
      "using T = int;\n"
      "struct S { std::string text; bool operator==(const S&) const = default; };\n"
      "bool operator<(const S& a, const S& b);\n"
      "int F(int x) { static const int table[] = {1}; static_assert(true); return table[x]; }\n"
      "}\n";
  EXPECT_EQ(ToText(CheckMutableGlobals({"analyzer/base/a.cc", text})), "");
}

TEST(FileNameTest, WantsSnakeCase) {
  EXPECT_THAT(CheckFileName("analyzer/base/real_file_system2.cc"), IsEmpty());
  EXPECT_THAT(CheckFileName("analyzer/base/RealFile.cc"), SizeIs(1));
  EXPECT_THAT(CheckFileName("rules/oidc-provider/x.cc"), SizeIs(1));
}

TEST(MachineNamesTest, FindsPathsAndRegistries) {
  EXPECT_THAT(LinesOf(CheckMachineNames({"a.sh", std::string("x\ncd /ro") + "ot/main\n"})),
              ElementsAre(2));
}

TEST(RepositoryTest, HoldsNoBannedConstruct) {
  std::string found;
  for (const SourceText& file : ReadTree({"analyzer", "rules"}, {".h", ".cc"})) {
    found += ToText(CheckBans(file));
    found += ToText(CheckMutableGlobals(file));
  }
  EXPECT_EQ(found, "");
}

TEST(RepositoryTest, HoldsNoUnfinishedCode) {
  std::string found;
  for (const SourceText& file : ReadTree({"analyzer", "rules", "tests"}, {".h", ".cc"})) {
    found += ToText(CheckEverywhere(file));
    found += ToText(CheckFileName(file.path));
  }
  EXPECT_EQ(found, "");
}

TEST(RepositoryTest, NamesNoMachineAndNoRegistry) {
  std::string found;
  for (const SourceText& file :
       ReadTree({"analyzer", "rules", "tests", "scripts", "cmake", "docs", ".ci", "third_party"},
                {".h", ".cc", ".cmake", ".txt", ".md", ".json", "/run", "/test", "/quickstart",
                 "/format", "/bench", ".sh"})) {
    found += ToText(CheckMachineNames(file));
  }
  EXPECT_EQ(found, "");
}

}  // namespace
}  // namespace irsalint::hygiene
