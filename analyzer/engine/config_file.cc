#include "analyzer/engine/config_file.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "analyzer/base/path.h"
#include "analyzer/load/file_form.h"
#include "analyzer/load/roots.h"

namespace irsalint::engine {
namespace {

namespace path = base::path;

// Units below the working directory are called by their relative path, others by the path that
// leads to them.
void ResolvePaths(std::string_view folder, std::string_view working_directory,
                  graph::DeclaredCluster& cluster) {
  std::vector<std::string> resolved;
  for (const std::string& written : cluster.paths) {
    const std::string absolute = path::Normalize(path::Join(folder, written));
    for (std::string name : {path::Relative(absolute, working_directory), absolute}) {
      if (std::ranges::find(resolved, name) == resolved.end()) resolved.push_back(std::move(name));
    }
  }
  cluster.paths = std::move(resolved);
}

}  // namespace

base::Result<std::optional<std::string>> FindConfig(const base::FileSystem& files) {
  const base::Result<std::string> working_directory = files.RealPath(".");
  if (!working_directory) return std::optional<std::string>();
  const std::optional<std::string> repository = load::RepositoryRoot(files, *working_directory);
  std::string directory = *working_directory;
  while (true) {
    const std::string candidate = path::Join(directory, load::kConfigFileName);
    if (files.Stat(candidate)) {
      std::string shown = path::Relative(candidate, *working_directory);
      const base::Result<std::string> real = files.RealPath(candidate);
      if (real && !path::IsWithin(*real, repository.value_or(directory))) {
        return base::Error{.code = base::ErrorCode::kConfig,
                           .message =
                               "this symbolic link leads out of the directory tree that it "
                               "lies in; name the file with --config to use it",
                           .path = std::move(shown)};
      }
      return std::optional<std::string>(std::move(shown));
    }
    std::string parent(path::Dirname(directory));
    if (directory == repository || parent == directory) return std::optional<std::string>();
    directory = std::move(parent);
  }
}

base::Result<ParsedConfig> LoadConfig(const base::FileSystem& files, std::string_view file,
                                      std::span<const rule::Rule* const> catalogue) {
  base::Result<std::string> text = files.Read(file, kMaxConfigBytes);
  if (!text) return std::move(text).error();
  ParsedConfig parsed = ParseConfig(*text, catalogue);
  parsed.config.path = file;
  const base::Result<std::string> folder = files.RealPath(path::Dirname(file));
  const base::Result<std::string> working_directory = files.RealPath(".");
  if (!folder) return folder.error();
  if (!working_directory) return working_directory.error();
  parsed.config.folder = *folder;
  std::string& baseline = parsed.config.baseline;
  if (!baseline.empty()) {
    baseline = path::Relative(path::Normalize(path::Join(*folder, baseline)), *working_directory);
  }
  for (graph::DeclaredCluster& cluster : parsed.config.clusters) {
    ResolvePaths(*folder, *working_directory, cluster);
  }
  return parsed;
}

}  // namespace irsalint::engine
