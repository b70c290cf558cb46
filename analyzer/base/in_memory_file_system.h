#pragma once

#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/file_system.h"

namespace irsalint::base {

// Files for tests. Paths are normalised; parent directories exist by themselves; the working
// directory is ".", and RealPath of a relative path is relative to it: "/" and "." are two roots.
// Fill it first, then share it: only reading is safe from several threads.
class InMemoryFileSystem final : public FileSystem {
 public:
  // Each replaces what lay at `path`. A file may not be the parent of another path.
  void AddFile(std::string_view path, std::string content);
  void AddDirectory(std::string_view path);
  // `target` as in symlink(2): relative to the link's directory unless absolute; need not exist.
  void AddSymlink(std::string_view path, std::string target);
  // A file that Stat shows and Read refuses with "permission denied".
  void AddUnreadable(std::string_view path);
  // A special file such as a FIFO.
  void AddSpecial(std::string_view path);

  // Normalised paths (after links) of the files that Read returned so far, sorted, each once.
  [[nodiscard]] std::vector<std::string> FilesRead() const;

  Result<FileInfo> Stat(std::string_view path) const override;
  Result<FileInfo> StatTarget(std::string_view path) const override;
  Result<std::string> Read(std::string_view path, size_t max_bytes) const override;
  Result<std::vector<DirEntry>> List(std::string_view directory) const override;
  Result<std::string> RealPath(std::string_view path) const override;

 private:
  struct Entry {
    FileKind kind = FileKind::kDirectory;
    bool readable = true;
    std::string text = {};  // content of a file, target of a link
    uint64_t inode = 0;
  };

  void Put(std::string_view path, Entry entry);
  const Entry* Find(const std::string& normalized) const;
  // The normalised path after following links in every component, and in the last one as asked.
  enum class LastLink : uint8_t { kFollow, kKeep };
  Result<std::string> Resolve(std::string_view path, LastLink last) const;
  Result<FileInfo> Info(std::string_view path, LastLink last) const;

  std::map<std::string, Entry> entries_;
  uint64_t next_inode_ = 2;
  mutable std::mutex mutex_;
  mutable std::set<std::string> files_read_;  // guarded by mutex_
};

}  // namespace irsalint::base
