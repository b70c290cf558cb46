#include "analyzer/engine/merge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace irsalint::engine {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

syntax::Place PlaceAt(uint32_t source, uint32_t pair) {
  syntax::Place place;
  place.document.source = source::SourceId{source};
  place.route = {{.kind = syntax::Step::Kind::kPair, .index = pair, .key = "k"}};
  return place;
}

rule::Finding FindingAt(std::string rule, syntax::Place place, std::string message) {
  rule::Finding finding;
  finding.rule = std::move(rule);
  finding.message = std::move(message);
  finding.primary.place = std::move(place);
  return finding;
}

TEST(MergeFindings, SortsByPlaceThenRule) {
  const auto merged =
      MergeFindings({FindingAt("b", PlaceAt(1, 0), "4"), FindingAt("b", PlaceAt(0, 2), "3"),
                     FindingAt("b", PlaceAt(0, 1), "2"), FindingAt("a", PlaceAt(0, 1), "1")});
  ASSERT_THAT(merged, SizeIs(4));
  EXPECT_EQ(merged[0].message, "1");
  EXPECT_EQ(merged[1].message, "2");
  EXPECT_EQ(merged[2].message, "3");
  EXPECT_EQ(merged[3].message, "4");
}

TEST(MergeFindings, FurtherAccountsBecomeRelatedPlaces) {
  rule::Finding first = FindingAt("a", PlaceAt(0, 1), "first");
  first.related = {{.place = PlaceAt(1, 0), .message = "account one"}};
  first.notes = {"STS: AccessDenied"};
  rule::Finding second = FindingAt("a", PlaceAt(0, 1), "second");
  second.related = {{.place = PlaceAt(1, 0), .message = "account one"},
                    {.place = PlaceAt(1, 1), .message = "account two"}};
  second.notes = {"STS: AccessDenied", "other"};
  const auto merged = MergeFindings({first, second});
  ASSERT_THAT(merged, SizeIs(1));
  EXPECT_EQ(merged[0].message, "first");
  EXPECT_THAT(merged[0].related, ElementsAre(first.related[0], second.related[1]));
  EXPECT_THAT(merged[0].notes, ElementsAre("STS: AccessDenied", "other"));
}

TEST(MergeFindings, TheGravestSpeaks) {
  rule::Finding weak = FindingAt("a", PlaceAt(0, 1), "weak");
  weak.confidence = rule::Confidence::kMedium;
  rule::Finding grave = FindingAt("a", PlaceAt(0, 1), "grave");
  grave.severity = rule::Severity::kError;
  const auto merged = MergeFindings({weak, grave});
  ASSERT_THAT(merged, SizeIs(1));
  EXPECT_EQ(merged[0].message, "grave");
  EXPECT_EQ(merged[0].severity, rule::Severity::kError);
  EXPECT_EQ(merged[0].confidence, rule::Confidence::kHigh);
}

TEST(MergeFindings, NamesSeveralOverlays) {
  std::vector<rule::Finding> findings;
  for (const char* overlay : {"app/overlays/prod", "app/overlays/dev", "app/overlays/prod"}) {
    findings.push_back(FindingAt("a", PlaceAt(0, 1), "m"));
    findings.back().overlay = overlay;
  }
  EXPECT_THAT(MergeFindings(findings)[0].notes, ElementsAre("in overlays: dev, prod"));
  findings[1].overlay = "lib/overlays/prod";
  EXPECT_THAT(MergeFindings(findings)[0].notes,
              ElementsAre("in overlays: app/overlays/prod, lib/overlays/prod"));
}

TEST(MergeFindings, OneOverlayNeedsNoNote) {
  rule::Finding finding = FindingAt("a", PlaceAt(0, 1), "m");
  finding.overlay = "app/overlays/prod";
  EXPECT_THAT(MergeFindings({finding, finding})[0].notes, IsEmpty());
}

TEST(MergeFindings, OtherPartsOfAValueStayApart) {
  syntax::Place key = PlaceAt(0, 1);
  key.part = syntax::Part::kKey;
  syntax::Place piece = PlaceAt(0, 1);
  piece.range = syntax::TextRange{.begin = 1, .end = 2};
  EXPECT_THAT(MergeFindings({FindingAt("a", PlaceAt(0, 1), "m"), FindingAt("a", key, "m"),
                             FindingAt("a", piece, "m")}),
              SizeIs(3));
}

TEST(MergeFindings, WhatProducedTheValueDoesNotMatter) {
  syntax::Place through_base = PlaceAt(0, 1);
  through_base.via = {PlaceAt(3, 0)};
  EXPECT_THAT(
      MergeFindings({FindingAt("a", PlaceAt(0, 1), "m"), FindingAt("a", through_base, "m")}),
      SizeIs(1));
}

}  // namespace
}  // namespace irsalint::engine
