#include "analyzer/base/real_file_system.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <memory>
#include <system_error>

namespace irsalint::base {
namespace {

class FileDescriptor {
 public:
  explicit FileDescriptor(int fd) : fd_(fd) {}
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  ~FileDescriptor() {
    if (fd_ >= 0) close(fd_);
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

struct CloseDirectory {
  void operator()(DIR* directory) const { closedir(directory); }
};

struct FreeMemory {
  void operator()(char* memory) const { std::free(memory); }
};

Error Unreadable(std::string_view path, std::string message) {
  return Error{
      .code = ErrorCode::kUnreadable, .message = std::move(message), .path = std::string(path)};
}

// The sentence for an errno; std::error_code has a thread-safe strerror.
Error SystemError(std::string_view path, std::string_view action, int error_number) {
  std::string message = "cannot ";
  message += action;
  message += ": ";
  message += error_number == ENOENT
                 ? std::string("no such file or directory")
                 : std::error_code(error_number, std::generic_category()).message();
  return Unreadable(path, std::move(message));
}

// A NUL would silently cut the path short at the system call.
bool HasNul(std::string_view path) { return path.find('\0') != std::string_view::npos; }

FileKind KindOf(mode_t mode) {
  if (S_ISREG(mode)) return FileKind::kFile;
  if (S_ISDIR(mode)) return FileKind::kDirectory;
  if (S_ISLNK(mode)) return FileKind::kSymlink;
  return FileKind::kOther;
}

FileInfo InfoOf(const struct stat& status) {
  const FileKind kind = KindOf(status.st_mode);
  return FileInfo{.kind = kind,
                  .size = kind == FileKind::kFile ? static_cast<uint64_t>(status.st_size) : 0,
                  .device = static_cast<uint64_t>(status.st_dev),
                  .inode = static_cast<uint64_t>(status.st_ino)};
}

enum class LinkMode { kKeep, kFollow };

Result<FileInfo> StatPath(std::string_view path, LinkMode mode, std::string_view action) {
  if (HasNul(path)) return Unreadable(path, "the path contains a NUL byte");
  const std::string terminated(path);
  struct stat status = {};
  const int failed = mode == LinkMode::kFollow ? stat(terminated.c_str(), &status)
                                               : lstat(terminated.c_str(), &status);
  if (failed != 0) return SystemError(path, action, errno);
  return InfoOf(status);
}

Error NotARegularFile(std::string_view path, FileKind kind) {
  return Unreadable(path, kind == FileKind::kDirectory
                              ? "is a directory"
                              : "is not a regular file (a FIFO, socket or device)");
}

Error TooLarge(std::string_view path, size_t max_bytes) {
  return Error{.code = ErrorCode::kLimit,
               .message = "is larger than the limit of " + std::to_string(max_bytes) + " bytes",
               .path = std::string(path)};
}

}  // namespace

Result<FileInfo> RealFileSystem::Stat(std::string_view path) const {
  return StatPath(path, LinkMode::kKeep, "look up");
}

Result<FileInfo> RealFileSystem::StatTarget(std::string_view path) const {
  return StatPath(path, LinkMode::kFollow, "look up");
}

Result<std::string> RealFileSystem::Read(std::string_view path, size_t max_bytes) const {
  // Opening a FIFO or a device can block or have effects, so look first. The file may be replaced
  // between the two calls: O_NONBLOCK keeps that from blocking and fstat below decides.
  const Result<FileInfo> before = StatPath(path, LinkMode::kFollow, "read");
  if (!before) return before.error();
  if (before->kind != FileKind::kFile) return NotARegularFile(path, before->kind);

  const std::string terminated(path);
  const FileDescriptor file(open(terminated.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
  if (file.get() < 0) return SystemError(path, "read", errno);
  struct stat status = {};
  if (fstat(file.get(), &status) != 0) return SystemError(path, "read", errno);
  const FileInfo info = InfoOf(status);
  if (info.kind != FileKind::kFile) return NotARegularFile(path, info.kind);
  if (info.size > max_bytes) return TooLarge(path, max_bytes);

  // Sizes of pseudo files are 0 and files may grow while read, so read until the end is seen.
  constexpr size_t kMinChunk = 4096;
  std::string content;
  size_t filled = 0;
  for (;;) {
    const size_t wanted = std::max<size_t>(info.size + 1, filled + kMinChunk);
    if (content.size() < wanted) content.resize(wanted);
    const ssize_t count = read(file.get(), content.data() + filled, content.size() - filled);
    if (count < 0) {
      if (errno == EINTR) continue;
      return SystemError(path, "read", errno);
    }
    if (count == 0) break;
    filled += static_cast<size_t>(count);
    if (filled > max_bytes) return TooLarge(path, max_bytes);
    // All that the file had said, and the read asked for more: that was the end.
    if (filled == info.size) break;
  }
  content.resize(filled);
  return content;
}

Result<std::vector<DirEntry>> RealFileSystem::List(std::string_view directory) const {
  if (HasNul(directory)) return Unreadable(directory, "the path contains a NUL byte");
  const std::string terminated(directory.empty() ? "." : directory);
  const std::unique_ptr<DIR, CloseDirectory> stream(opendir(terminated.c_str()));
  if (stream == nullptr) return SystemError(directory, "list", errno);

  std::vector<DirEntry> entries;
  for (;;) {
    errno = 0;
    const dirent* entry = readdir(stream.get());
    if (entry == nullptr) break;
    const std::string_view name = entry->d_name;
    if (name == "." || name == "..") continue;
    FileKind kind = FileKind::kOther;
    switch (entry->d_type) {
      case DT_REG:
        kind = FileKind::kFile;
        break;
      case DT_DIR:
        kind = FileKind::kDirectory;
        break;
      case DT_LNK:
        kind = FileKind::kSymlink;
        break;
      case DT_UNKNOWN: {
        // Some file systems do not tell; an entry that vanished meanwhile stays kOther.
        struct stat status = {};
        if (fstatat(dirfd(stream.get()), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0) {
          kind = KindOf(status.st_mode);
        }
        break;
      }
      default:
        break;
    }
    entries.push_back({.name = std::string(name), .kind = kind});
  }
  if (errno != 0) return SystemError(directory, "list", errno);
  std::ranges::sort(entries, {}, &DirEntry::name);
  return entries;
}

Result<std::string> RealFileSystem::RealPath(std::string_view path) const {
  if (HasNul(path)) return Unreadable(path, "the path contains a NUL byte");
  const std::string terminated(path);
  const std::unique_ptr<char, FreeMemory> resolved(realpath(terminated.c_str(), nullptr));
  if (resolved == nullptr) return SystemError(path, "resolve", errno);
  return std::string(resolved.get());
}

}  // namespace irsalint::base
