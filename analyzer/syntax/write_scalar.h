#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "analyzer/syntax/document.h"
#include "analyzer/syntax/node.h"

namespace irsalint::syntax {

// Where a scalar is written: in brackets fewer texts can be plain.
enum class ScalarContext : uint8_t { kBlock, kFlow };

// Whether `text` can be written without quotes and is still that string, for Kubernetes and for
// readers that take dates and times for more than strings.
bool CanBePlain(std::string_view text, ScalarContext context);

// `text` on one line, in `style` where that can hold it, else in double quotes. Block styles count
// as plain.
std::string WriteYamlString(std::string_view text, ScalarStyle style, ScalarContext context);

// `text` in double quotes, with the escapes of YAML or JSON and no more of them than needed.
std::string WriteDoubleQuoted(std::string_view text, Syntax syntax);

// `text` as a literal block scalar whose lines stand at `column`. Nothing if a literal cannot hold
// it.
std::optional<std::string> WriteLiteral(std::string_view text, size_t column,
                                        std::string_view line_break);

// The text of one quoted scalar without its quotes, as `style` writes it.
std::string EscapeForStyle(std::string_view text, ScalarStyle style, Syntax syntax);

}  // namespace irsalint::syntax
