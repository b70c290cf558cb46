// What the fixes of each rule make of its fixtures.
//
// Beside `bad_x.yaml` stands what its rule's fixes make of it: `bad_x.fixed.yaml` with --fix;
// `bad_x.fixed-unsafe.yaml` with --fix=unsafe, where that gives something else;
// `bad_x.fixed-policy.yaml` and `bad_x.fixed-manifest.yaml` with --fix=unsafe and a side, where
// that gives something else again. For a folder `bad_x/` the folder `bad_x.fixed/` holds the files
// that change. IRSALINT_UPDATE_GOLDENS=1 writes them anew.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "analyzer/base/strings.h"
#include "rules/all_rules.h"
#include "tests/harness/fixture.h"
#include "tests/harness/paths.h"
#include "tests/harness/run.h"

namespace irsalint::test {
namespace {

namespace fs = std::filesystem;
using ::testing::IsEmpty;

// One way to ask for fixes; nothing is recorded where it gives the same as `before`.
struct Mode {
  const char* name;
  const char* before;  // "" for the unfixed files
  engine::FixTerms terms;
};
const Mode kModes[] = {
    {"fixed", "", {.scope = engine::FixScope::kSafe}},
    {"fixed-unsafe", "fixed", {.scope = engine::FixScope::kUnsafe}},
    {"fixed-policy",
     "fixed-unsafe",
     {.scope = engine::FixScope::kUnsafe, .side = rule::FixSide::kPolicy}},
    {"fixed-manifest",
     "fixed-unsafe",
     {.scope = engine::FixScope::kUnsafe, .side = rule::FixSide::kManifest}},
};

Tree ChangesOf(const engine::FixResult& result) {
  Tree changes;
  for (const engine::FixedFile& file : result.files) changes[file.path] = file.after;
  return changes;
}

// The files that are recorded; empty if there is no record.
Tree RecordedAt(const Fixture& fixture, const std::string& path) {
  if (!fs::exists(path)) return {};
  if (fs::is_directory(path)) return ReadTree(path);
  return {{fixture.name, ReadFile(path)}};
}

void Record(const Fixture& fixture, const Tree& changes, const std::string& path) {
  fs::remove_all(path);
  const bool is_folder = fs::is_directory(fixture.path);
  for (const auto& [name, text] : changes) {
    const std::string file = is_folder ? path + "/" + name : path;
    fs::create_directories(fs::path(file).parent_path());
    std::ofstream(file, std::ios::binary) << text;
  }
}

LoadedFixture WithChanges(LoadedFixture fixture, const Tree& changes) {
  for (auto& [name, text] : fixture.files) {
    const auto changed = changes.find(name);
    if (changed != changes.end()) text = changed->second;
  }
  return fixture;
}

std::vector<std::string> Describe(const std::vector<engine::FixRecord>& records) {
  std::vector<std::string> lines;
  for (const engine::FixRecord& record : records) {
    lines.push_back(record.finding.rule + ": " + record.title + ": " + record.reason);
  }
  return lines;
}

// What the whole catalogue says of the fixed files and did not say to anybody before, as grave as
// `severity`.
std::vector<std::string> NewFindings(const LoadedFixture& before, const LoadedFixture& after,
                                     rule::Persona persona, rule::Severity severity) {
  std::map<std::string, int> known;
  for (const auto& finding :
       RunFixture(before, rules::AllRules(), rule::Persona::kAuditor).findings) {
    ++known[finding.fingerprint.substr(0, finding.fingerprint.find('-'))];
  }
  std::vector<std::string> added;
  for (const auto& finding : RunFixture(after, rules::AllRules(), persona).findings) {
    int& left = known[finding.fingerprint.substr(0, finding.fingerprint.find('-'))];
    if (--left < 0 && finding.severity >= severity) {
      added.push_back(finding.rule + ": " + finding.message);
    }
  }
  return added;
}

const rule::Rule* RuleOf(const Fixture& fixture) {
  for (const rule::Rule* rule : rules::AllRules()) {
    if (rule->meta.id == fixture.RuleId()) return rule;
  }
  return nullptr;
}

std::vector<Fixture> BadFixtures() {
  std::vector<Fixture> fixtures = AllFixtures();
  std::erase_if(fixtures, [](const Fixture& fixture) { return !fixture.IsBad(); });
  return fixtures;
}

std::string TestName(const ::testing::TestParamInfo<Fixture>& info) {
  std::string name = info.param.rule + "_" + info.param.name;
  for (char& c : name) {
    if (!base::IsAsciiAlnum(c)) c = '_';
  }
  return name;
}

class FixesTest : public ::testing::TestWithParam<Fixture> {};
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(FixesTest);
INSTANTIATE_TEST_SUITE_P(Fixtures, FixesTest, ::testing::ValuesIn(BadFixtures()), TestName);

TEST_P(FixesTest, TheFixesGiveWhatIsRecorded) {
  const Fixture& fixture = GetParam();
  const rule::Rule* rule = RuleOf(fixture);
  ASSERT_NE(rule, nullptr);
  const LoadedFixture loaded = Load(fixture);
  std::map<std::string, Tree> given = {{"", Tree()}};
  for (const Mode& mode : kModes) {
    SCOPED_TRACE(mode.name);
    const engine::FixResult result = FixFixture(loaded, {&rule, 1}, rule->meta.persona, mode.terms);
    EXPECT_THAT(Describe(result.refused), IsEmpty()) << "a rule offers no fix that is no good";
    const Tree changes = ChangesOf(result);
    given[mode.name] = changes;
    const std::string path = fixture.FixedPath(mode.name);
    const bool is_recorded = changes != given[mode.before];
    if (std::getenv("IRSALINT_UPDATE_GOLDENS") != nullptr) {
      Record(fixture, is_recorded ? changes : Tree(), path);
    }
    EXPECT_EQ(RecordedAt(fixture, path), is_recorded ? changes : Tree()) << path;
    if (!is_recorded) continue;

    const LoadedFixture after = WithChanges(loaded, changes);
    const engine::FixResult again = FixFixture(after, {&rule, 1}, rule->meta.persona, mode.terms);
    EXPECT_THAT(Describe(again.made), IsEmpty()) << "fixing twice changes nothing";
    rule::Severity lowest = rule::Severity::kError;
    for (const engine::FixRecord& record : result.made) {
      lowest = std::min(lowest, record.finding.severity);
    }
    EXPECT_THAT(NewFindings(loaded, after, rule->meta.persona, lowest), IsEmpty());
  }
}

}  // namespace
}  // namespace irsalint::test
