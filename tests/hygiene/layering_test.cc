#include "tests/hygiene/layering.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace irsalint::hygiene {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> Messages(const std::vector<SourceText>& files) {
  std::vector<std::string> messages;
  for (const Violation& violation : CheckLayering(files)) {
    messages.push_back(violation.path + ":" + std::to_string(violation.line) + ": " +
                       violation.message);
  }
  return messages;
}

TEST(LayeringTest, AllowsIncludesOfAnyLayerBelow) {
  EXPECT_THAT(Messages({{"analyzer/graph/a.cc",
                         "#include <string>\n#include \"analyzer/base/truth.h\"\n"
                         "#include \"analyzer/iam/b.h\"\n#include \"analyzer/graph/c.h\"\n"},
                        {"analyzer/cli/a.cc", "#include \"rules/all_rules.h\"\n"}}),
              IsEmpty());
}

TEST(LayeringTest, RefusesIncludesUpwards) {
  EXPECT_THAT(Messages({{"analyzer/base/a.cc", "\n#include \"analyzer/source/span.h\"\n"}}),
              ElementsAre("analyzer/base/a.cc:2: the layer base may not include the layer source"));
}

TEST(LayeringTest, KeepsIamAndKubeApart) {
  EXPECT_THAT(Messages({{"analyzer/iam/a.h", "#include \"analyzer/kube/b.h\"\n"},
                        {"analyzer/kube/a.h", "#include \"analyzer/iam/b.h\"\n"}}),
              ElementsAre("analyzer/iam/a.h:1: the layer iam may not include the layer kube",
                          "analyzer/kube/a.h:1: the layer kube may not include the layer iam"));
}

TEST(LayeringTest, KeepsRulesAwayFromTheEngine) {
  EXPECT_THAT(Messages({{"rules/trust/a.cc", "#include \"analyzer/engine/check.h\"\n"}}),
              ElementsAre("rules/trust/a.cc:1: the layer rules may not include the layer engine"));
}

TEST(LayeringTest, RefusesPathsThatDoNotBeginAtTheRoot) {
  EXPECT_THAT(Messages({{"analyzer/base/a.cc", "#include \"truth.h\"\n"}}),
              ElementsAre("analyzer/base/a.cc:1: \"truth.h\" is not a path from the repository's "
                          "root in analyzer/ or rules/"));
}

TEST(LayeringTest, RefusesUnknownLayers) {
  EXPECT_THAT(Messages({{"analyzer/util/a.cc", ""}}),
              ElementsAre("analyzer/util/a.cc:1: is in no known layer"));
}

TEST(LayeringTest, KeepsLibrariesInsideTheirBoundaries) {
  EXPECT_THAT(
      Messages({{"analyzer/syntax/yaml.cc", "#include <yaml-cpp/parser.h>\n"},
                {"analyzer/syntax/yaml.h", "#include <yaml-cpp/parser.h>\n"},
                {"analyzer/syntax/other.cc", "#include <nlohmann/json.hpp>\n"},
                {"analyzer/kube/a.cc", "#include <tree_sitter/api.h>\n"},
                {"analyzer/base/strings.cc", "#include <re2/re2.h>\n"},
                {"analyzer/cli/a.cc", "#include <nlohmann/json.hpp>\n"},
                {"rules/trust/a.cc", "#include <CLI/App.hpp>\n"},
                {"analyzer/base/a.h", "#include <fmt/format.h>\n"}}),
      ElementsAre(
          "analyzer/syntax/yaml.cc:1: includes its own header not first",
          "analyzer/syntax/yaml.h:1: <yaml-cpp/parser.h> belongs in a .cc: no header may "
          "include yaml-cpp",
          "analyzer/syntax/other.cc:1: <nlohmann/json.hpp> is outside the boundary of "
          "nlohmann_json",
          "analyzer/kube/a.cc:1: <tree_sitter/api.h> is outside the boundary of tree-sitter",
          "analyzer/base/strings.cc:1: <re2/re2.h> is outside the boundary of RE2",
          "analyzer/cli/a.cc:1: <nlohmann/json.hpp> is outside the boundary of "
          "nlohmann_json",
          "rules/trust/a.cc:1: <CLI/App.hpp> is outside the boundary of CLI11",
          "analyzer/base/a.h:1: <fmt/format.h> belongs in a .cc: no header may include "
          "fmt"));
}

TEST(LayeringTest, KeepsHeadersThatShowLibrariesPrivateToTheirLayer) {
  const SourceText shows{"analyzer/render/json_text.h", "#include <nlohmann/json_fwd.hpp>\n"};
  const SourceText hides{"analyzer/render/wrapped.h", "#include \"analyzer/render/json_text.h\"\n"};
  EXPECT_THAT(Messages({shows, hides}), IsEmpty());
  EXPECT_THAT(
      Messages({shows, hides, {"analyzer/cli/a.cc", "#include \"analyzer/render/wrapped.h\"\n"}}),
      ElementsAre("analyzer/cli/a.cc:1: analyzer/render/wrapped.h shows a third-party type, "
                  "so only its own layer may include it"));
}

TEST(LayeringTest, HoldsInThisRepository) {
  const std::vector<SourceText> files = ReadTree({"analyzer", "rules"}, {".h", ".cc"});
  ASSERT_GT(files.size(), 20U);
  EXPECT_EQ(ToText(CheckLayering(files)), "");
}

}  // namespace
}  // namespace irsalint::hygiene
