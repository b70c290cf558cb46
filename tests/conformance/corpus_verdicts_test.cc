// The ledger: every finding of the default run over real files was read, and its verdict stands in
// testdata/corpus/VERDICTS.tsv. A finding without a row, and a row without a finding, fail.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "analyzer/base/pattern.h"
#include "analyzer/base/strings.h"
#include "tests/harness/paths.h"
#include "tests/harness/run.h"

namespace irsalint::test {
namespace {

using ::testing::IsEmpty;

// Findings of one cause may share a row, but not more than can be read one by one.
constexpr size_t kMaxFindingsPerRow = 20;

// path, line, rule, verdict, why. `*` in the path stands for anything, as line for any line.
struct Row {
  std::string path;
  std::string line;
  std::string rule;
  std::string verdict;
  std::string why;
  size_t findings = 0;
};

std::vector<Row> ReadLedger() {
  std::vector<Row> rows;
  const std::string text = ReadFile(Testdata("corpus/VERDICTS.tsv"));
  for (const std::string_view line : base::SplitBy(text, '\n')) {
    if (line.empty() || line.starts_with('#')) continue;
    const auto cells = base::SplitBy(line, '\t');
    EXPECT_EQ(cells.size(), 5U) << line;
    if (cells.size() != 5) continue;
    rows.push_back({.path = std::string(cells[0]),
                    .line = std::string(cells[1]),
                    .rule = std::string(cells[2]),
                    .verdict = std::string(cells[3]),
                    .why = std::string(cells[4])});
  }
  return rows;
}

TEST(CorpusVerdicts, EveryRowHasAVerdictAndAReason) {
  for (const Row& row : ReadLedger()) {
    EXPECT_TRUE(row.verdict == "right" || row.verdict == "arguable")
        << row.path << ": \"" << row.verdict
        << "\"; a wrong finding is a fault to mend, no verdict";
    const size_t words = base::SplitBy(row.why, ' ').size();
    EXPECT_GE(words, 3U) << row.path << ": says no reason";
    EXPECT_LE(words, 20U) << row.path << ": a reason is about ten words";
  }
}

TEST(CorpusVerdicts, FindingsAndRowsAreTheSame) {
  const auto corpus = Shared("corpus");
  IRSALINT_REQUIRE_SHARED(corpus);
  std::vector<Row> rows = ReadLedger();
  const auto covers = [](const Row& row, const rule::LocatedFinding& finding) {
    return row.rule == finding.rule &&
           (row.line == "*" || row.line == fmt::format("{}", finding.primary.line)) &&
           base::Pattern::Like(row.path).Matches(finding.primary.path);
  };
  std::vector<std::string> unread;
  for (const rule::LocatedFinding& finding : RunTree(ReadTree(*corpus)).findings) {
    // A row that names the place goes before one that covers several.
    Row* best = nullptr;
    for (Row& row : rows) {
      if (covers(row, finding) && (best == nullptr || (best->line == "*" && row.line != "*"))) {
        best = &row;
      }
    }
    if (best == nullptr) {
      unread.push_back(fmt::format("{}\t{}\t{}\t{}", finding.primary.path, finding.primary.line,
                                   finding.rule, finding.message));
    } else {
      ++best->findings;
    }
  }
  EXPECT_THAT(unread, IsEmpty()) << "findings that nobody has judged";
  for (const Row& row : rows) {
    const std::string name = fmt::format("{}:{} {}", row.path, row.line, row.rule);
    EXPECT_GT(row.findings, 0U) << name << " is no longer found";
    EXPECT_LE(row.findings, kMaxFindingsPerRow) << name << " covers too much";
  }
}

}  // namespace
}  // namespace irsalint::test
