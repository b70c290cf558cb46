#include "analyzer/graph/near_miss.h"

#include <algorithm>
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

}  // namespace

bool IsNearMiss(std::string_view found, std::string_view meant) {
  if (found == meant) return false;
  if (Folded(found) == Folded(meant) || HasSwappedParts(found, meant)) return true;
  if (WithoutDigits(found) == WithoutDigits(meant)) return false;
  const size_t limit = MostEdits(std::min(found.size(), meant.size()));
  return limit > 0 && base::EditDistance(found, meant, limit) <= limit;
}

}  // namespace irsalint::graph
