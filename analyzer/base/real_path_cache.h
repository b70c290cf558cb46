#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/file_system.h"

namespace irsalint::base {

// A file system that remembers where paths lead: each is asked for once. `base` must outlive it.
class RealPathCache final : public FileSystem {
 public:
  explicit RealPathCache(const FileSystem& base) : base_(base) {}

  Result<FileInfo> Stat(std::string_view path) const override { return base_.Stat(path); }
  Result<FileInfo> StatTarget(std::string_view path) const override {
    return base_.StatTarget(path);
  }
  Result<std::string> Read(std::string_view path, size_t max_bytes) const override {
    return base_.Read(path, max_bytes);
  }
  Result<std::vector<DirEntry>> List(std::string_view directory) const override {
    return base_.List(directory);
  }
  Result<std::string> RealPath(std::string_view path) const override;

 private:
  const FileSystem& base_;
  mutable std::mutex mutex_;
  mutable std::map<std::string, Result<std::string>, std::less<>> known_;
};

}  // namespace irsalint::base
