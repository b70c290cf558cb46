#include "analyzer/engine/notices.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>

#include "analyzer/rule/input_rules.h"

namespace irsalint::engine {
namespace {

using Kind = facts::OpenReason::Kind;

// By their place, then by the message.
struct ComesBefore {
  bool operator()(const facts::OpenReason* a, const facts::OpenReason* b) const {
    if (syntax::Before(a->place, b->place)) return true;
    if (syntax::Before(b->place, a->place)) return false;
    return a->message < b->message;
  }
};

// Units that share a file have its reasons in common: each is here once.
using Reasons = std::set<const facts::OpenReason*, ComesBefore>;

Reasons ReasonsOf(std::span<const facts::Facts> units, Kind kind) {
  Reasons reasons;
  for (const facts::Facts& unit : units) {
    for (const facts::OpenReason& reason : unit.open_reasons) {
      if (reason.kind == kind) reasons.insert(&reason);
    }
  }
  return reasons;
}

// How a kind of open reason is summed up; `{}` stands for the count.
struct Summary {
  Kind kind;
  rule::SkippedKind skipped;
  std::string_view one;
  std::string_view many;
};

constexpr std::array kSummaries = {
    Summary{
        Kind::kTemplate, rule::SkippedKind::kTemplate,
        "1 document that may matter is an unrendered template and was not read; render it and lint "
        "the result",
        "{} documents that may matter are unrendered templates and were not read; render them and "
        "lint the result"},
    Summary{Kind::kRemoteBase, rule::SkippedKind::kRemoteBase, "1 remote base was not fetched",
            "{} remote bases were not fetched"},
    Summary{Kind::kGenerator, rule::SkippedKind::kGenerator, "1 generator was not run",
            "{} generators were not run"},
    Summary{Kind::kPatch, rule::SkippedKind::kPatch, "1 patch was not applied",
            "{} patches were not applied"},
};

size_t CountTemplateFiles(std::span<const facts::Facts> units) {
  std::set<source::SourceId> files;
  for (const facts::Facts& unit : units) {
    for (const facts::OpenReason& reason : unit.open_reasons) {
      if (reason.kind == Kind::kTemplate) files.insert(reason.place.document.source);
    }
  }
  return files.size();
}

bool IsNamed(const load::Notification& problem) { return problem.origin == load::Origin::kNamed; }

}  // namespace

std::vector<Notice> ParseErrors(std::span<const facts::Facts> units) {
  std::vector<Notice> notices;
  for (const facts::OpenReason* reason : ReasonsOf(units, Kind::kParseError)) {
    notices.push_back(
        {.level = rule::Severity::kWarning, .message = reason->message, .place = reason->place});
  }
  return notices;
}

std::vector<Notice> NotReported(std::span<const Notice> parse_errors,
                                std::span<const rule::Finding* const> shown) {
  std::vector<Notice> notices;
  const auto by_place = [](const syntax::Place& a, const syntax::Place& b) {
    return syntax::Before(a, b);
  };
  std::set<syntax::Place, decltype(by_place)> reported(by_place);
  for (const rule::Finding* finding : shown) {
    if (finding->rule == rule::kParseErrorRule) reported.insert(finding->primary.place);
  }
  for (const Notice& notice : parse_errors) {
    if (!reported.contains(notice.place)) notices.push_back(notice);
  }
  return notices;
}

std::vector<rule::Notification> NotFollowed(std::span<const facts::Facts> units,
                                            std::span<const rule::Finding* const> shown) {
  const bool templates_shown = std::ranges::any_of(shown, [](const rule::Finding* finding) {
    return finding->rule == rule::kUnrenderedTemplateRule;
  });
  std::vector<rule::Notification> notifications;
  for (const Summary& summary : kSummaries) {
    if (summary.kind == Kind::kTemplate && templates_shown) continue;
    const size_t count = ReasonsOf(units, summary.kind).size();
    if (count == 0) continue;
    notifications.push_back({.level = rule::Severity::kNote,
                             .message = count == 1 ? std::string(summary.one)
                                                   : fmt::format(fmt::runtime(summary.many), count),
                             .counts = summary.skipped});
  }
  return notifications;
}

std::vector<rule::Notification> NotRead(const load::LoadPlan& plan,
                                        std::span<const FailedFile> failed,
                                        std::string_view working_directory) {
  const auto level_of = [](load::Origin origin) {
    return origin == load::Origin::kNamed ? rule::Severity::kError : rule::Severity::kWarning;
  };
  std::vector<rule::Notification> notifications;
  for (const load::Notification& problem : plan.notifications) {
    notifications.push_back({.level = level_of(problem.origin),
                             .message = problem.message,
                             .path = DisplayPath(problem.path, working_directory)});
  }
  for (const FailedFile& problem : failed) {
    const load::PlannedFile& file = plan.files[problem.file];
    notifications.push_back({.level = level_of(file.origin),
                             .message = problem.error.message,
                             .path = DisplayPath(file.path, working_directory)});
  }
  std::ranges::stable_sort(notifications, {}, &rule::Notification::path);
  if (plan.terraform_files > 0) {
    notifications.push_back(
        {.level = rule::Severity::kNote,
         .message = fmt::format("{} Terraform file{} not read: what {} is not known",
                                plan.terraform_files, plan.terraform_files == 1 ? " was" : "s were",
                                plan.terraform_files == 1 ? "it makes" : "they make"),
         .counts = rule::SkippedKind::kTerraformFile});
  }
  if (plan.files.empty() && std::ranges::none_of(plan.notifications, IsNamed)) {
    notifications.push_back({.level = rule::Severity::kError,
                             .message = "no files were found to lint; looked for YAML, JSON and "
                                        "policy documents that .gitignore does not exclude"});
  }
  return notifications;
}

std::vector<rule::SkippedInput> CountSkipped(const load::LoadPlan& plan,
                                             std::span<const FailedFile> failed,
                                             std::span<const facts::Facts> units) {
  using rule::SkippedKind;
  std::vector<rule::SkippedInput> skipped = {
      {.kind = SkippedKind::kUnreadablePath, .count = plan.notifications.size() + failed.size()},
      {.kind = SkippedKind::kBrokenDocument, .count = ReasonsOf(units, Kind::kParseError).size()},
      {.kind = SkippedKind::kTemplate, .count = CountTemplateFiles(units)},
      {.kind = SkippedKind::kTerraformFile, .count = plan.terraform_files},
      {.kind = SkippedKind::kRemoteBase, .count = ReasonsOf(units, Kind::kRemoteBase).size()},
      {.kind = SkippedKind::kPatch, .count = ReasonsOf(units, Kind::kPatch).size()},
      {.kind = SkippedKind::kGenerator, .count = ReasonsOf(units, Kind::kGenerator).size()},
  };
  std::erase_if(skipped, [](const rule::SkippedInput& input) { return input.count == 0; });
  return skipped;
}

std::vector<std::string> PathsNotRead(const load::LoadPlan& plan,
                                      std::span<const FailedFile> failed,
                                      std::span<const facts::Facts> units,
                                      std::string_view working_directory) {
  std::set<std::string> paths;
  const auto add = [&](std::string_view path) {
    if (!path.empty()) paths.insert(DisplayPath(path, working_directory));
  };
  for (const load::Notification& problem : plan.notifications) add(problem.path);
  for (const FailedFile& problem : failed) add(plan.files[problem.file].path);
  for (const facts::Facts& unit : units) {
    for (const facts::OpenReason& reason : unit.open_reasons) {
      if (reason.kind == Kind::kParseError || reason.kind == Kind::kUnreadable) {
        add(plan.sources.Path(reason.place.document.source));
      }
    }
  }
  return {paths.begin(), paths.end()};
}

InputHealth HealthOf(const load::LoadPlan& plan, std::span<const FailedFile> failed,
                     std::span<const Notice> parse_errors) {
  if (plan.files.empty() || std::ranges::any_of(plan.notifications, IsNamed)) {
    return InputHealth::kNamedProblem;
  }
  std::set<source::SourceId> named;
  for (const load::PlannedFile& file : plan.files) {
    if (file.origin == load::Origin::kNamed) named.insert(file.source);
  }
  const bool named_failed = std::ranges::any_of(failed, [&](const FailedFile& problem) {
    return named.contains(plan.files[problem.file].source);
  });
  const bool named_unparsed = std::ranges::any_of(parse_errors, [&named](const Notice& notice) {
    return named.contains(notice.place.document.source);
  });
  if (named_failed || named_unparsed) return InputHealth::kNamedProblem;
  const bool complete = plan.notifications.empty() && failed.empty() && parse_errors.empty();
  return complete ? InputHealth::kComplete : InputHealth::kMetProblem;
}

}  // namespace irsalint::engine
