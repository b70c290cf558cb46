#include "analyzer/load/roots.h"

#include "analyzer/base/path.h"

namespace irsalint::load {

namespace path = base::path;

std::optional<std::string> RepositoryRoot(const base::FileSystem& fs,
                                          std::string_view real_directory) {
  std::string directory(real_directory);
  while (true) {
    if (fs.Stat(path::Join(directory, ".git"))) return directory;
    std::string parent(path::Dirname(directory));
    if (parent == directory) return std::nullopt;
    directory = std::move(parent);
  }
}

std::string BoundaryOf(const base::FileSystem& fs, std::string_view real_directory) {
  if (std::optional<std::string> repository = RepositoryRoot(fs, real_directory)) {
    return *std::move(repository);
  }
  const base::Result<std::string> working_directory = fs.RealPath(".");
  if (working_directory && path::IsWithin(real_directory, *working_directory)) {
    return *working_directory;
  }
  return std::string(real_directory);
}

std::string DisplayPath(const base::FileSystem& fs, std::string_view given) {
  std::string normalized = path::Normalize(given);
  if (!path::IsAbsolute(normalized)) return normalized;
  const base::Result<std::string> working_directory = fs.RealPath(".");
  if (!working_directory || *working_directory == "/" ||
      !path::IsWithin(normalized, *working_directory)) {
    return normalized;
  }
  return path::Relative(normalized, *working_directory);
}

}  // namespace irsalint::load
