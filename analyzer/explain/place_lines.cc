#include "analyzer/explain/place_lines.h"

#include <fmt/format.h>

#include <algorithm>

#include "analyzer/base/utf8.h"

namespace irsalint::explain {

PlaceLines::PlaceLines(std::span<const syntax::Place> places,
                       std::span<const rule::LocatedPlace> located) {
  for (size_t i = 0; i < std::min(places.size(), located.size()); ++i) {
    if (places[i].IsValid()) lines_.emplace(places[i], located[i]);
  }
}

const rule::LocatedPlace* PlaceLines::Find(const syntax::Place& place) const {
  const auto found = lines_.find(place);
  return found == lines_.end() ? nullptr : &found->second;
}

std::string PlaceLines::At(const syntax::Place& place) const {
  const rule::LocatedPlace* located = Find(place);
  if (located == nullptr) return "";
  const std::string path = base::EscapeForDisplay(located->path);
  return located->line == 0 ? path : fmt::format("{}:{}", path, located->line);
}

}  // namespace irsalint::explain
