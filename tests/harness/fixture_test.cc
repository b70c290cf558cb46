// The harness itself: what it accepts and what it must refuse.

#include "tests/harness/fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace irsalint::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class FixtureTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        std::filesystem::path(::testing::TempDir()) /
        ("fixture_" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_ / "sub");
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void Write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name) << text;
  }

  LoadedFixture LoadFolder() const {
    return Load({.group = "g", .rule = "r", .name = "bad_x", .path = folder_.string()});
  }

  std::filesystem::path folder_;
};

rule::Report ReportAt(uint32_t line, std::string message) {
  rule::Report report;
  rule::LocatedFinding finding;
  finding.rule = "r";
  finding.message = std::move(message);
  finding.severity = rule::Severity::kError;
  finding.primary.path = "a.yaml";
  finding.primary.line = finding.primary.end_line = line;
  finding.primary.column = 3;
  finding.primary.end_column = 5;
  report.findings.push_back(finding);
  return report;
}

TEST_F(FixtureTest, ExpectationsAreCutOffAndLinesKept) {
  Write("a.yaml", "a: 1\nb: 2  # expect: r \"no b\" # expect-related: r \"x\"\n# kept\n");
  const LoadedFixture fixture = LoadFolder();
  ASSERT_THAT(fixture.files, SizeIs(1));
  EXPECT_EQ(fixture.files[0].second, "a: 1\nb: 2\n# kept\n");
  ASSERT_THAT(fixture.expectations, SizeIs(2));
  EXPECT_EQ(fixture.expectations[0].line, 2U);
  EXPECT_EQ(fixture.expectations[0].rule, "r");
  EXPECT_EQ(fixture.expectations[0].part, "no b");
  EXPECT_FALSE(fixture.expectations[0].related);
  EXPECT_TRUE(fixture.expectations[1].related);
}

TEST_F(FixtureTest, TwinsAreNoInput) {
  Write("sub/b.json", "{}");
  Write("expected.txt", "sub/b.json:1:1-2: error: r: m\n");
  Write("all.txt", "");
  Write("options.txt", "--namespace=web --assume-complete\n");
  const LoadedFixture fixture = LoadFolder();
  ASSERT_THAT(fixture.files, SizeIs(1));
  EXPECT_EQ(fixture.files[0].first, "sub/b.json");
  EXPECT_THAT(fixture.expected_lines, ElementsAre("sub/b.json:1:1-2: error: r: m"));
  EXPECT_THAT(fixture.options, ElementsAre("--namespace=web", "--assume-complete"));
}

TEST_F(FixtureTest, NothingDiffersWhenMet) {
  Write("a.yaml", "a: 1  # expect: r \"part\"\n");
  EXPECT_THAT(Differences(LoadFolder(), ReportAt(1, "a part of it")), IsEmpty());
}

TEST_F(FixtureTest, AWrongLineOrTextDiffersBothWays) {
  Write("a.yaml", "a: 1  # expect: r \"part\"\n");
  EXPECT_THAT(Differences(LoadFolder(), ReportAt(2, "a part of it")),
              ElementsAre("missing: a.yaml:1: r \"part\"",
                          "unexpected: a.yaml:2:3-5: error: r: a part of it"));
  EXPECT_THAT(
      Differences(LoadFolder(), ReportAt(1, "other")),
      ElementsAre("missing: a.yaml:1: r \"part\"", "unexpected: a.yaml:1:3-5: error: r: other"));
}

TEST_F(FixtureTest, ListedLinesAreComparedWhole) {
  Write("expected.txt", "a.yaml:1:3-5: error: r: m\n");
  EXPECT_THAT(Differences(LoadFolder(), ReportAt(1, "m")), IsEmpty());
  EXPECT_THAT(Differences(LoadFolder(), ReportAt(1, "mm")), SizeIs(2));
}

TEST_F(FixtureTest, RelatedPlacesCountOnceTheyAreNamed) {
  rule::Report report = ReportAt(1, "m");
  rule::LocatedPlace related = report.findings[0].primary;
  related.line = 2;
  related.message = "here";
  report.findings[0].related = {related};
  Write("a.yaml", "a: 1  # expect: r \"m\"\nb: 2\n");
  EXPECT_THAT(Differences(LoadFolder(), report), IsEmpty());
  Write("a.yaml", "a: 1  # expect: r \"m\"\nb: 2  # expect-related: r \"here\"\n");
  EXPECT_THAT(Differences(LoadFolder(), report), IsEmpty());
  Write("a.yaml", "a: 1  # expect: r \"m\"\nb: 2  # expect-related: r \"there\"\n");
  EXPECT_THAT(Differences(LoadFolder(), report), SizeIs(2));
}

TEST(Fixture, TwinsOfAFileStandBesideIt) {
  const Fixture fixture = {
      .group = "g", .rule = "sub_mismatch", .name = "bad_x.json", .path = "/t/bad_x.json"};
  EXPECT_EQ(fixture.TwinPath("expected"), "/t/bad_x.expected.txt");
  EXPECT_EQ(fixture.RuleId(), "sub-mismatch");
}

}  // namespace
}  // namespace irsalint::test
