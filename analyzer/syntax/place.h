#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analyzer/source/source_id.h"
#include "analyzer/syntax/node.h"
#include "analyzer/syntax/route.h"

namespace irsalint::syntax {

// One document of a file, named by its slice of bytes (the whole file for JSON).
struct DocumentId {
  source::SourceId source;
  uint32_t begin = 0;
  uint32_t end = 0;

  friend constexpr auto operator<=>(const DocumentId&, const DocumentId&) = default;
};

// Which bytes of the node at a route are meant.
enum class Part : uint8_t { kKey, kValue, kPair };

// Half-open range of bytes of a scalar's *decoded* text.
struct TextRange {
  uint32_t begin = 0;
  uint32_t end = 0;

  friend constexpr auto operator<=>(const TextRange&, const TextRange&) = default;
};

// A line of a file that is known by name only (the template that a `# Source:` comment names).
struct ExternalLine {
  std::string path;
  uint32_t line = 0;

  friend bool operator==(const ExternalLine&, const ExternalLine&) = default;
};

// Where a value stands, without any byte offset of the value itself: it outlives the tree and is
// turned into bytes late, and only for what is shown (Locator).
struct Place {
  DocumentId document;
  Route route;
  Part part = Part::kValue;
  std::optional<TextRange> range;        // a piece of the scalar's text
  std::vector<Place> via;                // the places that produced the value, innermost first
  std::optional<ExternalLine> external;  // set when there are no bytes to point at

  bool IsValid() const { return document.source.IsValid() || external.has_value(); }
  friend bool operator==(const Place&, const Place&) = default;
};

// The place of `node`. A node inside an embedded document has the route of its host, an embed step,
// and its own route.
Place PlaceOf(const Node& node, Part part = Part::kValue);

// The place of a piece of the text of scalar `node`.
Place PlaceOf(const Node& node, TextRange range);

// Where a key that is missing in `map` would be written: the key of the pair that holds `map`, or
// the map itself at a root or in a list.
Place PlaceOfMissing(const Node& map);

// Orders places by file, document and route, so that findings can be sorted before they are
// located.
bool Before(const Place& a, const Place& b);

}  // namespace irsalint::syntax
