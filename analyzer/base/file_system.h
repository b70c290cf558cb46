#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/result.h"

namespace irsalint::base {

enum class FileKind : uint8_t { kFile, kDirectory, kSymlink, kOther };

// "file", "directory", "symbolic link" or "special file".
[[nodiscard]] constexpr std::string_view ToString(FileKind kind) {
  switch (kind) {
    case FileKind::kFile:
      return "file";
    case FileKind::kDirectory:
      return "directory";
    case FileKind::kSymlink:
      return "symbolic link";
    case FileKind::kOther:
      return "special file";
  }
  return "";
}

// `size` in bytes, of files only. (device, inode) tells whether two paths are the same directory.
struct FileInfo {
  FileKind kind = FileKind::kOther;
  uint64_t size = 0;
  uint64_t device = 0;
  uint64_t inode = 0;

  friend bool operator==(const FileInfo&, const FileInfo&) = default;
};

struct DirEntry {
  std::string name;
  FileKind kind = FileKind::kOther;

  friend bool operator==(const DirEntry&, const DirEntry&) = default;
};

// The only way to files. Paths are byte strings as of path.h; relative ones start at the working
// directory. Errors are kUnreadable, or kLimit where said, and carry the path. Implementations may
// be used by several threads at once.
class FileSystem {
 public:
  FileSystem() = default;
  FileSystem(const FileSystem&) = delete;
  FileSystem& operator=(const FileSystem&) = delete;
  virtual ~FileSystem() = default;

  // What lies at `path`; a symbolic link is described, not followed.
  virtual Result<FileInfo> Stat(std::string_view path) const = 0;

  // What lies at `path` after following links; an error for broken links and loops.
  virtual Result<FileInfo> StatTarget(std::string_view path) const = 0;

  // The bytes of the regular file at `path`, links followed. kLimit when there are more than
  // `max_bytes`; anything but a regular file is refused without opening it, so this never blocks.
  virtual Result<std::string> Read(std::string_view path, size_t max_bytes) const = 0;

  // The entries of a directory without "." and "..", sorted by bytes. Links are kSymlink.
  virtual Result<std::vector<DirEntry>> List(std::string_view directory) const = 0;

  // The absolute path without links that names the same thing.
  virtual Result<std::string> RealPath(std::string_view path) const = 0;
};

}  // namespace irsalint::base
