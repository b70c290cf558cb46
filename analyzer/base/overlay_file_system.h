#pragma once

#include <map>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/file_system.h"

namespace irsalint::base {

// Open documents of an editor over another file system: at an overlaid path the document is what
// is read, whether or not `base` has a file there. Paths are compared after lexical normalisation;
// links are not resolved. Safe to use and to change from several threads. `base` must outlive it.
class OverlayFileSystem final : public FileSystem {
 public:
  explicit OverlayFileSystem(const FileSystem& base) : base_(base) {}

  void SetDocument(std::string_view path, std::string text);
  void RemoveDocument(std::string_view path);

  Result<FileInfo> Stat(std::string_view path) const override;
  Result<FileInfo> StatTarget(std::string_view path) const override;
  Result<std::string> Read(std::string_view path, size_t max_bytes) const override;
  Result<std::vector<DirEntry>> List(std::string_view directory) const override;
  Result<std::string> RealPath(std::string_view path) const override;

 private:
  // The document at `path`; device and inode are 0.
  std::optional<FileInfo> FindDocument(std::string_view path) const;
  bool HoldsDocument(std::string_view directory) const;

  const FileSystem& base_;
  mutable std::shared_mutex mutex_;
  std::map<std::string, std::string, std::less<>> documents_;  // guarded by mutex_
};

}  // namespace irsalint::base
