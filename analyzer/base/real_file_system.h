#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/file_system.h"

namespace irsalint::base {

// The operating system's files.
class RealFileSystem final : public FileSystem {
 public:
  Result<FileInfo> Stat(std::string_view path) const override;
  Result<FileInfo> StatTarget(std::string_view path) const override;
  Result<std::string> Read(std::string_view path, size_t max_bytes) const override;
  Result<std::vector<DirEntry>> List(std::string_view directory) const override;
  Result<std::string> RealPath(std::string_view path) const override;
};

}  // namespace irsalint::base
