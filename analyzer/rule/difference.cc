#include "analyzer/rule/difference.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

namespace irsalint::rule {
namespace {

bool ContinuesCodePoint(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

// Whether a text may be cut before its byte at `at`.
bool IsBoundary(std::string_view text, size_t at) {
  return at >= text.size() || !ContinuesCodePoint(text[at]);
}

size_t CommonPrefix(std::string_view a, std::string_view b) {
  auto common = static_cast<size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
  while (common > 0 && !(IsBoundary(a, common) && IsBoundary(b, common))) --common;
  return common;
}

size_t CommonSuffix(std::string_view a, std::string_view b) {
  const size_t most = std::min(a.size(), b.size());
  size_t common = 0;
  while (common < most && a[a.size() - common - 1] == b[b.size() - common - 1]) ++common;
  while (common > 0 && !IsBoundary(a, a.size() - common)) --common;
  return common;
}

}  // namespace

std::optional<Difference> DifferenceOf(std::string_view found, std::string_view required) {
  if (found == required) return std::nullopt;
  const size_t prefix = CommonPrefix(found, required);
  const size_t suffix = CommonSuffix(found.substr(prefix), required.substr(prefix));
  if (2 * (prefix + suffix) < std::min(found.size(), required.size())) return std::nullopt;
  const std::string_view part = found.substr(prefix, found.size() - prefix - suffix);
  return Difference{.in_found = {.begin = static_cast<uint32_t>(prefix),
                                 .end = static_cast<uint32_t>(prefix + part.size())},
                    .found = part,
                    .required = required.substr(prefix, required.size() - prefix - suffix)};
}

void PointAtDifference(const syntax::Place& value, std::string_view found,
                       std::string_view required, Finding& finding) {
  const std::optional<Difference> difference = DifferenceOf(found, required);
  if (!difference.has_value()) return;
  syntax::Place part = value;
  part.range = difference->in_found;
  std::string message =
      difference->found.empty() ? fmt::format("\"{}\" is missing here", difference->required)
      : difference->required.empty()
          ? fmt::format("\"{}\" is too much", difference->found)
          : fmt::format("\"{}\" instead of \"{}\"", difference->found, difference->required);
  finding.related.push_back({.place = std::move(part), .message = std::move(message)});
}

}  // namespace irsalint::rule
