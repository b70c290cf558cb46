#pragma once

#include <string>

#include "analyzer/base/file_system.h"
#include "analyzer/base/result.h"
#include "analyzer/engine/baseline.h"

namespace irsalint::engine {

// Reads a baseline. The error names the file, and the line where one applies.
[[nodiscard]] base::Result<Baseline> LoadBaseline(const base::FileSystem& files,
                                                  const std::string& path);

}  // namespace irsalint::engine
