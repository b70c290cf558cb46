#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "analyzer/base/file_system.h"
#include "analyzer/base/result.h"
#include "analyzer/engine/config.h"

namespace irsalint::engine {

// The path of the configuration that holds for the working directory: the nearest one, upward to
// the root of the repository (or of the file system outside of one). Nothing where there is none;
// an error for a symbolic link that leads out of there, as that of a pull request can.
[[nodiscard]] base::Result<std::optional<std::string>> FindConfig(const base::FileSystem& files);

// Reads the configuration at `path`. Paths of clusters become what units are called, by
// the folder of the file: relative to the working directory, and absolute. The path of the baseline
// becomes relative to the working directory. An error where it cannot be read.
[[nodiscard]] base::Result<ParsedConfig> LoadConfig(const base::FileSystem& files,
                                                    std::string_view path,
                                                    std::span<const rule::Rule* const> catalogue);

}  // namespace irsalint::engine
