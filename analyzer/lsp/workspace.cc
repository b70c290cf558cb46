#include "analyzer/lsp/workspace.h"

#include <algorithm>
#include <map>
#include <utility>

#include "analyzer/base/path.h"

namespace irsalint::lsp {

namespace path = base::path;

void Workspace::AddFolder(const std::string& root) {
  if (roots_.insert(path::Normalize(root)).second) all_changed_ = true;
}

void Workspace::RemoveFolder(const std::string& root) {
  if (roots_.erase(path::Normalize(root)) > 0) all_changed_ = true;
}

void Workspace::Overlay(const OpenDocument& document) {
  overlay_.SetDocument(document.path, document.text);
  const bool is_new = documents_.insert(document.path).second;
  if (is_new && !IsInFolder(document.path)) all_changed_ = true;
  Touch(document.path);
}

void Workspace::Uncover(const std::string& path) {
  overlay_.RemoveDocument(path);
  documents_.erase(path);
  if (!IsInFolder(path)) all_changed_ = true;
  Touch(path);
}

bool Workspace::IsInFolder(std::string_view path) const {
  return std::ranges::any_of(
      roots_, [path](const std::string& root) { return path::IsWithin(path, root); });
}

void Workspace::Update(const AnalysisTerms& terms, const engine::ProgressCallback& progress,
                       std::stop_token stop) {
  if (all_changed_) {
    folders_.clear();
    for (const std::string& root : roots_) {
      folders_.push_back(std::make_unique<Folder>(overlay_, root, std::vector<std::string>{"."}));
    }
    MakeLooseFolders();
    for (const std::unique_ptr<Folder>& folder : folders_) folder->Read(terms, progress, stop);
    // What is open now is remembered for when it can no longer be parsed.
    changed_ = documents_;
    if (stop.stop_requested()) return;
  }
  const std::vector<std::string> changed(changed_.begin(), changed_.end());
  for (const std::unique_ptr<Folder>& folder : folders_) folder->Refresh(changed, documents_, stop);
  if (stop.stop_requested()) return;
  all_changed_ = false;
  changed_.clear();
}

void Workspace::MakeLooseFolders() {
  std::map<std::string, std::vector<std::string>> loose;
  for (const std::string& document : documents_) {
    if (IsInFolder(document)) continue;
    loose[std::string(path::Dirname(document))].emplace_back(path::Basename(document));
  }
  for (auto& [root, paths] : loose) {
    folders_.push_back(std::make_unique<Folder>(overlay_, root, std::move(paths)));
  }
}

const Folder* Workspace::FolderOf(std::string_view path) const {
  const Folder* innermost = nullptr;
  for (const std::unique_ptr<Folder>& folder : folders_) {
    if (!folder->IsReady() || !path::IsWithin(path, folder->root())) continue;
    if (innermost == nullptr || folder->root().size() > innermost->root().size()) {
      innermost = folder.get();
    }
  }
  return innermost;
}

}  // namespace irsalint::lsp
