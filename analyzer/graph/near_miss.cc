#include "analyzer/graph/near_miss.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iterator>
#include <string>

#include "analyzer/base/strings.h"

namespace irsalint::graph {
namespace {

// How many edits may lie between a name and a slip for it. `app` and `api` are two names.
size_t MostEdits(size_t length) {
  if (length < 4) return 0;
  return length < 6 ? 1 : 2;
}

std::string WithoutDigits(std::string_view name) {
  std::string rest;
  std::ranges::copy_if(name, std::back_inserter(rest),
                       [](char c) { return !base::IsAsciiDigit(c); });
  return rest;
}

std::string Folded(std::string_view name) {
  std::string folded = base::AsciiLower(name);
  std::erase_if(folded, [](char c) { return c == '-' || c == '_'; });
  return folded;
}

// `reader-s3` for `s3-reader`.
bool HasSwappedParts(std::string_view found, std::string_view meant) {
  if (found.size() != meant.size()) return false;
  for (size_t dash = found.find('-'); dash != found.npos; dash = found.find('-', dash + 1)) {
    const std::string_view first = found.substr(0, dash);
    const std::string_view second = found.substr(dash + 1);
    if (meant.starts_with(second) && meant.ends_with(first) && meant[second.size()] == '-') {
      return true;
    }
  }
  return false;
}

// Whether the letters alone rule it out, whatever their order and case: two edits change at most
// four of them. Names are compared in pairs by the thousand, and nearly all differ widely.
bool HaveOtherLetters(std::string_view found, std::string_view meant) {
  std::array<int, 256> counts = {};
  for (const char c : found) ++counts[static_cast<unsigned char>(base::ToAsciiLower(c))];
  for (const char c : meant) --counts[static_cast<unsigned char>(base::ToAsciiLower(c))];
  counts['-'] = 0;
  counts['_'] = 0;
  int differing = 0;
  for (const int count : counts) differing += std::abs(count);
  return differing > 4;
}

}  // namespace

bool IsNearMiss(std::string_view found, std::string_view meant) {
  if (found == meant || HaveOtherLetters(found, meant)) return false;
  if (Folded(found) == Folded(meant) || HasSwappedParts(found, meant)) return true;
  if (WithoutDigits(found) == WithoutDigits(meant)) return false;
  const size_t limit = MostEdits(std::min(found.size(), meant.size()));
  return limit > 0 && base::EditDistance(found, meant, limit) <= limit;
}

}  // namespace irsalint::graph
