#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/result.h"
#include "analyzer/rule/rule.h"

namespace irsalint::engine {

// Which rules run. A selector is a rule's id, a group's name, or a glob (`*`, `?`) over ids or over
// `group/id`: "sub-mismatch", "trust", "sub-*", "trust/*".
struct SelectionOptions {
  std::vector<std::string> select;  // none: every rule
  std::vector<std::string> ignore;  // wins over `select`
};

// The selected rules in the order of the catalogue. A selector that fits no rule is a kUsage error,
// with the nearest name if there is one.
[[nodiscard]] base::Result<std::vector<const rule::Rule*>> SelectRules(
    std::span<const rule::Rule* const> catalogue, const SelectionOptions& options);

// The nearest of `names` within two edits (a third of the length for longer ones); "" for none.
[[nodiscard]] std::string_view NearestName(std::string_view name,
                                           std::span<const std::string_view> names);

// ` (did you mean "x"?)` for the nearest name, else "".
[[nodiscard]] std::string NearestNameHint(std::string_view name,
                                          std::span<const std::string_view> names);

}  // namespace irsalint::engine
