#include "analyzer/iam/near_name.h"

#include "analyzer/base/strings.h"

namespace irsalint::iam {
namespace {

constexpr size_t kNear = 2;  // edits, apart from upper and lower case

}  // namespace

std::string DidYouMean(std::string_view written, std::span<const std::string_view> names) {
  const std::string lower = base::AsciiLower(written);
  std::string_view nearest;
  size_t distance = kNear + 1;
  for (const std::string_view name : names) {
    const size_t edits = base::EditDistance(lower, base::AsciiLower(name), kNear);
    if (edits >= distance) continue;
    distance = edits;
    nearest = name;
  }
  if (nearest.empty()) return {};
  return "; did you mean \"" + std::string(nearest) + "\"?";
}

}  // namespace irsalint::iam
