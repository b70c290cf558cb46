#include "tests/harness/fixture.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <ostream>
#include <utility>

#include "analyzer/base/in_memory_file_system.h"
#include "analyzer/base/strings.h"
#include "analyzer/engine/check.h"
#include "analyzer/engine/run.h"
#include "rules/all_rules.h"
#include "tests/harness/paths.h"
#include "tests/harness/run.h"

namespace irsalint::test {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kExpect = "# expect: ";
constexpr std::string_view kExpectRelated = "# expect-related: ";

std::vector<fs::path> SortedEntries(const fs::path& directory) {
  std::vector<fs::path> entries;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory, error)) {
    entries.push_back(entry.path());
  }
  std::ranges::sort(entries);
  return entries;
}

bool IsTwin(std::string_view name) {
  for (const std::string_view kind : {"expected.txt", "all.txt", "options.txt"}) {
    if (name == kind || name.ends_with("." + std::string(kind))) return true;
  }
  return base::Contains(name, ".fixed");
}

std::vector<std::string> LinesOfFile(const std::string& path) {
  std::vector<std::string> lines;
  if (!fs::exists(path)) return lines;
  const std::string text = ReadFile(path);
  for (const std::string_view line : base::SplitBy(text, '\n')) {
    if (!base::TrimAscii(line).empty()) lines.emplace_back(line);
  }
  return lines;
}

// Reads `rule "part"`.
Expectation ParseExpectation(std::string_view text, std::string file, uint32_t line) {
  Expectation expectation;
  expectation.file = std::move(file);
  expectation.line = line;
  const auto parts = base::SplitOnce(base::TrimAscii(text), ' ');
  expectation.rule = std::string(parts.has_value() ? parts->before : base::TrimAscii(text));
  if (parts.has_value()) {
    std::string_view part = base::TrimAscii(parts->after);
    part = base::StripSuffix(base::StripPrefix(part, "\"").value_or(part), "\"").value_or(part);
    expectation.part = std::string(part);
  }
  return expectation;
}

// Takes the expectations off one line and returns what is left of it.
std::string TakeExpectations(std::string_view line, const std::string& file, uint32_t number,
                             std::vector<Expectation>& expectations) {
  const size_t first = std::min(line.find(kExpect), line.find(kExpectRelated));
  if (first == std::string_view::npos) return std::string(line);
  std::string_view rest = line.substr(first);
  while (!rest.empty()) {
    const bool related = rest.starts_with(kExpectRelated);
    rest.remove_prefix(related ? kExpectRelated.size() : kExpect.size());
    const size_t end = std::min({rest.find(kExpect), rest.find(kExpectRelated), rest.size()});
    expectations.push_back(ParseExpectation(rest.substr(0, end), file, number));
    expectations.back().related = related;
    rest.remove_prefix(end);
  }
  const std::string_view kept = line.substr(0, first);
  return std::string(kept.substr(0, kept.find_last_not_of(' ') + 1));
}

std::string WithoutExpectations(const std::string& text, const std::string& file,
                                std::vector<Expectation>& expectations) {
  std::vector<std::string> lines;
  uint32_t number = 0;
  for (const std::string_view line : base::SplitBy(text, '\n')) {
    lines.push_back(TakeExpectations(line, file, ++number, expectations));
  }
  return base::Join(lines, "\n");
}

void AddFile(const fs::path& path, const std::string& name, LoadedFixture& loaded) {
  const std::string text = ReadFile(path.string());
  loaded.files.emplace_back(name, WithoutExpectations(text, name, loaded.expectations));
}

// A place of the report that expectations are compared with.
struct Reported {
  const rule::LocatedPlace* place = nullptr;
  std::string_view message;
  std::string line;
  bool related = false;
  bool expected = false;
};

