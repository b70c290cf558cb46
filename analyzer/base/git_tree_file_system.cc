#include "analyzer/base/git_tree_file_system.h"

#include <optional>
#include <utility>

#include "analyzer/base/path.h"

namespace irsalint::base {
namespace {

constexpr int kMaxLinks = 40;  // as in Linux
constexpr size_t kMaxTreeBytes = size_t{64} << 20;
constexpr size_t kMaxLinkBytes = 4096;

Error Unreadable(std::string_view path, std::string_view message) {
  return {
      .code = ErrorCode::kUnreadable, .message = std::string(message), .path = std::string(path)};
}

}  // namespace

struct GitTreeFileSystem::Node {
  FileKind kind = FileKind::kDirectory;
  std::string id;
  uint64_t inode = 0;
  bool is_read = false;  // of a directory: `children` are all
  std::map<std::string, std::unique_ptr<Node>, std::less<>> children = {};
};

GitTreeFileSystem::GitTreeFileSystem(const GitObjects& objects, std::string tree, Roots roots)
    : objects_(objects), roots_(std::move(roots)), root_(std::make_unique<Node>()) {
  root_->id = std::move(tree);
}

GitTreeFileSystem::~GitTreeFileSystem() = default;

Result<const std::map<std::string, std::unique_ptr<GitTreeFileSystem::Node>, std::less<>>*>
GitTreeFileSystem::ChildrenOf(Node& directory) const {
  if (!directory.is_read && !directory.id.empty()) {
    const Result<GitObject> tree = objects_.Read(directory.id, kMaxTreeBytes);
    if (!tree.has_value()) return tree.error();
    Result<std::vector<GitTreeEntry>> entries = ParseGitTree(tree->bytes, directory.id.size() / 2);
    if (!entries.has_value()) return entries.error();
    for (GitTreeEntry& entry : *entries) {
      auto node = std::make_unique<Node>();
      node->kind = entry.kind;
      node->id = std::move(entry.id);
      node->inode = ++next_inode_;
      directory.children.insert_or_assign(std::move(entry.name), std::move(node));
    }
  }
  directory.is_read = true;
  return &directory.children;
}

Result<std::string> GitTreeFileSystem::Target(const Node& link) const {
  Result<GitObject> blob = objects_.Read(link.id, kMaxLinkBytes);
  if (!blob.has_value()) return blob.error();
  return std::move(blob->bytes);
}

std::string GitTreeFileSystem::Absolute(std::string_view path) const {
  return path::Normalize(path::Join(roots_.working_directory, path));
}

// Walks down from the root; a link starts the walk anew from where it leads to.
Result<GitTreeFileSystem::Found> GitTreeFileSystem::Find(std::string_view path,
                                                         LastLink last) const {
  const std::lock_guard lock(mutex_);
  std::string pending = Absolute(path);
  for (int links = 0; links <= kMaxLinks; ++links) {
    if (!path::IsWithin(pending, roots_.repository)) {
      return Unreadable(path, "is outside of the repository");
    }
    const std::string below = path::Relative(pending, roots_.repository);
    const std::vector<std::string_view> components = path::Components(below);
    Found found = {.node = root_.get(), .path = roots_.repository};
    std::optional<std::string> restart;
    for (size_t i = 0; i < components.size() && !restart.has_value(); ++i) {
      if (found.node->kind != FileKind::kDirectory) return Unreadable(path, "not a directory");
      const auto children = ChildrenOf(*found.node);
      if (!children.has_value()) return children.error();
      const auto child = (*children)->find(components[i]);
      if (child == (*children)->end()) return Unreadable(path, "no such file or directory");
      Node* const node = child->second.get();
      const bool is_last = i + 1 == components.size();
      if (node->kind == FileKind::kSymlink && !(is_last && last == LastLink::kKeep)) {
        const Result<std::string> target = Target(*node);
        if (!target.has_value()) return target.error();
        restart = path::Join(found.path, *target);
        for (size_t rest = i + 1; rest < components.size(); ++rest) {
          restart = path::Join(*restart, components[rest]);
        }
      }
      found = {.node = node, .path = path::Join(found.path, components[i])};
    }
    if (!restart.has_value()) return found;
    pending = path::Normalize(*restart);
  }
  return Unreadable(path, "too many levels of symbolic links");
}

Result<FileInfo> GitTreeFileSystem::Info(std::string_view path, LastLink last) const {
  // Where the repository begins is no secret of its history.
  const std::string absolute = Absolute(path);
  if (absolute == path::Join(roots_.repository, ".git")) {
    return FileInfo{.kind = FileKind::kDirectory, .device = 1, .inode = 0};
  }
  const Result<Found> found = Find(path, last);
  if (!found.has_value()) return found.error();
  FileInfo info = {.kind = found->node->kind, .device = 1, .inode = found->node->inode};
  if (info.kind == FileKind::kFile) {
    const Result<uint64_t> size = objects_.Size(found->node->id);
    if (!size.has_value()) return Unreadable(path, size.error().message);
    info.size = *size;
  }
  return info;
}

Result<FileInfo> GitTreeFileSystem::Stat(std::string_view path) const {
  return Info(path, LastLink::kKeep);
}

Result<FileInfo> GitTreeFileSystem::StatTarget(std::string_view path) const {
  return Info(path, LastLink::kFollow);
}

Result<std::string> GitTreeFileSystem::Read(std::string_view path, size_t max_bytes) const {
  const Result<Found> found = Find(path, LastLink::kFollow);
  if (!found.has_value()) return found.error();
  if (found->node->kind == FileKind::kDirectory) return Unreadable(path, "is a directory");
  Result<GitObject> blob = objects_.Read(found->node->id, max_bytes);
  if (!blob.has_value()) {
    return Error{
        .code = blob.error().code, .message = blob.error().message, .path = std::string(path)};
  }
  return std::move(blob->bytes);
}

Result<std::vector<DirEntry>> GitTreeFileSystem::List(std::string_view directory) const {
  const Result<Found> found = Find(directory, LastLink::kFollow);
  if (!found.has_value()) return found.error();
  if (found->node->kind != FileKind::kDirectory) {
    return Unreadable(directory, "cannot list: not a directory");
  }
  const std::lock_guard lock(mutex_);
  const auto children = ChildrenOf(*found->node);
  if (!children.has_value()) return children.error();
  std::vector<DirEntry> entries;
  for (const auto& [name, node] : **children) entries.push_back({.name = name, .kind = node->kind});
  return entries;
}

Result<std::string> GitTreeFileSystem::RealPath(std::string_view path) const {
  // The working directory is where it is today, whatever lay there then.
  const std::string absolute = Absolute(path);
  if (absolute == roots_.working_directory) return absolute;
  Result<Found> found = Find(path, LastLink::kFollow);
  if (!found.has_value()) return found.error();
  return std::move(found->path);
}

}  // namespace irsalint::base
