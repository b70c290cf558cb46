#include "analyzer/rule/finding_sink.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analyzer/rule/fix.h"

namespace irsalint::rule {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr RuleMeta kMeta = {.id = "some-rule",
                            .group = "g",
                            .summary = "s",
                            .severity = Severity::kError,
                            .confidence = Confidence::kMedium,
                            .persona = Persona::kPedantic};

TEST(FindingSink, FindingsStartWithTheRulesRating) {
  FindingSink sink(kMeta);
  syntax::Place place;
  place.document.source = source::SourceId{3};
  sink.Report(place, "message");
  const std::vector<Finding> findings = sink.Take();
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].rule, "some-rule");
  EXPECT_EQ(findings[0].message, "message");
  EXPECT_EQ(findings[0].severity, Severity::kError);
  EXPECT_EQ(findings[0].confidence, Confidence::kMedium);
  EXPECT_EQ(findings[0].persona, Persona::kPedantic);
  EXPECT_EQ(findings[0].primary.place, place);
}

TEST(FindingSink, CountsWhatNobodyWillLookAt) {
  FindingSink all(kMeta);
  EXPECT_TRUE(all.Wants(Persona::kAuditor));
  FindingSink regular(kMeta, Persona::kRegular);
  EXPECT_TRUE(regular.Wants(Persona::kRegular));
  EXPECT_FALSE(regular.Wants(Persona::kPedantic));
  EXPECT_FALSE(regular.Wants(Persona::kAuditor));
  EXPECT_EQ(regular.hidden(), 2U);
  EXPECT_EQ(all.hidden(), 0U);
}

TEST(FindingSink, ReferencesStayGoodWhileMoreIsReported) {
  FindingSink sink(kMeta);
  Finding& first = sink.Report({}, "0");
  for (int i = 1; i < 1000; ++i) sink.Report({}, std::to_string(i));
  first.notes.emplace_back("late");
  const std::vector<Finding> findings = sink.Take();
  ASSERT_THAT(findings, SizeIs(1000));
  EXPECT_THAT(findings[0].notes, SizeIs(1));
  EXPECT_EQ(findings[999].message, "999");
}

TEST(FindingSink, TakeEmptiesIt) {
  FindingSink sink(kMeta);
  sink.Report({}, "m");
  EXPECT_THAT(sink.Take(), SizeIs(1));
  EXPECT_THAT(sink.Take(), IsEmpty());
}

TEST(ToString, NamesAsUsersWriteThem) {
  EXPECT_EQ(ToString(Severity::kNote), "note");
  EXPECT_EQ(ToString(Severity::kWarning), "warning");
  EXPECT_EQ(ToString(Severity::kError), "error");
  EXPECT_EQ(ToString(Confidence::kLow), "low");
  EXPECT_EQ(ToString(Confidence::kMedium), "medium");
  EXPECT_EQ(ToString(Confidence::kHigh), "high");
  EXPECT_EQ(ToString(Persona::kRegular), "regular");
  EXPECT_EQ(ToString(Persona::kPedantic), "pedantic");
  EXPECT_EQ(ToString(Persona::kAuditor), "auditor");
  EXPECT_EQ(ToString(Applicability::kSafe), "safe");
  EXPECT_EQ(ToString(Applicability::kUnsafe), "unsafe");
  EXPECT_EQ(ToString(Applicability::kDisplayOnly), "display-only");
  EXPECT_EQ(ToString(FixSide::kPolicy), "policy");
  EXPECT_EQ(ToString(FixSide::kManifest), "manifest");
}

}  // namespace
}  // namespace irsalint::rule
