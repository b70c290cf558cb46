#include "analyzer/load/planned_files.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "analyzer/base/path.h"

namespace irsalint::load {
namespace {

// By which the files are sorted.
std::tuple<bool, std::string_view> SortKeyOf(const PlannedFile& file) {
  return {file.path != kStdinPath, file.path};
}

}  // namespace

PlannedFiles::PlannedFiles() : data_(std::make_shared<const Data>()) {}

PlannedFiles::PlannedFiles(std::vector<PlannedFile> files) {
  const auto data = std::make_shared<Data>();
  data->files = std::move(files);
  // As they were walked, they mostly are.
  if (!std::ranges::is_sorted(data->files, {}, SortKeyOf)) {
    std::ranges::sort(data->files, {}, SortKeyOf);
  }
  for (size_t file = 0; file < data->files.size(); ++file) {
    const std::string& path = data->files[file].path;
    if (path == kStdinPath) continue;
    const std::string_view directory = base::path::Dirname(path);
    // The files of a directory mostly follow one another.
    if (data->directories.empty() || data->directories.back().path != directory) {
      data->directories.push_back({.path = directory, .files = {}});
    }
    data->directories.back().files.push_back(file);
  }
  std::ranges::stable_sort(data->directories, {}, &Directory::path);
  std::vector<Directory> merged;
  for (Directory& part : data->directories) {
    if (merged.empty() || merged.back().path != part.path) {
      merged.push_back(std::move(part));
    } else {
      merged.back().files.insert(merged.back().files.end(), part.files.begin(), part.files.end());
    }
  }
  data->directories = std::move(merged);
  for (size_t i = 0; i < data->directories.size(); ++i) {
    data->directories_by_path.emplace(data->directories[i].path, i);
  }
  data_ = data;
}

std::optional<size_t> PlannedFiles::Find(std::string_view path) const {
  const Directory* directory = FindDirectory(base::path::Dirname(path));
  if (directory == nullptr) return std::nullopt;
  const auto path_of = [this](size_t file) { return std::string_view(data_->files[file].path); };
  const auto found = std::ranges::lower_bound(directory->files, path, {}, path_of);
  if (found == directory->files.end() || path_of(*found) != path) return std::nullopt;
  return *found;
}

const PlannedFiles::Directory* PlannedFiles::FindDirectory(std::string_view path) const {
  const auto known = data_->directories_by_path.find(path);
  return known == data_->directories_by_path.end() ? nullptr : &data_->directories[known->second];
}

}  // namespace irsalint::load
