#include "analyzer/cli/since.h"

#include <fmt/format.h>

#include <memory>
#include <optional>
#include <utility>

#include "analyzer/base/git_tree_file_system.h"
#include "analyzer/load/roots.h"

namespace irsalint::cli {
namespace {

constexpr size_t kMaxTreeBytes = size_t{64} << 20;

base::Error UsageError(std::string message) {
  return {.code = base::ErrorCode::kUsage, .message = std::move(message)};
}

}  // namespace

base::Result<rule::Report> ReportAt(const std::string& revision, const Analysis& analysis,
                                    const World& world) {
  if (revision.empty() || revision.find_first_of(":\n") != revision.npos) {
    return UsageError("--since takes a revision of git: a branch, a tag or a commit");
  }
  const base::Result<std::string> working_directory = world.files.RealPath(".");
  if (!working_directory.has_value()) return working_directory.error();
  const std::optional<std::string> repository =
      load::RepositoryRoot(world.files, *working_directory);
  if (!repository.has_value()) return UsageError("--since: this is not in a repository of git");
  const base::Result<std::unique_ptr<base::GitObjects>> objects = world.open_git(*repository);
  if (!objects.has_value()) return UsageError("--since: " + objects.error().message);
  const base::Result<base::GitObject> tree = (*objects)->Read(revision + "^{tree}", kMaxTreeBytes);
  if (!tree.has_value()) {
    return UsageError(fmt::format("--since \"{}\": {}", revision, tree.error().message));
  }
  const base::GitTreeFileSystem files(
      **objects, tree->id, {.repository = *repository, .working_directory = *working_directory});
  engine::RunOptions options = analysis.run;
  options.stdin_text.clear();
  options.clock = {};
  return engine::Run(files, analysis.rules, options).report;
}

}  // namespace irsalint::cli
