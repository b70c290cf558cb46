#include "analyzer/cli/write_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <system_error>

#include "analyzer/base/path.h"

namespace irsalint::cli {
namespace {

base::Error WriteError(const std::string& path, std::string_view why) {
  return {.code = base::ErrorCode::kUnreadable,
          .message = fmt::format("cannot be written: {}", why),
          .path = path};
}

base::Error WriteError(const std::string& path, int error_number) {
  return WriteError(path, std::error_code(error_number, std::generic_category()).message());
}

// Writes all bytes and closes; 0 or the error number.
int WriteAndClose(int descriptor, std::string_view content) {
  int failure = 0;
  while (!content.empty()) {
    const ssize_t written = ::write(descriptor, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      failure = errno;
      break;
    }
    content.remove_prefix(static_cast<size_t>(written));
  }
  if (::close(descriptor) != 0 && failure == 0) failure = errno;
  return failure;
}

// The permissions that a new file would get. Reading the mask means setting it for a moment; no
// other thread creates files.
mode_t NewFileMode() {
  constexpr mode_t kReadWriteForAll = 0666;
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return kReadWriteForAll & ~mask;
}

// Writes beside `target` and renames.
base::Result<void> WriteBeside(const std::string& target, std::string_view content, mode_t mode) {
  std::string temporary = base::path::Join(base::path::Dirname(target),
                                           fmt::format(".{}.XXXXXX", base::path::Basename(target)));
  const int descriptor = ::mkstemp(temporary.data());
  if (descriptor < 0) return WriteError(target, errno);
  int failure = ::fchmod(descriptor, mode) == 0 ? 0 : errno;
  const int write_failure = WriteAndClose(descriptor, content);
  if (failure == 0) failure = write_failure;
  if (failure == 0 && ::rename(temporary.c_str(), target.c_str()) != 0) failure = errno;
  if (failure == 0) return {};
  ::unlink(temporary.c_str());
  return WriteError(target, failure);
}

// The bytes of a descriptor, which is closed; nothing where they cannot be read.
std::optional<std::string> ReadAndClose(int descriptor) {
  constexpr size_t kChunk = size_t{64} << 10;
  std::optional<std::string> text = std::string();
  std::string chunk(kChunk, '\0');
  while (text.has_value()) {
    const ssize_t count = ::read(descriptor, chunk.data(), chunk.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) text.reset();
    if (count <= 0) break;
    text->append(chunk, 0, static_cast<size_t>(count));
  }
  ::close(descriptor);
  return text;
}

}  // namespace

base::Result<void> WriteFileAtomically(const std::string& path, std::string_view content) {
  struct stat existing = {};
  const bool exists = ::stat(path.c_str(), &existing) == 0;
  if (exists && !S_ISREG(existing.st_mode)) {
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor < 0) return WriteError(path, errno);
    const int failure = WriteAndClose(descriptor, content);
    if (failure != 0) return WriteError(path, failure);
    return {};
  }
  // A link stays a link: its target is what is replaced.
  std::error_code error;
  const std::string target = exists ? std::filesystem::canonical(path, error).string() : path;
  if (error) return WriteError(path, error.value());
  const base::Result<void> written = WriteBeside(target, content, NewFileMode());
  if (written.has_value()) return {};
  base::Error failure = written.error();
  failure.path = path;
  return failure;
}

base::Result<void> ReplaceFile(const std::string& real_path, std::string_view before,
                               std::string_view after) {
  constexpr mode_t kPermissions = 07777;
  const int descriptor = ::open(real_path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
  if (descriptor < 0) return WriteError(real_path, errno);
  struct stat existing = {};
  if (::fstat(descriptor, &existing) != 0) {
    const int failure = errno;
    ::close(descriptor);
    return WriteError(real_path, failure);
  }
  const std::optional<std::string> text = ReadAndClose(descriptor);
  if (!S_ISREG(existing.st_mode) || text != before) {
    return WriteError(real_path, "it changed while it was analysed");
  }
  // Renaming asks for no permission on the file itself.
  if (::access(real_path.c_str(), W_OK) != 0) return WriteError(real_path, errno);
  return WriteBeside(real_path, after, existing.st_mode & kPermissions);
}

}  // namespace irsalint::cli
