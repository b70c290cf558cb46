#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/overlay_file_system.h"
#include "analyzer/engine/progress.h"
#include "analyzer/lsp/documents.h"
#include "analyzer/lsp/folder.h"

namespace irsalint::lsp {

// All that is analysed: the folders that the client has open, and for each document outside of them
// a folder of its own with nothing in it but such documents.
class Workspace {
 public:
  // `files` must outlive it.
  explicit Workspace(const base::FileSystem& files) : overlay_(files) {}

  // Paths are absolute.
  void AddFolder(const std::string& root);
  void RemoveFolder(const std::string& root);

  // The document counts instead of the file from now on, or no longer.
  void Overlay(const OpenDocument& document);
  void Uncover(const std::string& path);

  // Something may have happened to this file.
  void Touch(const std::string& path) { changed_.insert(path); }
  // Everything is to be read again.
  void Invalidate() { all_changed_ = true; }

  [[nodiscard]] bool IsStale() const { return all_changed_ || !changed_.empty(); }
  // Brings the analysis up to date. Stopped halfway, it stays stale.
  void Update(const AnalysisTerms& terms, const engine::ProgressCallback& progress,
              std::stop_token stop);

  // The innermost folder that holds the file and is analysed; null for none.
  [[nodiscard]] const Folder* FolderOf(std::string_view path) const;
  [[nodiscard]] const std::vector<std::unique_ptr<Folder>>& folders() const { return folders_; }

 private:
  bool IsInFolder(std::string_view path) const;
  void MakeLooseFolders();

  base::OverlayFileSystem overlay_;
  std::set<std::string> roots_;
  std::set<std::string> documents_;  // that are open
  std::vector<std::unique_ptr<Folder>> folders_;
  std::set<std::string> changed_;
  bool all_changed_ = true;
};

}  // namespace irsalint::lsp
