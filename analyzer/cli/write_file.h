#pragma once

#include <string>
#include <string_view>

#include "analyzer/base/result.h"

namespace irsalint::cli {

// Writes a file so that nobody ever sees half of it: beside it first, then renamed. What is not a
// regular file (a device, a pipe) is written to directly.
[[nodiscard]] base::Result<void> WriteFileAtomically(const std::string& path,
                                                     std::string_view content);

// Replaces the regular file at `real_path`, which holds no link, in the same way; it keeps its
// permissions. An error where it does not hold `before` any more or may not be written.
[[nodiscard]] base::Result<void> ReplaceFile(const std::string& real_path, std::string_view before,
                                             std::string_view after);

}  // namespace irsalint::cli
