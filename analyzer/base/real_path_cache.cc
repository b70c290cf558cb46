#include "analyzer/base/real_path_cache.h"

namespace irsalint::base {

Result<std::string> RealPathCache::RealPath(std::string_view path) const {
  const std::lock_guard lock(mutex_);
  const auto known = known_.find(path);
  if (known != known_.end()) return known->second;
  return known_.emplace(path, base_.RealPath(path)).first->second;
}

}  // namespace irsalint::base
