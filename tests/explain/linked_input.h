#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/base/in_memory_file_system.h"
#include "analyzer/engine/linked_input.h"
#include "analyzer/explain/place_lines.h"

namespace irsalint::explain {

// Files in memory, read and linked, and where their places stand.
class LinkedFiles {
 public:
  using Files = std::vector<std::pair<std::string, std::string>>;

  explicit LinkedFiles(const Files& files, const engine::RunOptions& given = {}) {
    for (const auto& [path, text] : files) files_.AddFile(path, text);
    engine::RunOptions options = given;
    options.paths = {"."};
    engine::PhaseClock clock({});
    input_ = engine::ReadAndLink(files_, options, clock);
  }

  const graph::IdentityGraph& graph() const { return *input_.graph; }

  PlaceLines Lines(const std::vector<syntax::Place>& places) const {
    return {places, engine::LocatePlaces(places, input_.ForLocating(files_)).places};
  }

 private:
  base::InMemoryFileSystem files_;
  engine::LinkedInput input_;
};

}  // namespace irsalint::explain
