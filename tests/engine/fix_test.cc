#include "analyzer/engine/fix.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

#include "analyzer/base/in_memory_file_system.h"

namespace irsalint::engine {
namespace {

using rule::Applicability;
using rule::FixSide;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// The fake rules below report accounts by their name and offer to give them another one.
void Rename(const rule::RuleContext& context, rule::FindingSink& sink, std::string_view from,
            std::string_view to) {
  for (const graph::Account& account : context.graph.accounts()) {
    const kube::KnownText& name = account.object->meta.name;
    if (name->literal() != from) continue;
    rule::Finding& finding = sink.Report(name.place(), "account " + name->Written());
    finding.offending_value = name->Written();
    finding.fixes.push_back({.title = "call it " + std::string(to),
                             .applicability = Applicability::kSafe,
                             .side = FixSide::kManifest,
                             .edits = {syntax::SetValue{.place = name.place(),
                                                        .value = syntax::NewValue::String(to)}}});
  }
}

// `a` becomes `b`, and is right then.
void RenameA(const rule::RuleContext& context, rule::FindingSink& sink) {
  Rename(context, sink, "a", "b");
}
// `c` becomes `bad`, which is graver.
void RenameC(const rule::RuleContext& context, rule::FindingSink& sink) {
  Rename(context, sink, "c", "bad");
}
void ReportBad(const rule::RuleContext& context, rule::FindingSink& sink) {
  for (const graph::Account& account : context.graph.accounts()) {
    const kube::KnownText& name = account.object->meta.name;
    if (name->literal() == "bad") sink.Report(name.place(), "bad account");
  }
}
// Tells pedants alone of `c`, and everybody of `bad`.
void ReportCToPedants(const rule::RuleContext& context, rule::FindingSink& sink) {
  for (const graph::Account& account : context.graph.accounts()) {
    const kube::KnownText& name = account.object->meta.name;
    if (name->literal() != "c" && name->literal() != "bad") continue;
    rule::Finding& finding = sink.Report(name.place(), "account that may be bad");
    if (name->literal() == "c") finding.persona = rule::Persona::kPedantic;
  }
}
// Offers something that does not help.
void SetNamespaceOfD(const rule::RuleContext& context, rule::FindingSink& sink) {
  for (const graph::Account& account : context.graph.accounts()) {
    const kube::ObjectMeta& meta = account.object->meta;
    if (meta.name->literal() != "d") continue;
    rule::Finding& finding = sink.Report(meta.name.place(), "account d");
    finding.fixes.push_back(
        {.title = "move it",
         .applicability = Applicability::kSafe,
         .side = FixSide::kManifest,
         .edits = {syntax::SetValue{.place = meta.namespace_name.place(),
                                    .value = syntax::NewValue::String("elsewhere")}}});
  }
}
// Two rules that want to change one value: `e` becomes `f`, or `g`.
void RenameEToF(const rule::RuleContext& context, rule::FindingSink& sink) {
  Rename(context, sink, "e", "f");
}
void RenameEToG(const rule::RuleContext& context, rule::FindingSink& sink) {
  Rename(context, sink, "e", "g");
}

constexpr rule::RuleMeta MetaOf(std::string_view id, rule::Severity severity) {
  return {.id = id, .group = "g", .summary = "s", .severity = severity};
}
constexpr rule::Rule kRenameA = {.meta = MetaOf("rename-a", rule::Severity::kWarning),
                                 .check = &RenameA};
constexpr rule::Rule kRenameC = {.meta = MetaOf("rename-c", rule::Severity::kWarning),
                                 .check = &RenameC};
constexpr rule::Rule kBadForPedants = {.meta = MetaOf("bad-for-pedants", rule::Severity::kWarning),
                                       .check = &ReportCToPedants};
constexpr rule::Rule kBad = {.meta = MetaOf("bad-account", rule::Severity::kWarning),
                             .check = &ReportBad};
constexpr rule::Rule kBadNote = {.meta = MetaOf("bad-account", rule::Severity::kNote),
                                 .check = &ReportBad};
constexpr rule::Rule kMoveD = {.meta = MetaOf("move-d", rule::Severity::kWarning),
                               .check = &SetNamespaceOfD};
constexpr rule::Rule kEToF = {.meta = MetaOf("e-to-f", rule::Severity::kError),
                              .check = &RenameEToF};
constexpr rule::Rule kEToG = {.meta = MetaOf("e-to-g", rule::Severity::kWarning),
                              .check = &RenameEToG};

std::string Account(const std::string& name) {
  return "kind: ServiceAccount\napiVersion: v1\nmetadata:\n  name: " + name +
         "  # keep me\n  namespace: web\n";
}

class FixTest : public ::testing::Test {
 protected:
  FixResult Fix(std::vector<const rule::Rule*> rules, const FixTerms& terms = {}) {
    rules_ = std::move(rules);
    RunOptions options;
    options.paths = paths_;
    options.stdin_text = stdin_text_;
    return engine::Fix(files_, rules_, options, terms);
  }

  static std::vector<std::string> Lines(const std::vector<FixRecord>& records) {
    std::vector<std::string> lines;
    for (const FixRecord& record : records) {
      lines.push_back(record.finding.primary.path + ": " + record.title +
                      (record.reason.empty() ? "" : ": " + record.reason));
    }
    return lines;
  }

