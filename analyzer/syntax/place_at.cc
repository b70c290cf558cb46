#include "analyzer/syntax/place_at.h"

#include <algorithm>

#include "analyzer/base/strings.h"
#include "analyzer/syntax/content.h"
#include "analyzer/syntax/stream.h"

namespace irsalint::syntax {
namespace {

// The document that holds the byte; the last one also where it ends with the file.
std::optional<DocumentId> DocumentAt(source::SourceId source, std::string_view file, Syntax syntax,
                                     uint32_t offset) {
  const auto size = static_cast<uint32_t>(file.size());
  if (offset > size) return std::nullopt;
  if (syntax == Syntax::kJson) return DocumentId{.source = source, .begin = 0, .end = size};
  const Stream stream = SplitStream(file, kMaxDocuments);
  for (const Slice& slice : stream.slices) {
    const bool holds = slice.begin <= offset && (offset < slice.end || offset == size);
    if (holds && offset <= slice.end) {
      return DocumentId{.source = source, .begin = slice.begin, .end = slice.end};
    }
  }
  return std::nullopt;
}

// How a scalar's text is read as a document, by its first characters. Every text of one line is
// YAML, too: only blocks count.
std::optional<Embed> EmbedOf(const Node& scalar) {
  const size_t first = scalar.text.find_first_not_of(" \t\r\n");
  if (!scalar.IsString() || first == scalar.text.npos) return std::nullopt;
  const std::string_view text = scalar.text.substr(first);
  if (text.front() == '{' || text.front() == '[') return Embed::kJson;
  if (base::EqualsIgnoreAsciiCase(text.substr(0, 3), "%7b")) return Embed::kPercentEncodedJson;
  const bool is_block =
      scalar.style == ScalarStyle::kLiteral || scalar.style == ScalarStyle::kFolded;
  return is_block ? std::optional(Embed::kYaml) : std::nullopt;
}

bool Holds(Extent extent, uint32_t offset) {
  return extent.begin <= offset && offset <= extent.end;
}

// The last child that starts at `offset` or before it: a key, a value or an item.
const Node* LastChildBefore(const Node& node, uint32_t offset) {
  const Node* last = nullptr;
  const auto take = [&last, offset](const Node* child) {
    if (child->start <= offset && (last == nullptr || last->start <= child->start)) last = child;
  };
  for (const Node* item : node.items) take(item);
  for (const Pair& pair : node.pairs) {
    take(pair.key);
    take(pair.value);
  }
  return last;
}

// A byte of a file, and the same one in the text of a document inside it.
struct Cursor {
  uint32_t in_file = 0;
  uint32_t in_text = 0;
};

std::optional<FoundPlace> FindIn(Content& content, Cursor cursor);

// What stands in the document that a scalar holds; nothing if it holds none.
std::optional<FoundPlace> FindInside(Content& content, const Node& scalar, Cursor cursor) {
  const std::optional<Embed> embed = EmbedOf(scalar);
  if (!embed.has_value()) return std::nullopt;
  Content& embedded = content.Embedded(scalar, *embed);
  if (embedded.root() == nullptr || embedded.root()->IsScalar()) return std::nullopt;
  cursor.in_text = embedded.FromOuter(cursor.in_text);
  return FindIn(embedded, cursor);
}

std::optional<FoundPlace> FindIn(Content& content, Cursor cursor) {
  const Node* node = content.root();
  while (node != nullptr && !node->IsScalar() && !node->is_alias && !node->is_key) {
    const Node* child = LastChildBefore(*node, cursor.in_text);
    if (child == nullptr) break;
    node = child;
  }
  // Bytes that mean nothing, such as indentation, are of the text but of no value in it.
  const auto holds_cursor = [&content, cursor](const Node& one) {
    return Holds(content.ToFile(content.ExtentOf(one)), cursor.in_file);
  };
  while (node != nullptr && !holds_cursor(*node)) node = node->parent;
  if (node == nullptr) return std::nullopt;

  const bool is_text = node->IsScalar() && !node->is_alias;
  if (is_text && !node->is_key) {
    if (auto inside = FindInside(content, *node, cursor)) return inside;
  }
  const Extent extent = content.ToFile(content.ExtentOf(*node));
  FoundPlace found;
  found.place = PlaceOf(*node);
  found.span = {.source = found.place.document.source, .begin = extent.begin, .end = extent.end};
  if (is_text) found.text_offset = content.DecodedOffset(*node, cursor.in_text);
  return found;
}

}  // namespace

std::optional<FoundPlace> PlaceAt(source::SourceId source, std::string_view file, Syntax syntax,
                                  uint32_t offset) {
  const std::optional<DocumentId> document = DocumentAt(source, file, syntax, offset);
  if (!document.has_value()) return std::nullopt;
  Content content(file, *document, syntax);
  return FindIn(content, {.in_file = offset, .in_text = offset});
}

}  // namespace irsalint::syntax
