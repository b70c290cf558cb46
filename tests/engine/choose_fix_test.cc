#include "analyzer/engine/choose_fix.h"

#include <gtest/gtest.h>

namespace irsalint::engine {
namespace {

using rule::Applicability;
using rule::FixSide;
using Verdict = FixChoice::Verdict;

rule::Fix FixOf(std::string title, Applicability applicability, FixSide side) {
  return {.title = std::move(title), .applicability = applicability, .side = side, .edits = {}};
}

std::string Chosen(const rule::LocatedFinding& finding, const FixTerms& terms) {
  const FixChoice choice = ChooseFix(finding, terms);
  switch (choice.verdict) {
    case Verdict::kChosen:
      return choice.fix->title;
    case Verdict::kNone:
      return "(none)";
    case Verdict::kNeedsUnsafe:
      return "(unsafe)";
    case Verdict::kNeedsSide:
      return "(side)";
  }
  return "";
}

TEST(ChooseFix, TheFirstThatIsAskedFor) {
  rule::LocatedFinding finding;
  EXPECT_EQ(Chosen(finding, {}), "(none)");
  finding.fixes = {FixOf("show", Applicability::kDisplayOnly, FixSide::kPolicy)};
  EXPECT_EQ(Chosen(finding, {.scope = FixScope::kUnsafe}), "(none)");
  finding.fixes.push_back(FixOf("bold", Applicability::kUnsafe, FixSide::kPolicy));
  EXPECT_EQ(Chosen(finding, {}), "(unsafe)");
  EXPECT_EQ(Chosen(finding, {.scope = FixScope::kUnsafe}), "bold");
  finding.fixes.push_back(FixOf("careful", Applicability::kSafe, FixSide::kPolicy));
  EXPECT_EQ(Chosen(finding, {}), "careful");
  EXPECT_EQ(Chosen(finding, {.scope = FixScope::kUnsafe}), "bold");
}

TEST(ChooseFix, SomebodyMustSayWhichOfTwoSides) {
  rule::LocatedFinding finding;
  finding.fixes = {FixOf("policy", Applicability::kUnsafe, FixSide::kPolicy),
                   FixOf("manifest", Applicability::kUnsafe, FixSide::kManifest)};
  EXPECT_EQ(Chosen(finding, {}), "(unsafe)");
  EXPECT_EQ(Chosen(finding, {.scope = FixScope::kUnsafe}), "(side)");
  EXPECT_EQ(Chosen(finding, {.scope = FixScope::kUnsafe, .side = FixSide::kManifest}), "manifest");
  EXPECT_EQ(Chosen(finding, {.scope = FixScope::kUnsafe, .side = FixSide::kPolicy}), "policy");
}

TEST(ChooseFix, ASideMattersOnlyWhereThereAreTwo) {
  rule::LocatedFinding finding;
  finding.fixes = {FixOf("manifest", Applicability::kSafe, FixSide::kManifest)};
  EXPECT_EQ(Chosen(finding, {.side = FixSide::kPolicy}), "manifest");
}

}  // namespace
}  // namespace irsalint::engine
