#pragma once

#include <optional>
#include <string_view>

#include "analyzer/base/strings.h"

namespace irsalint::base {

// What every subject of a service account's token starts with (docs/reference/semantics.md §2.4).
inline constexpr std::string_view kSubjectPrefix = "system:serviceaccount:";

// The two parts of `system:serviceaccount:NAMESPACE:NAME`, cut at the first colon after the prefix;
// nothing for a text of another form. Neither part is checked: they may hold wildcards or colons.
struct SubjectParts {
  std::string_view namespace_name;
  std::string_view name;
};
[[nodiscard]] inline std::optional<SubjectParts> ParseSubject(std::string_view subject) {
  const auto rest = StripPrefix(subject, kSubjectPrefix);
  if (!rest.has_value()) return std::nullopt;
  const auto parts = SplitOnce(*rest, ':');
  if (!parts.has_value()) return std::nullopt;
  return SubjectParts{.namespace_name = parts->before, .name = parts->after};
}

}  // namespace irsalint::base
