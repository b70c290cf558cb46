#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/source/span.h"
#include "analyzer/syntax/document.h"
#include "analyzer/syntax/place.h"

namespace irsalint::syntax {

// Turns places into bytes for one file. Parses with tree-sitter lazily, per document, only when
// asked. Not thread-safe; keeps views of the path's bytes, which must outlive it.
class Locator {
 public:
  // `is_json` files are one document; others are YAML streams.
  Locator(source::SourceId source, std::string_view file, Syntax syntax);
  ~Locator();
  Locator(const Locator&) = delete;
  Locator& operator=(const Locator&) = delete;

  // The bytes of `place`, exact for every value the parsers produce. Never fails: where the tree
  // has no node it falls back to the parser's start and the scalar's length, for a place of another
  // file or with a route that does not exist to the nearest ancestor that does.
  source::Span Locate(const Place& place);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace irsalint::syntax
