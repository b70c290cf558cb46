#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/file_system.h"

namespace irsalint::base {

// Another file system as it looks from one of its directories: there relative paths start. `base`
// must outlive it.
class WorkingDirectoryFileSystem final : public FileSystem {
 public:
  // `directory` is absolute.
  WorkingDirectoryFileSystem(const FileSystem& base, std::string_view directory);

  Result<FileInfo> Stat(std::string_view path) const override;
  Result<FileInfo> StatTarget(std::string_view path) const override;
  Result<std::string> Read(std::string_view path, size_t max_bytes) const override;
  Result<std::vector<DirEntry>> List(std::string_view directory) const override;
  Result<std::string> RealPath(std::string_view path) const override;

 private:
  std::string Absolute(std::string_view path) const;

  const FileSystem& base_;
  std::string directory_;
};

}  // namespace irsalint::base
