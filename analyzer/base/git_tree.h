#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/file_system.h"
#include "analyzer/base/result.h"

namespace irsalint::base {

// One entry of a tree object. A submodule is an empty directory: its files are of another
// repository.
struct GitTreeEntry {
  std::string name;
  FileKind kind = FileKind::kFile;
  std::string id;  // hexadecimal; "" for a submodule

  friend bool operator==(const GitTreeEntry&, const GitTreeEntry&) = default;
};

// The entries of a tree object as git stores it, `id_bytes` bytes to an id (20 for SHA-1, 32 for
// SHA-256); kInvalid for bytes that are no tree, or a name that no file can have.
[[nodiscard]] Result<std::vector<GitTreeEntry>> ParseGitTree(std::string_view bytes,
                                                             size_t id_bytes);

}  // namespace irsalint::base