std::vector<Reported> PlacesOf(const rule::Report& report) {
  std::vector<Reported> places;
  for (const rule::LocatedFinding& finding : report.findings) {
    places.push_back({.place = &finding.primary,
                      .message = finding.message,
                      .line = LineOf(finding.primary, rule::ToString(finding.severity),
                                     finding.rule, finding.message)});
    for (const rule::LocatedPlace& place : finding.related) {
      places.push_back({.place = &place,
                        .message = place.message,
                        .line = LineOf(place, "related", finding.rule, place.message),
                        .related = true});
    }
  }
  return places;
}

bool Meets(const Reported& reported, const Expectation& expectation) {
  return !reported.expected && reported.related == expectation.related &&
         reported.place->path == expectation.file && reported.place->line == expectation.line &&
         base::Contains(reported.message, expectation.part);
}

std::optional<std::string> ValueOf(const LoadedFixture& fixture, std::string_view option) {
  for (const std::string& word : fixture.options) {
    const auto value = base::StripPrefix(word, fmt::format("{}=", option));
    if (value.has_value()) return std::string(*value);
  }
  return std::nullopt;
}

rule::Persona PersonaOf(const LoadedFixture& fixture, rule::Persona otherwise) {
  const std::optional<std::string> name = ValueOf(fixture, "--persona");
  for (const rule::Persona persona :
       {rule::Persona::kRegular, rule::Persona::kPedantic, rule::Persona::kAuditor}) {
    if (name.has_value() && rule::ToString(persona) == *name) return persona;
  }
  return otherwise;
}

void AddFiles(const LoadedFixture& fixture, base::InMemoryFileSystem& files) {
  for (const auto& [name, text] : fixture.files) files.AddFile(name, text);
}

engine::RunOptions OptionsOf(const LoadedFixture& fixture, const base::FileSystem& files,
                             rule::Persona persona) {
  engine::RunOptions options;
  options.paths = {"."};
  options.config = ConfigOf(files);
  options.persona = PersonaOf(fixture, persona);
  options.link.namespace_name = ValueOf(fixture, "--namespace").value_or("");
  options.link.assume_complete =
      std::ranges::find(fixture.options, "--assume-complete") != fixture.options.end();
  options.today = kToday;
  options.catalogue = rules::AllRules();
  return options;
}

}  // namespace

std::string Fixture::RuleId() const {
  std::string id = rule;
  std::ranges::replace(id, '_', '-');
  return id;
}

std::string Fixture::TwinPath(const std::string& kind) const {
  if (fs::is_directory(path)) return path + "/" + kind + ".txt";
  return fs::path(path).replace_extension(kind + ".txt").string();
}

void PrintTo(const Fixture& fixture, std::ostream* out) {
  *out << fixture.group << "/" << fixture.rule << "/" << fixture.name;
}

std::vector<Fixture> AllFixtures() {
  std::vector<Fixture> fixtures;
  for (const fs::path& group : SortedEntries(Testdata("rules"))) {
    for (const fs::path& rule : SortedEntries(group)) {
      for (const fs::path& path : SortedEntries(rule)) {
        if (IsTwin(path.filename().string())) continue;
        fixtures.push_back({.group = group.filename().string(),
                            .rule = rule.filename().string(),
                            .name = path.filename().string(),
                            .path = path.string()});
      }
    }
  }
  return fixtures;
}

std::string Fixture::FixedPath(const std::string& kind) const {
  if (fs::is_directory(path)) return path + "." + kind;
  return fs::path(path).replace_extension(kind + fs::path(path).extension().string()).string();
}

LoadedFixture Load(const Fixture& fixture) {
  LoadedFixture loaded;
  if (!fs::is_directory(fixture.path)) {
    AddFile(fixture.path, fixture.name, loaded);
  } else {
    std::vector<fs::path> paths;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(fixture.path)) {
      if (entry.is_regular_file()) paths.push_back(entry.path());
    }
    std::ranges::sort(paths);
    for (const fs::path& path : paths) {
      const std::string name = fs::relative(path, fixture.path).generic_string();
      if (!IsTwin(name)) AddFile(path, name, loaded);
    }
  }
  loaded.expected_lines = LinesOfFile(fixture.TwinPath("expected"));
  for (const std::string& line : LinesOfFile(fixture.TwinPath("options"))) {
    for (const std::string_view word : base::SplitBy(line, ' ')) {
      if (!word.empty()) loaded.options.emplace_back(word);
    }
  }
  return loaded;
}

