#include "analyzer/load/parse_place.h"

#include <algorithm>

#include "analyzer/base/utf8.h"

namespace irsalint::load {

syntax::Place PlaceOfSlice(syntax::DocumentId slice) {
  syntax::Place place;
  place.document = slice;
  return place;
}

syntax::Place PlaceOfByte(source::SourceId source, std::string_view file, uint32_t offset) {
  if (file.empty()) return PlaceOfSlice({source, 0, 0});
  const size_t begin = std::min<size_t>(offset, file.size() - 1);
  size_t end = begin;
  static_cast<void>(base::DecodeUtf8(file, &end));
  return PlaceOfSlice({source, static_cast<uint32_t>(begin), static_cast<uint32_t>(end)});
}

}  // namespace irsalint::load
