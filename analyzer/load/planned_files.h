#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analyzer/load/file_form.h"
#include "analyzer/load/notification.h"
#include "analyzer/source/source_id.h"

namespace irsalint::load {

// The path that stands for the standard input, and the name of its unit.
inline constexpr std::string_view kStdinPath = "-";

// A file to extract.
struct PlannedFile {
  source::SourceId source;
  std::string path;  // for people and fingerprints; "-" is stdin
  uint64_t size = 0;
  FileForm form = FileForm::kYaml;
  Origin origin = Origin::kMet;
};

// The files of an input: in byte order of their path, stdin first. Never changes once it is made,
// and copies share it: an input that is planned again mostly has the files that it had.
class PlannedFiles {
 public:
  // A directory that holds files of the input, by their index; without stdin.
  struct Directory {
    std::string_view path;
    std::vector<size_t> files;
  };

  PlannedFiles();
  explicit PlannedFiles(std::vector<PlannedFile> files);  // in any order

  size_t size() const { return data_->files.size(); }
  bool empty() const { return data_->files.empty(); }
  const PlannedFile& operator[](size_t file) const { return data_->files[file]; }
  auto begin() const { return data_->files.begin(); }
  auto end() const { return data_->files.end(); }

  // The file with exactly this path; not stdin.
  std::optional<size_t> Find(std::string_view path) const;

  // In byte order of their paths.
  const std::vector<Directory>& directories() const { return data_->directories; }
  const Directory* FindDirectory(std::string_view path) const;  // null for none

  // Whether the other is a copy of it.
  bool IsSharedWith(const PlannedFiles& other) const { return data_ == other.data_; }

 private:
  struct Data {
    std::vector<PlannedFile> files;
    std::vector<Directory> directories;                                // views of paths of `files`
    std::unordered_map<std::string_view, size_t> directories_by_path;  // indices of `directories`
  };

  std::shared_ptr<const Data> data_;
};

}  // namespace irsalint::load
