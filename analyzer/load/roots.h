#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "analyzer/base/file_system.h"

namespace irsalint::load {

// The nearest directory at or above `real_directory` that holds `.git`; nothing outside of a
// repository. `real_directory` is a result of FileSystem::RealPath.
std::optional<std::string> RepositoryRoot(const base::FileSystem& fs,
                                          std::string_view real_directory);

// The real directory out of which nothing may lead that starts in `real_directory`: the
// repository's root, else the working directory when it lies above, else the directory itself.
std::string BoundaryOf(const base::FileSystem& fs, std::string_view real_directory);

// `path` as it is shown: normalised, and relative to the working directory if it lies below it.
std::string DisplayPath(const base::FileSystem& fs, std::string_view path);

}  // namespace irsalint::load