rule::Report RunFixture(const LoadedFixture& fixture, std::span<const rule::Rule* const> rules,
                        rule::Persona persona, size_t threads) {
  base::InMemoryFileSystem files;
  AddFiles(fixture, files);
  engine::RunOptions options = OptionsOf(fixture, files, persona);
  options.extract.threads = threads;
  // What suppressions come to depends on what all the others found.
  const bool judges = std::ranges::any_of(
      rules, [](const rule::Rule* rule) { return engine::JudgesSuppressions(*rule); });
  if (!judges) return engine::Run(files, rules, options).report;
  rule::Report report = engine::Run(files, rules::AllRules(), options).report;
  std::erase_if(report.findings, [rules](const rule::LocatedFinding& finding) {
    return std::ranges::none_of(
        rules, [&finding](const rule::Rule* rule) { return rule->meta.id == finding.rule; });
  });
  return report;
}

engine::FixResult FixFixture(const LoadedFixture& fixture, std::span<const rule::Rule* const> rules,
                             rule::Persona persona, const engine::FixTerms& terms) {
  base::InMemoryFileSystem files;
  AddFiles(fixture, files);
  return engine::Fix(files, rules, OptionsOf(fixture, files, persona), terms);
}

std::string LineOf(const rule::LocatedPlace& place, std::string_view severity,
                   std::string_view rule, std::string_view message) {
  const std::string end = place.end_line == place.line
                              ? fmt::format("{}", place.end_column)
                              : fmt::format("{}:{}", place.end_line, place.end_column);
  return fmt::format("{}:{}:{}-{}: {}: {}: {}", place.path, place.line, place.column, end, severity,
                     rule, message);
}

std::vector<std::string> PrimaryLines(const rule::Report& report) {
  std::vector<std::string> lines;
  for (const rule::LocatedFinding& finding : report.findings) {
    lines.push_back(
        LineOf(finding.primary, rule::ToString(finding.severity), finding.rule, finding.message));
  }
  std::ranges::sort(lines);
  return lines;
}

std::vector<std::string> Differences(const LoadedFixture& fixture, const rule::Report& report) {
  std::vector<std::string> differences;
  std::vector<Reported> reported = PlacesOf(report);
  for (const Expectation& expectation : fixture.expectations) {
    const auto met = std::ranges::find_if(
        reported, [&expectation](const Reported& place) { return Meets(place, expectation); });
    if (met == reported.end()) {
      differences.push_back(fmt::format("missing: {}:{}: {}{} \"{}\"", expectation.file,
                                        expectation.line, expectation.related ? "related " : "",
                                        expectation.rule, expectation.part));
    } else {
      met->expected = true;
    }
  }
  for (const std::string& line : fixture.expected_lines) {
    const auto met = std::ranges::find_if(
        reported, [&line](const Reported& place) { return !place.expected && place.line == line; });
    if (met == reported.end()) {
      differences.push_back("missing: " + line);
    } else {
      met->expected = true;
    }
  }
  // Related places are compared only in fixtures that name some.
  const bool names_related =
      std::ranges::any_of(fixture.expectations, &Expectation::related) ||
      std::ranges::any_of(fixture.expected_lines, [](const std::string& line) {
        return base::Contains(line, ": related: ");
      });
  for (const Reported& place : reported) {
    if (place.expected || (place.related && !names_related)) continue;
    differences.push_back("unexpected: " + place.line);
  }
  return differences;
}

}  // namespace irsalint::test
