#include "analyzer/base/git_tree.h"

#include <utility>

#include "analyzer/base/hex.h"

namespace irsalint::base {
namespace {

Error NoTree() { return {.code = ErrorCode::kInvalid, .message = "the object is no tree of git"}; }

FileKind KindOfMode(std::string_view mode) {
  if (mode == "40000" || mode == "160000") return FileKind::kDirectory;
  return mode == "120000" ? FileKind::kSymlink : FileKind::kFile;
}

bool IsName(std::string_view name) {
  return !name.empty() && name != "." && name != ".." && name.find('/') == name.npos;
}

}  // namespace

Result<std::vector<GitTreeEntry>> ParseGitTree(std::string_view bytes, size_t id_bytes) {
  std::vector<GitTreeEntry> entries;
  while (!bytes.empty()) {
    const size_t space = bytes.find(' ');
    const size_t end = bytes.find('\0');
    if (space == bytes.npos || end == bytes.npos || space > end ||
        bytes.size() - end - 1 < id_bytes) {
      return NoTree();
    }
    const std::string_view mode = bytes.substr(0, space);
    const std::string_view name = bytes.substr(space + 1, end - space - 1);
    if (!IsName(name)) return NoTree();
    entries.push_back(
        {.name = std::string(name),
         .kind = KindOfMode(mode),
         .id = mode == "160000" ? std::string() : Hex(bytes.substr(end + 1, id_bytes))});
    bytes.remove_prefix(end + 1 + id_bytes);
  }
  return entries;
}

}  // namespace irsalint::base
