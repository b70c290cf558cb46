#include "analyzer/cli/fix.h"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <iterator>
#include <string_view>
#include <utility>

#include "analyzer/base/utf8.h"
#include "analyzer/cli/progress.h"
#include "analyzer/cli/write_file.h"
#include "analyzer/kube/mask_secrets.h"
#include "analyzer/render/count.h"
#include "analyzer/render/unified_diff.h"

namespace irsalint::cli {
namespace {

engine::FixTerms TermsOf(const FixOptions& options) {
  engine::FixTerms terms;
  if (options.scope == "unsafe") terms.scope = engine::FixScope::kUnsafe;
  for (const rule::FixSide side : {rule::FixSide::kPolicy, rule::FixSide::kManifest}) {
    if (options.side == rule::ToString(side)) terms.side = side;
  }
  return terms;
}

std::string WithoutSecrets(std::string text) {
  for (const kube::SecretRange& secret : kube::FindSecrets(text)) {
    const size_t length = secret.end - secret.begin;
    text.replace(secret.begin, length, length, '*');
  }
  return text;
}

// One line: `  path:line:column: rule: title`.
std::string LineOf(const engine::FixRecord& record) {
  const rule::LocatedPlace& place = record.finding.primary;
  std::string line =
      fmt::format("  {}:{}:{}: {}: {}", base::EscapeForDisplay(place.path), place.line,
                  place.column, record.finding.rule, base::EscapeForDisplay(record.title));
  if (!record.reason.empty()) line += ": " + base::EscapeForDisplay(record.reason);
  return line + "\n";
}

}  // namespace

void AddFixOptions(CLI::App& command, FixOptions& options) {
  command
      .add_flag("--fix{safe}", options.scope,
                "Make the safe fixes; with --fix=unsafe also those that need a look")
      ->check(CLI::IsMember({"safe", "unsafe"}))
      ->option_text("[=unsafe]");
  command
      .add_option("--fix-side", options.side,
                  "What to change where policy and manifest contradict each other")
      ->check(CLI::IsMember({"policy", "manifest"}))
      ->option_text("{policy,manifest}");
  command.add_flag("--diff", options.diff, "Show what --fix would change, and change nothing");
}

engine::FixResult Fix(const Analysis& analysis, const FixOptions& options,
                      std::set<std::string, std::less<>> spared, const World& world) {
  Progress progress(world);
  engine::RunOptions run = analysis.run;
  run.progress = [&progress](const engine::ProgressStep& step) { progress.Update(step); };
  engine::FixTerms terms = TermsOf(options);
  terms.spared = std::move(spared);
  return engine::Fix(world.files, analysis.rules, run, terms);
}

ExitCode WriteFixed(const engine::FixResult& result, const Console& console) {
  ExitCode exit_code = ExitCode::kOk;
  for (const engine::FixedFile& file : result.files) {
    const base::Result<void> written = ReplaceFile(file.real_path, file.before, file.after);
    if (written.has_value()) continue;
    base::Error error = written.error();
    error.path = file.path;
    exit_code = Worse(exit_code, console.Fail(error));
  }
  return exit_code;
}

std::string DiffOf(const engine::FixResult& result) {
  std::string text;
  for (const engine::FixedFile& file : result.files) {
    text += render::UnifiedDiff(base::EscapeForDisplay(file.path), WithoutSecrets(file.before),
                                WithoutSecrets(file.after));
  }
  return text;
}

std::string DescribeFixes(const engine::FixResult& result, const FixOptions& options) {
  std::string text;
  const auto out = std::back_inserter(text);
  if (result.made.empty()) {
    fmt::format_to(out, "{}\n", options.diff ? "nothing would be fixed" : "nothing was fixed");
  } else {
    fmt::format_to(out, "{} {} in {}:\n", options.diff ? "would fix" : "fixed",
                   render::Count(result.made.size(), "finding", "findings"),
                   render::Count(result.files.size(), "file", "files"));
    for (const engine::FixRecord& record : result.made) text += LineOf(record);
  }
  if (!result.refused.empty()) {
    fmt::format_to(out, "not fixed, because the result would not be right:\n");
    for (const engine::FixRecord& record : result.refused) text += LineOf(record);
  }
  if (result.need_side > 0) {
    fmt::format_to(out,
                   "{} can be fixed in the policy or in the manifest: choose with --fix-side\n",
                   render::Count(result.need_side, "finding", "findings"));
  }
  if (result.need_unsafe > 0) {
    fmt::format_to(out, "{} could be fixed with --fix=unsafe; see how with --diff --fix=unsafe\n",
                   render::Count(result.need_unsafe, "finding", "findings"));
  }
  return text;
}

}  // namespace irsalint::cli