  base::InMemoryFileSystem files_;
  std::vector<std::string> paths_ = {"."};
  std::string stdin_text_;
  std::vector<const rule::Rule*> rules_;
};

TEST_F(FixTest, MakesAFixAndAnalysesTheResult) {
  files_.AddFile("sa.yaml", Account("a"));
  const FixResult result = Fix({&kRenameA});
  EXPECT_THAT(Lines(result.made), ElementsAre("sa.yaml: call it b"));
  EXPECT_THAT(result.refused, IsEmpty());
  ASSERT_THAT(result.files, SizeIs(1));
  EXPECT_EQ(result.files[0].path, "sa.yaml");
  EXPECT_EQ(result.files[0].before, Account("a"));
  EXPECT_EQ(result.files[0].after, Account("b"));
  EXPECT_THAT(result.before.report.findings, SizeIs(1));
  ASSERT_TRUE(result.after.has_value());
  EXPECT_THAT(result.after->report.findings, IsEmpty());
}

TEST_F(FixTest, WithNothingToFixNothingChanges) {
  files_.AddFile("sa.yaml", Account("x"));
  const FixResult result = Fix({&kRenameA});
  EXPECT_THAT(result.files, IsEmpty());
  EXPECT_FALSE(result.after.has_value());
}

TEST_F(FixTest, SeveralFixesOfOneFileAreMadeAtOnce) {
  files_.AddFile("sa.yaml", Account("a") + "---\n" + Account("x") + "---\n" + Account("a"));
  const FixResult result = Fix({&kRenameA});
  EXPECT_THAT(result.made, SizeIs(2));
  ASSERT_THAT(result.files, SizeIs(1));
  EXPECT_EQ(result.files[0].after, Account("b") + "---\n" + Account("x") + "---\n" + Account("b"));
}

TEST_F(FixTest, RefusesWhatBringsANewFindingAsGrave) {
  files_.AddFile("a.yaml", Account("a"));
  files_.AddFile("c.yaml", Account("c"));
  const FixResult result = Fix({&kRenameA, &kRenameC, &kBad});
  EXPECT_THAT(Lines(result.made), ElementsAre("a.yaml: call it b"));
  EXPECT_THAT(Lines(result.refused),
              ElementsAre("c.yaml: call it bad: it would bring a new warning: bad-account in "
                          "c.yaml"));
  ASSERT_THAT(result.files, SizeIs(1));
  EXPECT_EQ(result.files[0].path, "a.yaml");
}

TEST_F(FixTest, ALesserFindingMayComeOfIt) {
  files_.AddFile("c.yaml", Account("c"));
  const FixResult result = Fix({&kRenameC, &kBadNote});
  EXPECT_THAT(Lines(result.made), ElementsAre("c.yaml: call it bad"));
  ASSERT_TRUE(result.after.has_value());
  EXPECT_THAT(result.after->report.findings, SizeIs(1));
}

TEST_F(FixTest, AFindingThatALaterPersonaSawIsNotNew) {
  files_.AddFile("c.yaml", Account("c"));
  const FixResult result = Fix({&kRenameC, &kBadForPedants});
  EXPECT_THAT(result.before.report.findings, SizeIs(1));
  EXPECT_THAT(Lines(result.made), ElementsAre("c.yaml: call it bad"));
  ASSERT_TRUE(result.after.has_value());
  EXPECT_THAT(result.after->report.findings, SizeIs(1));
}

TEST_F(FixTest, RefusesWhatDoesNotHelp) {
  files_.AddFile("d.yaml", Account("d"));
  const FixResult result = Fix({&kMoveD});
  EXPECT_THAT(result.made, IsEmpty());
  EXPECT_THAT(Lines(result.refused), ElementsAre("d.yaml: move it: the finding would stay"));
  EXPECT_THAT(result.files, IsEmpty());
}

TEST_F(FixTest, OfTwoFixesForOneValueTheFirstIsMade) {
  files_.AddFile("e.yaml", Account("e"));
  const FixResult result = Fix({&kEToF, &kEToG});
  EXPECT_THAT(Lines(result.made), ElementsAre("e.yaml: call it f"));
  ASSERT_THAT(result.files, SizeIs(1));
  EXPECT_EQ(result.files[0].after, Account("f"));
}

TEST_F(FixTest, StandardInputStaysAsItIs) {
  paths_ = {"-"};
  stdin_text_ = Account("a");
  const FixResult result = Fix({&kRenameA});
  EXPECT_THAT(Lines(result.refused), ElementsAre("-: call it b: standard input cannot be changed"));
}

TEST_F(FixTest, ALinkThatLeadsOutIsNotFollowed) {
  files_.AddFile("/elsewhere/sa.yaml", Account("a"));
  files_.AddFile("real.yaml", Account("a"));
  files_.AddSymlink("link.yaml", "/elsewhere/sa.yaml");
  paths_ = {"link.yaml", "real.yaml"};
  const FixResult result = Fix({&kRenameA});
  ASSERT_THAT(result.files, SizeIs(1));
  EXPECT_EQ(result.files[0].path, "real.yaml");
}

}  // namespace
}  // namespace irsalint::engine
