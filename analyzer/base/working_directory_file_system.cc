#include "analyzer/base/working_directory_file_system.h"

#include <utility>

#include "analyzer/base/path.h"

namespace irsalint::base {
namespace {

// Errors name the path as it was asked for.
template <typename T>
Result<T> WithPath(Result<T> result, std::string_view path) {
  if (result.has_value()) return result;
  Error error = std::move(result).error();
  error.path = path;
  return error;
}

}  // namespace

WorkingDirectoryFileSystem::WorkingDirectoryFileSystem(const FileSystem& base,
                                                       std::string_view directory)
    : base_(base), directory_(path::Normalize(directory)) {}

std::string WorkingDirectoryFileSystem::Absolute(std::string_view path) const {
  return path::Normalize(path::Join(directory_, path));
}

Result<FileInfo> WorkingDirectoryFileSystem::Stat(std::string_view path) const {
  return WithPath(base_.Stat(Absolute(path)), path);
}

Result<FileInfo> WorkingDirectoryFileSystem::StatTarget(std::string_view path) const {
  return WithPath(base_.StatTarget(Absolute(path)), path);
}

Result<std::string> WorkingDirectoryFileSystem::Read(std::string_view path,
                                                     size_t max_bytes) const {
  return WithPath(base_.Read(Absolute(path), max_bytes), path);
}

Result<std::vector<DirEntry>> WorkingDirectoryFileSystem::List(std::string_view directory) const {
  return WithPath(base_.List(Absolute(directory)), directory);
}

Result<std::string> WorkingDirectoryFileSystem::RealPath(std::string_view path) const {
  return WithPath(base_.RealPath(Absolute(path)), path);
}

}  // namespace irsalint::base
