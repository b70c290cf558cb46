#include "analyzer/cli/next_steps.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

namespace irsalint::cli {
namespace {

// With fewer that may fail a run it is less work to look at each than to live with a baseline.
constexpr size_t kManyFindings = 10;

struct Step {
  std::string command;
  std::string purpose;
};

bool IsPlainCharacter(char c) {
  const bool is_word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  return is_word || std::string_view("-_./+,:@%").find(c) != std::string_view::npos;
}

// Whether a shell takes the path as it is, and a reader can see it.
bool IsPlain(const std::string& path) {
  return !path.empty() && std::ranges::all_of(path, IsPlainCharacter);
}

// The paths as they stand behind a command: ` k8s iam`, or ` PATH...` where they are better not
// repeated.
std::string Arguments(std::span<const std::string> paths) {
  constexpr size_t kMaxLength = 30;
  if (!std::ranges::all_of(paths, IsPlain)) return " PATH...";
  std::string arguments;
  for (const std::string& path : paths) arguments += " " + path;
  return arguments.size() > kMaxLength ? " PATH..." : arguments;
}

size_t CountAboveNotes(const rule::Report& report) {
  return static_cast<size_t>(
      std::ranges::count_if(report.findings, [](const rule::LocatedFinding& finding) {
        return finding.severity > rule::Severity::kNote;
      }));
}

struct FixCounts {
  size_t safe = 0;
  size_t unsafe = 0;
};

bool Offers(const rule::LocatedFinding& finding, rule::Applicability applicability) {
  return std::ranges::find(finding.fixes, applicability, &rule::Fix::applicability) !=
         finding.fixes.end();
}

FixCounts CountFixes(const rule::Report& report) {
  FixCounts counts;
  for (const rule::LocatedFinding& finding : report.findings) {
    if (Offers(finding, rule::Applicability::kSafe)) {
      ++counts.safe;
    } else if (Offers(finding, rule::Applicability::kUnsafe)) {
      ++counts.unsafe;
    }
  }
  return counts;
}

std::string FixPurpose(const FixCounts& counts) {
  if (counts.unsafe == 0) return fmt::format("fixes {}; --diff shows how", counts.safe);
  return fmt::format("fixes {}, --fix=unsafe {} more; --diff shows how", counts.safe,
                     counts.unsafe);
}

}  // namespace

std::string NextSteps(const rule::Report& report, std::span<const std::string> paths) {
  if (report.findings.empty()) return "";
  std::vector<Step> steps;
  const auto worst = std::ranges::max_element(report.findings, {}, &rule::LocatedFinding::severity);
  steps.push_back(
      {.command = "irsalint explain " + worst->rule, .purpose = "what it proves, how to fix it"});
  const bool is_of_files = std::ranges::find(paths, "-") == paths.end();
  const std::string arguments = Arguments(paths);
  const FixCounts fixes = CountFixes(report);
  if (is_of_files && fixes.safe > 0) {
    steps.push_back({.command = "irsalint --fix" + arguments, .purpose = FixPurpose(fixes)});
  } else if (is_of_files && fixes.unsafe > 0) {
    steps.push_back({.command = "irsalint --diff --fix=unsafe" + arguments,
                     .purpose = fmt::format("shows {} that need a look", fixes.unsafe)});
  }
  const bool is_much = CountAboveNotes(report) >= kManyFindings;
  if (is_of_files && is_much && !report.baseline.has_value()) {
    steps.push_back({.command = "irsalint baseline create" + arguments,
                     .purpose = "accepts these, so that only new ones fail"});
  }
  size_t width = 0;
  for (const Step& step : steps) width = std::max(width, step.command.size());
  std::string text = "\nnext:\n";
  for (const Step& step : steps) {
    text += fmt::format("  {:<{}}  {}\n", step.command, width, step.purpose);
  }
  return text;
}

}  // namespace irsalint::cli
