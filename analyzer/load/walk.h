#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "analyzer/base/file_system.h"
#include "analyzer/load/file_form.h"
#include "analyzer/load/notification.h"

namespace irsalint::load {

struct WalkOptions {
  bool use_ignore_files = true;  // .gitignore and .git/info/exclude
  // Called after each directory with the number of files found so far; may be empty.
  std::function<void(size_t found)> progress = {};
};

struct WalkedFile {
  std::string path;       // normalised; relative to the working directory where it lies below it
  std::string real_path;  // where the bytes are; differs from `path` behind a symbolic link
  uint64_t size = 0;      // bytes
  FileForm form = FileForm::kYaml;
  Origin origin = Origin::kMet;

  friend bool operator==(const WalkedFile&, const WalkedFile&) = default;
};

struct WalkResult {
  std::vector<WalkedFile> files;  // in byte order of `path`, each real file once
  std::vector<Notification> notifications;
  uint64_t terraform_files = 0;  // met and not read
  // Absolute real paths of the directories that were walked or hold a named file. Nothing outside
  // of them, or of the repositories that they lie in, is read.
  std::vector<std::string> roots;
};

// The files below `paths` that may matter. Symbolic links are followed only to targets below the
// walked path's real directory; `.git` is never entered. What the user names is read whatever its
// name and whatever an ignore file says; one larger than 1 MB is told of and not applied. "-" is no
// path here.
WalkResult Walk(const base::FileSystem& fs, std::span<const std::string> paths,
                const WalkOptions& options, std::stop_token stop = {});

}  // namespace irsalint::load
