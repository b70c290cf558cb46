#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>

#include "analyzer/base/real_file_system.h"
#include "analyzer/graph/mention_links.h"
#include "analyzer/load/file_form.h"
#include "analyzer/load/limits.h"
#include "analyzer/syntax/locate.h"
#include "analyzer/syntax/place_at.h"
#include "tests/load/load_units.h"

namespace irsalint::graph {
namespace {

// What stands where a mention is located is that mention, in every file of a folder. Returns how
// many were looked at.
size_t ExpectFoundWhereTheyStand(const std::string& folder) {
  const base::RealFileSystem files;
  load::Loaded loaded = load::Load(files, {folder});
  std::erase_if(loaded.units, load::IsEmpty);
  std::vector<const facts::Facts*> units;
  for (const facts::Facts& unit : loaded.units) units.push_back(&unit);
  const IdentityGraph graph = Link(units, {});
  const MentionLinks links(graph);

  std::map<source::SourceId, std::vector<const Mention*>> by_file;
  for (const Mention& mention : links.mentions()) {
    by_file[mention.place.document.source].push_back(&mention);
  }
  for (const auto& [source, mentions] : by_file) {
    const std::string path(loaded.plan.sources.Path(source));
    const std::string bytes = *files.Read(path, load::kMaxFileBytes);
    const syntax::Syntax syntax =
        load::SyntaxOf(load::FormOfName(path).value_or(load::FileForm::kByContent), bytes);
    syntax::Locator locator(source, bytes, syntax);
    for (const Mention* mention : mentions) {
      const source::Span span = locator.Locate(mention->place);
      const auto found = syntax::PlaceAt(source, bytes, syntax, span.begin);
      if (!found.has_value()) {
        ADD_FAILURE() << path << ':' << span.begin << " nothing";
        continue;
      }
      const auto here = links.At(found->place, found->text_offset);
      EXPECT_NE(std::ranges::find(here, mention), here.end())
          << path << ':' << span.begin << ' ' << syntax::ToString(mention->place.route);
    }
  }
  return links.mentions().size();
}

TEST(MentionPlacesTest, MentionsAreFoundWhereTheyStand) {
  const std::filesystem::path rules = std::filesystem::path(IRSALINT_SOURCE_DIR) / "testdata/rules";
  EXPECT_GT(ExpectFoundWhereTheyStand((rules / "link").string()), 300U);
  EXPECT_GT(ExpectFoundWhereTheyStand((rules / "oidc_provider").string()), 300U);
}

}  // namespace
}  // namespace irsalint::graph
