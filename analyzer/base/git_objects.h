#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "analyzer/base/result.h"

namespace irsalint::base {

struct GitObject {
  enum class Type : uint8_t { kBlob, kTree, kCommit, kTag };

  Type type = Type::kBlob;
  std::string id;     // hexadecimal
  std::string bytes;  // as stored
};

// The object store of one repository, read only. May be used by several threads at once.
class GitObjects {
 public:
  GitObjects() = default;
  GitObjects(const GitObjects&) = delete;
  GitObjects& operator=(const GitObjects&) = delete;
  virtual ~GitObjects() = default;

  // The object of a name that git understands: an id, `main`, `HEAD~1^{tree}`. kUnreadable for a
  // name that names nothing, kLimit when there are more than `max_bytes`.
  virtual Result<GitObject> Read(std::string_view name, size_t max_bytes) const = 0;

  // How many bytes it has; errors as Read.
  virtual Result<uint64_t> Size(std::string_view name) const = 0;
};

}  // namespace irsalint::base
