#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "analyzer/syntax/document.h"
#include "analyzer/syntax/edit.h"
#include "analyzer/syntax/layout.h"
#include "analyzer/syntax/write_scalar.h"

namespace irsalint::syntax {

enum class FlowLines : uint8_t { kOne, kMany };

// How values around a place are written, so that new ones can be written alike.
struct WriteStyle {
  Syntax syntax = Syntax::kYaml;
  ScalarStyle key = ScalarStyle::kPlain;  // where a key can be written so
  ScalarStyle string = ScalarStyle::kPlain;
  FlowLines lines = FlowLines::kOne;  // of collections in brackets
  std::string_view after_colon = " ";
  std::string_view after_comma = " ";  // on one line
  std::string_view unit = "  ";        // by which each level in brackets is indented
  std::string_view line_break = "\n";
  size_t step = 2;         // by which a block map is indented below its key
  size_t list_offset = 2;  // by which a block list is indented below its key
};

// The style for what is written in `collection` (a list, a map, or what becomes one), at byte `at`.
WriteStyle StyleAround(const Layout& layout, const Node& collection, size_t at);

// A value in brackets; further lines of it are indented by `indent` and units.
std::string WriteFlow(const NewValue& value, const WriteStyle& style, std::string_view indent);
std::string WriteFlowPair(std::string_view key, const NewValue& value, const WriteStyle& style,
                          std::string_view indent);

// A key as it is written in block or flow style.
std::string WriteKey(std::string_view key, const WriteStyle& style, ScalarContext context);

// A value that begins at `column` and goes on below itself.
std::string WriteBlock(const NewValue& value, const WriteStyle& style, size_t column);
std::string WriteBlockPair(std::string_view key, const NewValue& value, const WriteStyle& style,
                           size_t column);

// What stands behind the `:` of a key at `column`: a blank and the value, or lines below.
std::string WriteBehindKey(const NewValue& value, const WriteStyle& style, size_t column);

// Whether the value is written on one line even in block style.
bool IsInline(const NewValue& value);

}  // namespace irsalint::syntax
