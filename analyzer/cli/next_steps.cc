#include "analyzer/cli/next_steps.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/engine/choose_fix.h"

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

// Findings by what it takes to fix them.
struct FixCounts {
  size_t safe = 0;
  size_t unsafe = 0;
  size_t either_side = 0;  // in the policy or in the manifest
};

FixCounts CountFixes(const rule::Report& report) {
  using Verdict = engine::FixChoice::Verdict;
  FixCounts counts;
  for (const rule::LocatedFinding& finding : report.findings) {
    const Verdict safe = engine::ChooseFix(finding, {}).verdict;
    const Verdict any = engine::ChooseFix(finding, {.scope = engine::FixScope::kUnsafe}).verdict;
    if (safe == Verdict::kChosen) {
      ++counts.safe;
    } else if (any == Verdict::kChosen) {
      ++counts.unsafe;
    } else if (any == Verdict::kNeedsSide) {
      ++counts.either_side;
    }
  }
  return counts;
}

// How to get as much fixed as possible with as little thought; nothing where nothing can be.
std::optional<Step> FixStep(const rule::Report& report, const std::string& arguments) {
  const FixCounts counts = CountFixes(report);
  if (counts.safe > 0) {
    const std::string more =
        counts.unsafe > 0 ? fmt::format(", --fix=unsafe {} more", counts.unsafe) : "";
    return Step{.command = "irsalint --fix" + arguments,
                .purpose = fmt::format("fix {}{}; --diff shows how", counts.safe, more)};
  }
  if (counts.unsafe > 0) {
    return Step{.command = "irsalint --diff --fix=unsafe" + arguments,
                .purpose = fmt::format("see how to fix {}", counts.unsafe)};
  }
  if (counts.either_side > 0) {
    return Step{.command = "irsalint --diff --fix=unsafe --fix-side=policy" + arguments,
                .purpose = fmt::format("or manifest: fix {}", counts.either_side)};
  }
  return std::nullopt;
}

}  // namespace

std::string NextSteps(const rule::Report& report, std::span<const std::string> paths) {
  if (report.findings.empty()) return "";
  const auto worst = std::ranges::max_element(report.findings, {}, &rule::LocatedFinding::severity);
  std::vector<Step> steps = {{.command = "irsalint explain " + worst->rule,
                              .purpose = "what it means, how to fix or accept it"}};
  const bool is_of_files = std::ranges::find(paths, "-") == paths.end();
  const std::string arguments = Arguments(paths);
  if (is_of_files) {
    if (std::optional<Step> fix = FixStep(report, arguments)) steps.push_back(*std::move(fix));
    const bool is_much = CountAboveNotes(report) >= kManyFindings;
    if (is_much && !report.baseline.has_value()) {
      steps.push_back({.command = "irsalint baseline create" + arguments,
                       .purpose = "accept these, fail on new ones only"});
    }
  }
  size_t width = 0;
  for (const Step& step : steps) width = std::max(width, step.command.size());
  std::string text = "\nnext:\n";
  for (const Step& step : steps) {
    text += fmt::format("  {:<{}}  # {}\n", step.command, width, step.purpose);
  }
  return text;
}

}  // namespace irsalint::cli
