#include "analyzer/engine/locate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analyzer/base/in_memory_file_system.h"
#include "analyzer/base/sha256.h"
#include "analyzer/syntax/parse.h"

namespace irsalint::engine {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// One JSON file and the findings in it.
class LocateTest : public ::testing::Test {
 protected:
  void AddJson(std::string path, std::string text) {
    source_ = sources_.Intern(path);
    known_[source_] = {.form = load::FileForm::kJson, .sha256 = base::Sha256Hex(text)};
    files_.AddFile(path, text);
    text_ = std::move(text);
    document_ =
        syntax::ParseJson(
            text_, {.source = source_, .begin = 0, .end = static_cast<uint32_t>(text_.size())})
            .document;
    ASSERT_NE(document_, nullptr);
  }

  rule::Finding FindingAt(std::string_view key) const {
    rule::Finding finding;
    finding.rule = "r";
    finding.primary.place = syntax::PlaceOf(*syntax::Find(document_->root(), key));
    return finding;
  }

  Located Run(const std::vector<rule::Finding>& findings, std::string_view stdin_text = {}) const {
    return Locate(findings, {},
                  {.files = files_,
                   .sources = sources_,
                   .known = known_,
                   .stdin_text = stdin_text,
                   .working_directory = "/work"});
  }

  base::InMemoryFileSystem files_;
  source::SourceTable sources_;
  std::map<source::SourceId, LocatableFile> known_;
  source::SourceId source_;
  std::string text_;
  std::unique_ptr<syntax::Document> document_;
};

TEST_F(LocateTest, LinesAndColumnsAreCodePoints) {
  AddJson("a.json", "{\n  \"é\": 1, \"key\": \"válue\"\n}\n");
  const Located located = Run({FindingAt("key")});
  ASSERT_THAT(located.findings, SizeIs(1));
  const rule::LocatedPlace& place = located.findings[0].primary;
  EXPECT_EQ(place.path, "a.json");
  EXPECT_EQ(place.line, 2U);
  EXPECT_EQ(place.column, 18U);
  EXPECT_EQ(place.end_line, 2U);
  EXPECT_EQ(place.end_column, 25U);
  ASSERT_TRUE(place.excerpt.has_value());
  EXPECT_EQ(place.excerpt->text, "  \"é\": 1, \"key\": \"válue\"");
  EXPECT_EQ(place.excerpt->text.substr(place.excerpt->mark_begin,
                                       place.excerpt->mark_end - place.excerpt->mark_begin),
            "\"válue\"");
}

TEST_F(LocateTest, AByteOrderMarkTakesNoColumn) {
  AddJson("a.json", "\xEF\xBB\xBF{\"key\": true}");
  const rule::LocatedPlace place = Run({FindingAt("key")}).findings[0].primary;
  EXPECT_EQ(place.column, 9U);
  EXPECT_EQ(place.end_column, 13U);
  EXPECT_EQ(place.span.begin, 11U);
}

TEST_F(LocateTest, LongLinesAreCutAroundThePlace) {
  const std::string padding(5000, 'x');
  AddJson("a.json", "{\"p\": \"" + padding + "\", \"key\": 12, \"q\": \"" + padding + "\"}");
  const rule::LocatedPlace place = Run({FindingAt("key")}).findings[0].primary;
  ASSERT_TRUE(place.excerpt.has_value());
  EXPECT_TRUE(place.excerpt->cut_before);
  EXPECT_TRUE(place.excerpt->cut_after);
  EXPECT_EQ(place.excerpt->text.size(), 160U);
  EXPECT_EQ(place.excerpt->text.substr(place.excerpt->mark_begin, 2), "12");
  EXPECT_EQ(place.column, 5018U);
}

TEST_F(LocateTest, APlaceOfSeveralLinesShowsItsFirst) {
  AddJson("a.json", "{\"key\": {\n\"a\": 1\n}}");
  const rule::LocatedPlace place = Run({FindingAt("key")}).findings[0].primary;
  EXPECT_EQ(place.line, 1U);
  EXPECT_EQ(place.end_line, 3U);
  EXPECT_EQ(place.end_column, 2U);
  ASSERT_TRUE(place.excerpt.has_value());
  EXPECT_EQ(place.excerpt->text, "{\"key\": {");
  EXPECT_TRUE(place.excerpt->continues_below);
}

TEST_F(LocateTest, AFileThatChangedKeepsItsPathOnly) {
  AddJson("a.json", "{\"key\": 1}");
  files_.AddFile("a.json", "{\"key\": 2}");
  const Located located = Run({FindingAt("key")});
  EXPECT_EQ(located.findings[0].primary.path, "a.json");
  EXPECT_EQ(located.findings[0].primary.line, 0U);
  EXPECT_FALSE(located.findings[0].primary.excerpt.has_value());
  EXPECT_THAT(located.notifications,
              ElementsAre(rule::Notification{
                  .level = rule::Severity::kWarning,
                  .message = "changed during the run, so its findings are shown without lines",
                  .path = "a.json"}));
}

TEST_F(LocateTest, StandardInputIsNotReadAgain) {
  AddJson("-", "{\"key\": 1}");
  const Located located = Run({FindingAt("key")}, text_);
  EXPECT_EQ(located.findings[0].primary.path, "-");
  EXPECT_EQ(located.findings[0].primary.column, 9U);
  EXPECT_THAT(located.notifications, IsEmpty());
}

TEST_F(LocateTest, EqualFingerprintsAreNumberedInTheOrderOfTheFile) {
  AddJson("a.json", "{\"list\": [{\"k\": 1}, {\"k\": 1}]}");
  const syntax::Node* list = syntax::Find(document_->root(), "list");
  std::vector<rule::Finding> findings(2, FindingAt("list"));
  findings[0].primary.place = syntax::PlaceOf(*syntax::Find(list->items[1], "k"));
  findings[1].primary.place = syntax::PlaceOf(*syntax::Find(list->items[0], "k"));
  const Located located = Run(findings);
  EXPECT_EQ(located.findings[0].fingerprint, located.findings[1].fingerprint + "-2");
  EXPECT_THAT(located.findings[1].fingerprint, SizeIs(32));
}

TEST_F(LocateTest, APlaceThatIsOnlyALine) {
  rule::Finding finding;
  finding.primary.place.external = syntax::ExternalLine{.path = "chart/t.yaml", .line = 7};
  const rule::LocatedPlace place = Run({finding}).findings[0].primary;
  EXPECT_EQ(place.path, "chart/t.yaml");
  EXPECT_EQ(place.line, 7U);
  EXPECT_FALSE(place.excerpt.has_value());
}

TEST_F(LocateTest, PlacesWithoutAFindingKeepTheirOrder) {
  AddJson("a.json", "{\n  \"first\": 1,\n  \"second\": 2\n}\n");
  const std::vector<syntax::Place> places = {
      FindingAt("second").primary.place, {}, FindingAt("first").primary.place};
  const LocateInput input = {.files = files_,
                             .sources = sources_,
                             .known = known_,
                             .stdin_text = {},
                             .working_directory = "/work"};
  const PlacesLocated located = LocatePlaces(places, input);
  ASSERT_THAT(located.places, SizeIs(3));
  EXPECT_EQ(located.places[0].line, 3U);
  EXPECT_EQ(located.places[1], rule::LocatedPlace{});
  EXPECT_EQ(located.places[2].line, 2U);
  EXPECT_THAT(located.notifications, IsEmpty());

  files_.AddFile("a.json", "{}");
  const PlacesLocated changed = LocatePlaces(places, input);
  EXPECT_EQ(changed.places[0].path, "a.json");
  EXPECT_EQ(changed.places[0].line, 0U);
  ASSERT_THAT(changed.notifications, SizeIs(1));
  EXPECT_EQ(changed.notifications[0].message,
            "changed during the run, so its findings are shown without lines");
}

TEST(DisplayPath, IsRelativeToTheWorkingDirectory) {
  EXPECT_EQ(DisplayPath("/src/a/b.yaml", "/src"), "a/b.yaml");
  EXPECT_EQ(DisplayPath("/other/b.yaml", "/work"), "../other/b.yaml");
  EXPECT_EQ(DisplayPath("./a//b.yaml", "/work"), "a/b.yaml");
  EXPECT_EQ(DisplayPath("-", "/work"), "-");
}

}  // namespace
}  // namespace irsalint::engine
