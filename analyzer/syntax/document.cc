#include "analyzer/syntax/document.h"

#include <algorithm>

namespace irsalint::syntax {
namespace {

// A first block that holds a small document and does not waste memory on a tiny one; the arena
// grows geometrically from there.
size_t FirstBlock(const DocumentId& id) {
  const size_t length = id.end > id.begin ? id.end - id.begin : 0;
  return std::clamp<size_t>(length * 4, 1024, 64 * 1024);
}

}  // namespace

Document::Document(DocumentId id, Syntax syntax)
    : id_(id), syntax_(syntax), arena_(FirstBlock(id)) {}

}  // namespace irsalint::syntax
