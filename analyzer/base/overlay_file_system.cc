#include "analyzer/base/overlay_file_system.h"

#include <algorithm>
#include <mutex>
#include <utility>

#include "analyzer/base/path.h"

namespace irsalint::base {

void OverlayFileSystem::SetDocument(std::string_view path, std::string text) {
  const std::unique_lock lock(mutex_);
  documents_.insert_or_assign(path::Normalize(path), std::move(text));
}

void OverlayFileSystem::RemoveDocument(std::string_view path) {
  const std::unique_lock lock(mutex_);
  documents_.erase(path::Normalize(path));
}

std::optional<FileInfo> OverlayFileSystem::FindDocument(std::string_view path) const {
  const std::string normalized = path::Normalize(path);
  const std::shared_lock lock(mutex_);
  const auto document = documents_.find(normalized);
  if (document == documents_.end()) return std::nullopt;
  return FileInfo{.kind = FileKind::kFile, .size = document->second.size()};
}

bool OverlayFileSystem::HoldsDocument(std::string_view directory) const {
  const std::shared_lock lock(mutex_);
  return std::ranges::any_of(documents_, [directory](const auto& document) {
    return path::IsWithin(document.first, directory);
  });
}

Result<FileInfo> OverlayFileSystem::Stat(std::string_view path) const {
  if (const std::optional<FileInfo> document = FindDocument(path)) return *document;
  Result<FileInfo> below = base_.Stat(path);
  if (!below && HoldsDocument(path)) return FileInfo{.kind = FileKind::kDirectory};
  return below;
}

Result<FileInfo> OverlayFileSystem::StatTarget(std::string_view path) const {
  if (const std::optional<FileInfo> document = FindDocument(path)) return *document;
  Result<FileInfo> below = base_.StatTarget(path);
  if (!below && HoldsDocument(path)) return FileInfo{.kind = FileKind::kDirectory};
  return below;
}

Result<std::string> OverlayFileSystem::Read(std::string_view path, size_t max_bytes) const {
  const std::string normalized = path::Normalize(path);
  {
    const std::shared_lock lock(mutex_);
    const auto document = documents_.find(normalized);
    if (document != documents_.end()) {
      if (document->second.size() <= max_bytes) return document->second;
      return Error{.code = ErrorCode::kLimit,
                   .message = "is larger than the limit of " + std::to_string(max_bytes) + " bytes",
                   .path = std::string(path)};
    }
  }
  return base_.Read(path, max_bytes);
}

Result<std::vector<DirEntry>> OverlayFileSystem::List(std::string_view directory) const {
  Result<std::vector<DirEntry>> below = base_.List(directory);
  std::map<std::string, FileKind> merged;
  if (below) {
    for (const DirEntry& entry : *below) merged[entry.name] = entry.kind;
  }
  const size_t depth = path::Components(directory).size();
  {
    const std::shared_lock lock(mutex_);
    for (const auto& [path, text] : documents_) {
      if (!path::IsWithin(path, directory)) continue;
      const std::vector<std::string_view> components = path::Components(path);
      if (components.size() <= depth) continue;
      const bool is_child = components.size() == depth + 1;
      const std::string name(components[depth]);
      if (is_child) {
        merged[name] = FileKind::kFile;
      } else {
        merged.try_emplace(name, FileKind::kDirectory);
      }
    }
  }
  if (!below && merged.empty()) return below;
  std::vector<DirEntry> entries;
  entries.reserve(merged.size());
  for (const auto& [name, kind] : merged) entries.push_back({.name = name, .kind = kind});
  return entries;
}

Result<std::string> OverlayFileSystem::RealPath(std::string_view path) const {
  Result<std::string> below = base_.RealPath(path);
  if (!below && (FindDocument(path) || HoldsDocument(path))) return path::Normalize(path);
  return below;
}

}  // namespace irsalint::base
