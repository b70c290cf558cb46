#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

#include "analyzer/source/source_id.h"

namespace irsalint::source {

// The files of a run: path <-> SourceId. Filled while the run is planned (and when stored facts are
// read), then shared without locks.
class SourceTable {
 public:
  SourceTable() = default;
  // A copy would hold views into the original.
  SourceTable(const SourceTable&) = delete;
  SourceTable& operator=(const SourceTable&) = delete;
  SourceTable(SourceTable&&) = default;
  SourceTable& operator=(SourceTable&&) = default;

  // The id of `path`, new if it was not known.
  SourceId Intern(std::string_view path);

  // The path given to Intern; "" for an id that is not of this table.
  std::string_view Path(SourceId id) const;

  size_t size() const { return paths_.size(); }

 private:
  std::deque<std::string> paths_;  // stable addresses: ids_ holds views into it
  std::unordered_map<std::string_view, SourceId> ids_;
};

}  // namespace irsalint::source
