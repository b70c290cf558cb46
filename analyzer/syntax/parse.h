#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "analyzer/syntax/document.h"

namespace irsalint::syntax {

// Bounds of one document (design: errors and limits). Each has its own message.
struct Limits {
  size_t depth = 256;
  size_t nodes = 1'000'000;  // after aliases are counted out
};

// Why a document could not be read, at a byte of the file (of the decoded text when embedded).
struct ParseError {
  std::string message;  // one sentence, no place in it
  uint32_t offset = 0;
};

// Exactly one of the two is set.
struct Parsed {
  std::unique_ptr<Document> document;
  std::optional<ParseError> error;
};

// Parses one slice of a YAML stream (SplitStream). `file` is the whole file, so that offsets are
// those of the file; both must outlive the document.
Parsed ParseYaml(std::string_view file, DocumentId slice, const Limits& limits = {});

// Parses a whole file as JSON. A byte-order mark is skipped; anything after the value is an error.
Parsed ParseJson(std::string_view file, DocumentId slice, const Limits& limits = {});

// Parses the text of `host` as a document inside it; nodes of the result have the host as ancestor.
// The host's document must outlive the result.
Parsed ParseEmbedded(const Node& host, Embed embed, const Limits& limits = {});

}  // namespace irsalint::syntax
