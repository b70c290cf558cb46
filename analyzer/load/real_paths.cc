#include "analyzer/load/real_paths.h"

#include "analyzer/base/strings.h"

namespace irsalint::load {

void RealPaths::Add(const WalkedFile& file) {
  const std::optional<std::string_view> root = base::StripSuffix(file.real_path, file.path);
  if (root.has_value() && !root_.has_value()) root_ = *root;
  if (!root.has_value() || *root != root_) others_.try_emplace(file.real_path, file.path);
}

std::optional<std::string_view> RealPaths::PathOf(std::string_view real_path) const {
  const auto other = others_.find(std::string(real_path));
  if (other != others_.end()) return other->second;
  return root_.has_value() ? base::StripPrefix(real_path, *root_) : std::nullopt;
}

}  // namespace irsalint::load
