#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/syntax/node.h"
#include "analyzer/syntax/parse.h"
#include "analyzer/syntax/place.h"
#include "analyzer/syntax/scalar_map.h"
#include "analyzer/syntax/tree_sitter.h"

// Only for the .cc files of syntax/.
namespace irsalint::syntax {

// Half-open range of bytes of the text that a node's offsets count in.
struct Extent {
  uint32_t begin = 0;
  uint32_t end = 0;
};

// A document, the text that its offsets count in, and for an embedded one the way back to the text
// around it.
class Content {
 public:
  // A slice of a file.
  Content(std::string_view file, DocumentId slice, Syntax syntax);

  // The text of the scalar `host` of `outer`.
  Content(Content& outer, const Node& host, Embed embed);
  Content(const Content&) = delete;
  Content& operator=(const Content&) = delete;

  const Node* root() const { return parsed_.document ? parsed_.document->root() : nullptr; }

  // The embedded document of a scalar of this one; parsed once.
  Content& Embedded(const Node& host, Embed embed);

  // The bytes of a node in this document's text. Scalars end where their text does; collections
  // where tree-sitter sees their end, since comments and blank lines may follow.
  Extent ExtentOf(const Node& node);

  // From the start of the key to the end of the value.
  Extent ExtentOf(const Pair& pair);

  // The bytes of a piece of a scalar's decoded text.
  Extent ExtentOf(const Node& scalar, TextRange range);

  // The first line that holds something, for a document without a value.
  Extent FirstLine() const;

  // The same bytes in the file: through the scalars around this document, innermost first.
  Extent ToFile(Extent extent) const;

  // Which byte of a scalar's decoded text stands at a byte of this document's text.
  uint32_t DecodedOffset(const Node& scalar, uint32_t offset);

  // The byte of this embedded document's text that stands at a byte of the text around it.
  uint32_t FromOuter(uint32_t offset) const;

 private:
  ScalarMap MapOf(const Node& scalar, Extent extent) const;
  Syntax syntax() const { return parsed_.document ? parsed_.document->syntax() : Syntax::kYaml; }
  Extent ToOuter(Extent extent) const;
  uint32_t EndOf(const OutlineNode& node) const;
  const std::vector<OutlineNode>& Outlined();
  const OutlineNode* FindCollection(uint32_t begin, const Node& node);
  uint32_t EndOfColon(uint32_t key_end) const;

  std::string_view text_;
  uint32_t begin_ = 0;  // of the document in text_
  uint32_t end_ = 0;

  // Of an embedded document only.
  Content* outer_ = nullptr;
  Extent host_extent_;
  std::optional<ScalarMap> host_map_;  // none if the host's bytes are not known
  std::string decoded_;
  std::optional<ScalarMap> percent_map_;

  Parsed parsed_;
  std::optional<Outline> outline_;
  uint32_t base_ = 0;  // where the outline begins in text_
  std::map<std::pair<const Node*, Embed>, std::unique_ptr<Content>> embedded_;
};

}  // namespace irsalint::syntax
