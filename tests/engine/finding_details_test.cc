#include "analyzer/engine/finding_details.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

#include "analyzer/base/in_memory_file_system.h"
#include "analyzer/engine/line_hash.h"
#include "analyzer/engine/run.h"

namespace irsalint::engine {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

// Reports each account by its name and offers to call it `b`; the second fix cannot be written.
void Rename(const rule::RuleContext& context, rule::FindingSink& sink) {
  for (const graph::Account& account : context.graph.accounts()) {
    const kube::KnownText& name = account.object->meta.name;
    rule::Finding& finding = sink.Report(name.place(), "account " + name->Written());
    const auto set = [&name](std::string_view text) {
      return syntax::SetValue{.place = name.place(), .value = syntax::NewValue::String(text)};
    };
    finding.fixes.push_back({.title = "call it b",
                             .applicability = rule::Applicability::kSafe,
                             .side = rule::FixSide::kManifest,
                             .edits = {set("b")}});
    finding.fixes.push_back({.title = "call it both", .edits = {set("b"), set("c")}});
  }
}

const rule::Rule kRename = {.meta = {.id = "rename", .group = "link", .summary = "x"},
                            .check = Rename};
constexpr std::array<const rule::Rule*, 1> kRules = {&kRename};

constexpr std::string_view kText =
    "kind: ServiceAccount\nmetadata: {labels: {x: \"\xf0\x9f\x94\x91\"}, name: a}\n";

LocateInput InputOf(const RunResult& result, const base::FileSystem& files,
                    std::string_view stdin_text = {}) {
  return {.files = files,
          .sources = result.sources,
          .known = result.files,
          .stdin_text = stdin_text,
          .working_directory = "/"};
}

TEST(DetailsOf, HashOfTheLineAndWhatAFixReplaces) {
  base::InMemoryFileSystem files;
  files.AddFile("sa.yaml", std::string(kText));
  const RunResult result = engine::Run(files, kRules, {.paths = {"."}});
  ASSERT_THAT(result.report.findings, SizeIs(1));
  const rule::LocatedFinding& finding = result.report.findings[0];
  EXPECT_EQ(finding.primary.column, 36u);
  EXPECT_EQ(finding.primary.utf16, (rule::Columns{.begin = 37, .end = 38}));
  EXPECT_EQ(finding.primary.utf8, (rule::Columns{.begin = 39, .end = 40}));
  EXPECT_EQ(finding.primary.part.link, rule::ChainLink::kServiceAccount);

  const rule::LocatedFinding* const findings[] = {&finding};
  const std::vector<rule::FindingDetails> details = DetailsOf(findings, InputOf(result, files));
  ASSERT_THAT(details, SizeIs(1));
  EXPECT_EQ(details[0].line_hash, LineHashes(kText)[1]);
  ASSERT_THAT(details[0].fixes, SizeIs(1));
  EXPECT_EQ(details[0].fixes[0].title, "call it b");
  ASSERT_THAT(details[0].fixes[0].replacements, SizeIs(1));
  const rule::Replacement& replacement = details[0].fixes[0].replacements[0];
  EXPECT_EQ(replacement.text, "b");
  EXPECT_EQ(replacement.place.path, "sa.yaml");
  EXPECT_EQ(replacement.place.line, 2u);
  EXPECT_EQ(replacement.place.column, 36u);
  EXPECT_EQ(replacement.place.utf16, finding.primary.utf16);
  EXPECT_EQ(replacement.place.utf8, finding.primary.utf8);
}

TEST(DetailsOf, OfStandardInput) {
  base::InMemoryFileSystem files;
  const RunResult result =
      engine::Run(files, kRules, {.paths = {"-"}, .stdin_text = std::string(kText)});
  ASSERT_THAT(result.report.findings, SizeIs(1));
  const rule::LocatedFinding* const findings[] = {&result.report.findings[0]};
  EXPECT_EQ(DetailsOf(findings, InputOf(result, files, kText))[0].line_hash, LineHashes(kText)[1]);
}

TEST(DetailsOf, AChangedFileGivesNothing) {
  base::InMemoryFileSystem files;
  files.AddFile("sa.yaml", std::string(kText));
  const RunResult result = engine::Run(files, kRules, {.paths = {"."}});
  ASSERT_THAT(result.report.findings, SizeIs(1));
  files.AddFile("sa.yaml", "kind: ServiceAccount\n");
  const rule::LocatedFinding* const findings[] = {&result.report.findings[0]};
  const std::vector<rule::FindingDetails> details = DetailsOf(findings, InputOf(result, files));
  EXPECT_EQ(details[0].line_hash, "");
  EXPECT_THAT(details[0].fixes, IsEmpty());
}

}  // namespace
}  // namespace irsalint::engine
