#include "analyzer/kube/container_names.h"

#include <algorithm>

#include "analyzer/base/strings.h"

namespace irsalint::kube {
namespace {

constexpr size_t kNearby = 2;        // edits
constexpr size_t kShortestName = 4;  // shorter ones are near to everything

}  // namespace

const Container* FindContainer(const PodSpec& spec, std::string_view name) {
  const auto found = std::ranges::find_if(spec.containers, [name](const Container& container) {
    return container.name.HasValue() && container.name->Written() == name;
  });
  return found == spec.containers.end() ? nullptr : &*found;
}

std::optional<std::string> MeantContainer(const PodSpec& spec, std::string_view name) {
  const std::string_view trimmed = base::TrimAscii(name);
  std::optional<std::string> meant;
  for (const Container& container : spec.containers) {
    if (!container.name.HasValue() || !container.name->IsLiteral()) continue;
    const std::string_view own = container.name->literal();
    const bool is_near = base::AsciiLower(own) == base::AsciiLower(trimmed) ||
                         (std::min(own.size(), trimmed.size()) >= kShortestName &&
                          base::EditDistance(own, trimmed, kNearby) <= kNearby);
    if (!is_near) continue;
    if (meant.has_value()) return std::nullopt;
    meant = std::string(own);
  }
  return meant;
}

}  // namespace irsalint::kube
