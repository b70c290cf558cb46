#include "analyzer/base/in_memory_file_system.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "analyzer/base/path.h"

namespace irsalint::base {
namespace {

constexpr int kMaxLinks = 40;  // as in Linux
constexpr uint64_t kDevice = 1;

Error Unreadable(std::string_view path, std::string_view message) {
  return Error{
      .code = ErrorCode::kUnreadable, .message = std::string(message), .path = std::string(path)};
}

bool IsRoot(std::string_view normalized) { return normalized == "." || normalized == "/"; }

}  // namespace

void InMemoryFileSystem::Put(std::string_view path, Entry entry) {
  std::string normalized = path::Normalize(path);
  // Parents first, so that every directory has an entry of its own.
  const std::string_view parent = path::Dirname(normalized);
  if (!IsRoot(normalized) && parent != normalized && !IsRoot(parent) &&
      !entries_.contains(std::string(parent))) {
    Put(parent, Entry{});
  }
  entry.inode = next_inode_++;
  entries_.insert_or_assign(std::move(normalized), std::move(entry));
}

void InMemoryFileSystem::AddFile(std::string_view path, std::string content) {
  Put(path, {.kind = FileKind::kFile, .text = std::move(content)});
}

void InMemoryFileSystem::AddDirectory(std::string_view path) { Put(path, {}); }

void InMemoryFileSystem::AddSymlink(std::string_view path, std::string target) {
  Put(path, {.kind = FileKind::kSymlink, .text = std::move(target)});
}

void InMemoryFileSystem::AddUnreadable(std::string_view path) {
  Put(path, {.kind = FileKind::kFile, .readable = false});
}

void InMemoryFileSystem::AddSpecial(std::string_view path) {
  Put(path, {.kind = FileKind::kOther});
}

std::vector<std::string> InMemoryFileSystem::FilesRead() const {
  const std::lock_guard lock(mutex_);
  return {files_read_.begin(), files_read_.end()};
}

const InMemoryFileSystem::Entry* InMemoryFileSystem::Find(const std::string& normalized) const {
  static const Entry kRootDirectory = {.kind = FileKind::kDirectory, .inode = 1};
  if (IsRoot(normalized)) return &kRootDirectory;
  const auto found = entries_.find(normalized);
  return found == entries_.end() ? nullptr : &found->second;
}

Result<std::string> InMemoryFileSystem::Resolve(std::string_view path, LastLink last) const {
  // ".." is resolved lexically, which is enough for tests.
  std::string pending = path::Normalize(path);
  for (int links = 0; links <= kMaxLinks; ++links) {
    std::string resolved = path::IsAbsolute(pending) ? "/" : ".";
    const std::vector<std::string_view> components = path::Components(pending);
    std::optional<std::string> restart;
    for (size_t i = 0; i < components.size() && !restart; ++i) {
      const bool is_last = i + 1 == components.size();
      std::string next = path::Join(resolved, components[i]);
      const Entry* entry = Find(next);
      if (entry == nullptr) return Unreadable(path, "no such file or directory");
      if (entry->kind == FileKind::kSymlink && !(is_last && last == LastLink::kKeep)) {
        restart = path::Join(path::Dirname(next), entry->text);
        for (size_t rest = i + 1; rest < components.size(); ++rest) {
          restart = path::Join(*restart, components[rest]);
        }
      } else if (!is_last && entry->kind != FileKind::kDirectory) {
        return Unreadable(path, "not a directory");
      }
      resolved = std::move(next);
    }
    if (!restart) return resolved;
    pending = path::Normalize(*restart);
  }
  return Unreadable(path, "too many levels of symbolic links");
}

Result<FileInfo> InMemoryFileSystem::Info(std::string_view path, LastLink last) const {
  const Result<std::string> resolved = Resolve(path, last);
  if (!resolved) return resolved.error();
  const Entry* entry = Find(*resolved);
  const bool is_file = entry->kind == FileKind::kFile;
  return FileInfo{.kind = entry->kind,
                  .size = is_file ? entry->text.size() : 0,
                  .device = kDevice,
                  .inode = entry->inode};
}

Result<FileInfo> InMemoryFileSystem::Stat(std::string_view path) const {
  return Info(path, LastLink::kKeep);
}

Result<FileInfo> InMemoryFileSystem::StatTarget(std::string_view path) const {
  return Info(path, LastLink::kFollow);
}

Result<std::string> InMemoryFileSystem::Read(std::string_view path, size_t max_bytes) const {
  const Result<std::string> resolved = Resolve(path, LastLink::kFollow);
  if (!resolved) return resolved.error();
  const Entry* entry = Find(*resolved);
  if (entry->kind == FileKind::kDirectory) return Unreadable(path, "is a directory");
  if (entry->kind != FileKind::kFile) return Unreadable(path, "is not a regular file");
  if (!entry->readable) return Unreadable(path, "cannot read: permission denied");
  if (entry->text.size() > max_bytes) {
    return Error{.code = ErrorCode::kLimit,
                 .message = "is larger than the limit of " + std::to_string(max_bytes) + " bytes",
                 .path = std::string(path)};
  }
  const std::lock_guard lock(mutex_);
  files_read_.insert(*resolved);
  return entry->text;
}

Result<std::vector<DirEntry>> InMemoryFileSystem::List(std::string_view directory) const {
  const Result<std::string> resolved = Resolve(directory, LastLink::kFollow);
  if (!resolved) return resolved.error();
  if (Find(*resolved)->kind != FileKind::kDirectory) {
    return Unreadable(directory, "cannot list: not a directory");
  }
  std::vector<DirEntry> entries;
  for (const auto& [path, entry] : entries_) {
    if (path::Dirname(path) == *resolved && !IsRoot(path)) {
      entries.push_back({.name = std::string(path::Basename(path)), .kind = entry.kind});
    }
  }
  std::ranges::sort(entries, {}, &DirEntry::name);
  return entries;
}

Result<std::string> InMemoryFileSystem::RealPath(std::string_view path) const {
  return Resolve(path, LastLink::kFollow);
}

}  // namespace irsalint::base
