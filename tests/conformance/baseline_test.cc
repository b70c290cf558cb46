// What a baseline stands on: the fingerprints of the findings of all bad fixtures survive what
// people and tools do to files without changing what they mean, and nothing else.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/path.h"
#include "analyzer/base/strings.h"
#include "rules/all_rules.h"
#include "tests/conformance/rewrites.h"
#include "tests/harness/fixture.h"
#include "tests/harness/sample.h"

namespace irsalint::test {
namespace {

using ::testing::IsEmpty;

const std::vector<std::pair<Fixture, LoadedFixture>>& BadFixtures() {
  static const auto* const fixtures = [] {
    auto* loaded = new std::vector<std::pair<Fixture, LoadedFixture>>();
    size_t number = 0;
    for (const Fixture& fixture : AllFixtures()) {
      if (fixture.IsBad() && IsSampled(number++)) loaded->emplace_back(fixture, Load(fixture));
    }
    return loaded;
  }();
  return *fixtures;
}

rule::Report ReportOn(const LoadedFixture& fixture) {
  return RunFixture(fixture, rules::AllRules(), rule::Persona::kAuditor);
}

// `FINGERPRINT path: rule: message` of all findings, sorted.
std::multiset<std::string> Known(const rule::Report& report) {
  std::multiset<std::string> known;
  const auto add = [&known](const rule::LocatedFinding& finding) {
    known.insert(fmt::format("{} {}: {}", finding.fingerprint, finding.primary.path, finding.rule));
  };
  for (const rule::LocatedFinding& finding : report.findings) add(finding);
  for (const rule::SuppressedFinding& suppressed : report.suppressed) add(suppressed.finding);
  return known;
}

// A rule, or `rule at file`, to which a property does not apply, and why.
struct Exemption {
  std::string_view finding;
  std::string_view because;
};

// Removes what is exempt; each exemption must be needed, by one of all fixtures.
template <size_t kSize>
void Exempt(const Exemption (&exemptions)[kSize], std::vector<std::string>& lines) {
  for (const Exemption& exemption : exemptions) {
    const std::string part = fmt::format(": {}", exemption.finding);
    const size_t removed = std::erase_if(
        lines, [&part](const std::string& line) { return base::Contains(line, part); });
    if (kSampling > 1) continue;
    EXPECT_GT(removed, 0U) << exemption.finding << ": " << exemption.because;
  }
}

constexpr Exemption kOrderOfDocumentsMatters[] = {
    {"source-conflict", "of two definitions in a stream the later one is applied last"},
};

constexpr Exemption kPlaceIsNoValue[] = {
    {"annotation-not-string", "of a list only that it is none is wrong"},
    {"injection-blocked at bad_half_region.yaml", "a variable is there, whatever its value"},
    {"injection-blocked at bad_role_variable_alone.yaml", "likewise"},
    {"injection-blocked at bad_token_variable_alone.yaml", "likewise"},
    {"injection-blocked at pod.yaml:29", "likewise"},
    {"node-role-too-broad at bad_not_action.yaml", "what NotAction names is what is not granted"},
    {"role-assumable-from-node at bad_not_action.yaml", "the same"},
    {"parse-error", "the place is where the parser gave up"},
    {"role-shared", "other accounts of the same namespaces share no more and no less"},
    {"source-conflict at now/role.json", "two policies differ, whatever one of them says"},
    {"sts-regional-endpoint-missing", "an annotation is missing beside the place"},
    {"suppression-unused at bad_wrong_form.yaml", "what cannot be read has no parts"},
    {"token-volume-conflict at bad_audience.yaml", "the volume's name is taken"},
    {"token-volume-conflict at bad_volume_name.yaml", "likewise"},
    {"trust-policy-invalid at bad_effect_in_lower_case.json", "any other effect is as wrong"},
    {"trust-policy-too-large", "the size is wrong"},
    {"unrendered-template", "it is about a whole file"},
};

std::string Name(const Fixture& fixture) {
  return fmt::format("{}/{}/{}", fixture.group, fixture.rule, fixture.name);
}

// How many files were rewritten, and what changed in the fingerprints though it must not.
struct Outcome {
  size_t rewritten = 0;
  std::vector<std::string> changes;
};

void AddDifference(const std::multiset<std::string>& from, const std::multiset<std::string>& to,
                   std::string_view sign, const std::string& where,
                   std::vector<std::string>* changes) {
  std::vector<std::string> missing;
  std::ranges::set_difference(from, to, std::back_inserter(missing));
  for (const std::string& line : missing) {
    changes->push_back(fmt::format("{}: {} {}", where, sign, line));
  }
}

Outcome Apply(Rewrite rewrite) {
  Outcome outcome;
  for (const auto& [fixture, loaded] : BadFixtures()) {
    LoadedFixture changed = loaded;
    size_t rewritten = 0;
    for (auto& [name, text] : changed.files) {
      std::optional<std::string> other = rewrite({.name = name, .text = text});
      if (!other.has_value()) continue;
      text = *std::move(other);
      ++rewritten;
    }
    if (rewritten == 0) continue;
    outcome.rewritten += rewritten;
    const std::multiset<std::string> before = Known(ReportOn(loaded));
    const std::multiset<std::string> after = Known(ReportOn(changed));
    AddDifference(before, after, "-", Name(fixture), &outcome.changes);
    AddDifference(after, before, "+", Name(fixture), &outcome.changes);
  }
  return outcome;
}

// That enough was looked at: nearly all files can be rewritten.
constexpr size_t kMany = kSampling == 1 ? 450 : 40;

TEST(Fingerprints, SurviveMoreLines) {
  const Outcome outcome = Apply(&WithMoreLines);
  EXPECT_THAT(outcome.changes, IsEmpty());
  EXPECT_GT(outcome.rewritten, kMany);
}

TEST(Fingerprints, SurviveAnotherIndentation) {
  const Outcome outcome = Apply(&Reindented);
  EXPECT_THAT(outcome.changes, IsEmpty());
  EXPECT_GT(outcome.rewritten, kMany);
}

TEST(Fingerprints, SurviveCarriageReturns) {
  const Outcome outcome = Apply(&WithCarriageReturns);
  EXPECT_THAT(outcome.changes, IsEmpty());
  EXPECT_GT(outcome.rewritten, kMany);
}

TEST(Fingerprints, SurviveTheOtherOrderOfLists) {
  const Outcome outcome = Apply(&WithListsReversed);
  EXPECT_THAT(outcome.changes, IsEmpty());
  EXPECT_GT(outcome.rewritten, kMany);
}

TEST(Fingerprints, SurviveTheOtherOrderOfDocuments) {
  Outcome outcome = Apply(&WithDocumentsReversed);
  Exempt(kOrderOfDocumentsMatters, outcome.changes);
  EXPECT_THAT(outcome.changes, IsEmpty());
  EXPECT_GT(outcome.rewritten, kMany / 8);
}

// The ordinals aside: what is left are the findings themselves.
std::string_view WithoutOrdinal(std::string_view fingerprint) {
  return fingerprint.substr(0, fingerprint.find('-'));
}

std::set<std::string, std::less<>> FingerprintsOf(const rule::Report& report) {
  std::set<std::string, std::less<>> fingerprints;
  for (const rule::LocatedFinding& finding : report.findings) {
    fingerprints.emplace(WithoutOrdinal(finding.fingerprint));
  }
  return fingerprints;
}

TEST(Fingerprints, ChangeWithTheNameOfTheFile) {
  size_t renamed = 0;
  std::vector<std::string> kept;
  for (const auto& [fixture, loaded] : BadFixtures()) {
    const rule::Report before = ReportOn(loaded);
    for (size_t i = 0; i < loaded.files.size(); ++i) {
      const std::string& name = loaded.files[i].first;
      if (name == ".irsalint.yaml" || base::Contains(name, "kustomization")) continue;
      LoadedFixture changed = loaded;
      changed.files[i].first = base::path::Join(
          base::path::Dirname(name), fmt::format("other-{}", base::path::Basename(name)));
      const auto after = FingerprintsOf(ReportOn(changed));
      for (const rule::LocatedFinding& finding : before.findings) {
        if (finding.primary.path != name) continue;
        ++renamed;
        if (after.contains(WithoutOrdinal(finding.fingerprint))) {
          kept.push_back(fmt::format("{}: {} in {}", Name(fixture), finding.rule, name));
        }
      }
    }
  }
  EXPECT_THAT(kept, IsEmpty());
  EXPECT_GT(renamed, kMany);
}

// `text` with another last letter or digit inside the place; nothing if there is none.
std::optional<std::string> WithAnotherValue(std::string text, const rule::LocatedPlace& place) {
  for (size_t i = place.span.end; i > place.span.begin; --i) {
    char& c = text[i - 1];
    if (!base::IsAsciiAlnum(c)) continue;
    c = c == 'x' ? 'y' : c == '1' ? '2' : base::IsAsciiDigit(c) ? '1' : 'x';
    return text;
  }
  return std::nullopt;
}

TEST(Fingerprints, ChangeWithTheOffendingValue) {
  size_t mutated = 0;
  std::vector<std::string> kept;
  for (const auto& [fixture, loaded] : BadFixtures()) {
    for (const rule::LocatedFinding& finding : ReportOn(loaded).findings) {
      LoadedFixture changed = loaded;
      const auto file = std::ranges::find(changed.files, finding.primary.path,
                                          [](const auto& named) { return named.first; });
      if (file == changed.files.end() || finding.primary.line == 0) continue;
      std::optional<std::string> text = WithAnotherValue(file->second, finding.primary);
      if (!text.has_value()) continue;
      file->second = *std::move(text);
      ++mutated;
      if (FingerprintsOf(ReportOn(changed)).contains(WithoutOrdinal(finding.fingerprint))) {
        kept.push_back(fmt::format("{}: {} at {}:{}", Name(fixture), finding.rule,
                                   finding.primary.path, finding.primary.line));
      }
    }
  }
  Exempt(kPlaceIsNoValue, kept);
  EXPECT_THAT(kept, IsEmpty());
  EXPECT_GT(mutated, kMany);
}

}  // namespace
}  // namespace irsalint::test
