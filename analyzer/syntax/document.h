#pragma once

#include <cstdint>
#include <memory>
#include <memory_resource>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/syntax/node.h"
#include "analyzer/syntax/place.h"

namespace irsalint::syntax {

enum class Syntax : uint8_t { kYaml, kJson };

// Two entries of one map with the same key. `later` wins.
struct DuplicateKey {
  const Node* map = nullptr;
  uint32_t earlier = 0;  // pair indices
  uint32_t later = 0;
};

// One parsed document: an immutable tree and the arena that holds it. Not movable: nodes point
// back. Keeps views of the file's bytes (scalars that need no decoding), which must outlive it.
class Document {
 public:
  Document(DocumentId id, Syntax syntax);
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;

  const DocumentId& id() const { return id_; }
  Syntax syntax() const { return syntax_; }

  // Null only for a document that failed to parse before its first value.
  const Node* root() const { return root_; }

  // The scalar that holds this document, and how; null for a document of a file.
  const Node* host() const { return host_; }
  Embed embed() const { return embed_; }

  const std::vector<DuplicateKey>& duplicate_keys() const { return duplicate_keys_; }

 private:
  friend class TreeBuilder;

  DocumentId id_;
  Syntax syntax_;
  std::pmr::monotonic_buffer_resource arena_;
  const Node* root_ = nullptr;
  const Node* host_ = nullptr;
  Embed embed_ = Embed::kJson;
  std::vector<DuplicateKey> duplicate_keys_;
};

}  // namespace irsalint::syntax
