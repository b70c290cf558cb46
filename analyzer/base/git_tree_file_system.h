#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/file_system.h"
#include "analyzer/base/git_objects.h"
#include "analyzer/base/git_tree.h"

namespace irsalint::base {

// The files of one commit, as they lie in git's object store: no checkout, no filters. Links are
// followed within the repository and lead nowhere else. Safe to use from several threads.
class GitTreeFileSystem final : public FileSystem {
 public:
  struct Roots {
    std::string repository;         // absolute and without links: where the tree is rooted
    std::string working_directory;  // the same; relative paths start here
  };

  // `tree` is the id of the commit's tree. `objects` must outlive it.
  GitTreeFileSystem(const GitObjects& objects, std::string tree, Roots roots);
  ~GitTreeFileSystem() override;

  Result<FileInfo> Stat(std::string_view path) const override;
  Result<FileInfo> StatTarget(std::string_view path) const override;
  Result<std::string> Read(std::string_view path, size_t max_bytes) const override;
  Result<std::vector<DirEntry>> List(std::string_view directory) const override;
  Result<std::string> RealPath(std::string_view path) const override;

 private:
  struct Node;
  struct Found {
    Node* node = nullptr;
    std::string path;  // absolute, without links
  };
  enum class LastLink : uint8_t { kFollow, kKeep };

  // Lexically: links stay.
  std::string Absolute(std::string_view path) const;
  Result<Found> Find(std::string_view path, LastLink last) const;
  Result<FileInfo> Info(std::string_view path, LastLink last) const;
  Result<const std::map<std::string, std::unique_ptr<Node>, std::less<>>*> ChildrenOf(
      Node& directory) const;
  Result<std::string> Target(const Node& link) const;

  const GitObjects& objects_;
  Roots roots_;
  mutable std::mutex mutex_;  // guards the nodes
  std::unique_ptr<Node> root_;
  mutable uint64_t next_inode_ = 1;
};

}  // namespace irsalint::base
