#pragma once

#include <cstdint>
#include <iosfwd>
#include <span>
#include <string>
#include <vector>

#include "analyzer/engine/fix.h"
#include "analyzer/rule/report.h"
#include "analyzer/rule/rule.h"

// Fixtures of rules: testdata/rules/<group>/<rule>/{bad,good}_*, each one file or one folder.
//
// YAML states what is expected on the offending line itself:
//   serviceAccountName: app  # expect: some-rule "part of the message"
//   name: app                # expect-related: some-rule "part of the related message"
// These comments are cut off before the analysis. Other syntaxes have a list beside them, one line
// a place, sorted, `file:line:column-column: severity: rule: message` (`related` as severity for
// related places): `expected.txt` in a folder, `bad_x.expected.txt` beside `bad_x.json`.
// In the same way `all.txt` and `bad_x.all.txt` hold what the whole catalogue says.
// A `.irsalint.yaml` at the root of a folder configures the run.
// What the fixes of the rule make of a bad fixture stands beside it: `bad_x.fixed.yaml`, or for a
// folder those files of `bad_x.fixed/` that change (see fixes_test.cc).
// Options of the run stand in `options.txt` or `bad_x.options.txt`, one word each:
// `--assume-complete`, `--namespace=NAME`, `--persona=NAME`.
namespace irsalint::test {

// `rule: file:line` with a part of the text.
struct Expectation {
  std::string file;
  uint32_t line = 0;
  bool related = false;
  std::string rule;
  std::string part;
};

struct Fixture {
  std::string group;
  std::string rule;  // folder name: the rule's id with '_' for '-'
  std::string name;  // "bad_wrong_namespace.yaml"
  std::string path;  // of the file or folder

  [[nodiscard]] bool IsBad() const { return name.starts_with("bad_"); }
  [[nodiscard]] std::string RuleId() const;
  // The path of `expected`, `all` or `options` for this fixture.
  [[nodiscard]] std::string TwinPath(const std::string& kind) const;
  // The path of the file or folder that holds what fixes make of it: `kind` is "fixed" and the
  // like.
  [[nodiscard]] std::string FixedPath(const std::string& kind) const;
};

// How GoogleTest names a fixture in its messages.
void PrintTo(const Fixture& fixture, std::ostream* out);

// Every fixture below testdata/rules, sorted.
std::vector<Fixture> AllFixtures();

// A fixture that is ready to run.
struct LoadedFixture {
  std::vector<Expectation> expectations;                   // of the comments
  std::vector<std::string> expected_lines;                 // of expected.txt
  std::vector<std::pair<std::string, std::string>> files;  // as analysed; names relative
  std::vector<std::string> options;
};
LoadedFixture Load(const Fixture& fixture);

// Runs rules over a fixture's files. `threads` as in the engine; without an option `--persona` it
// is `persona`.
rule::Report RunFixture(const LoadedFixture& fixture, std::span<const rule::Rule* const> rules,
                        rule::Persona persona, size_t threads = 1);

// Makes the fixes that the rules offer for a fixture's files.
engine::FixResult FixFixture(const LoadedFixture& fixture, std::span<const rule::Rule* const> rules,
                             rule::Persona persona, const engine::FixTerms& terms);

// `file:line:column-column: severity: rule: message` of one place.
std::string LineOf(const rule::LocatedPlace& place, std::string_view severity,
                   std::string_view rule, std::string_view message);

// LineOf all primary places, sorted.
std::vector<std::string> PrimaryLines(const rule::Report& report);

// What differs between a report of the fixture's rule and what the fixture expects; empty if
// nothing.
std::vector<std::string> Differences(const LoadedFixture& fixture, const rule::Report& report);

}  // namespace irsalint::test
