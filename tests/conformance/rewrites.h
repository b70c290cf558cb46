#pragma once

#include <optional>
#include <string>
#include <string_view>

// Rewrites of a file as people and tools make them, which leave its meaning as it is. Nothing is
// returned where a file cannot be rewritten so: the parser tells, which reads both.
namespace irsalint::test {

struct SourceFile {
  std::string_view name;  // tells JSON from YAML
  std::string_view text;
};

using Rewrite = std::optional<std::string> (*)(const SourceFile&);

// Blank lines, and comments in YAML, before every line that may have them.
std::optional<std::string> WithMoreLines(const SourceFile& file);

// JSON with one space a level, YAML with twice the indentation.
std::optional<std::string> Reindented(const SourceFile& file);

std::optional<std::string> WithCarriageReturns(const SourceFile& file);

// Every list of every document the other way round. YAML becomes flow style.
std::optional<std::string> WithListsReversed(const SourceFile& file);

// The documents of a YAML stream the other way round.
std::optional<std::string> WithDocumentsReversed(const SourceFile& file);

}  // namespace irsalint::test
