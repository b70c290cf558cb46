#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "analyzer/syntax/node.h"

namespace irsalint::syntax {

// The kind of a plain (unquoted, untagged) YAML scalar as Kubernetes' YAML 1.1 decoder reads it:
// `yes`, `on` and `y` are booleans, `0x1F`, `0o17` and `1_000` numbers, `2012-10-17` and `1:30` are
// strings, "" and `~` null.
NodeKind KindOfPlain(std::string_view text);

// The value of a plain scalar that KindOfPlain calls a boolean; nothing for every other text.
std::optional<bool> BoolOfPlain(std::string_view text);

// The value of an integer: `420`, `0644`, `0o644` and `0x1A4` are equal. Nothing for null, for
// every other kind, for a number with a fraction or an exponent, and for one that needs more than
// 64 bits.
std::optional<int64_t> IntOf(const Node* node);

}  // namespace irsalint::syntax
