#include "analyzer/source/source_table.h"

namespace irsalint::source {

SourceId SourceTable::Intern(std::string_view path) {
  if (const auto known = ids_.find(path); known != ids_.end()) return known->second;
  const SourceId id{static_cast<uint32_t>(paths_.size())};
  paths_.emplace_back(path);
  ids_.emplace(paths_.back(), id);
  return id;
}

std::string_view SourceTable::Path(SourceId id) const {
  return id.value < paths_.size() ? std::string_view(paths_[id.value]) : std::string_view();
}

}  // namespace irsalint::source
