#include "analyzer/syntax/parse.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "analyzer/syntax/parse_text.h"
#include "analyzer/syntax/tree_builder.h"

namespace irsalint::syntax {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// The bytes of `id` in `file`, without a byte-order mark.
TextRegion RegionOf(std::string_view file, const DocumentId& id) {
  TextRegion region{.whole = file, .begin = std::min<size_t>(id.begin, file.size()), .end = 0};
  region.end = std::clamp<size_t>(id.end, region.begin, file.size());
  if (file.substr(region.begin, region.end - region.begin).starts_with(kByteOrderMark)) {
    region.begin += kByteOrderMark.size();
  }
  return region;
}

}  // namespace

ParseError DepthError(const Limits& limits, size_t offset) {
  return {fmt::format("the document nests lists and maps more than {} levels deep", limits.depth),
          static_cast<uint32_t>(offset)};
}

ParseError NodesError(const Limits& limits, size_t offset) {
  return {
      fmt::format("the document holds more than {} values once aliases are expanded", limits.nodes),
      static_cast<uint32_t>(offset)};
}

Parsed ParseYaml(std::string_view file, DocumentId slice, const Limits& limits) {
  auto document = std::make_unique<Document>(slice, Syntax::kYaml);
  TreeBuilder builder(*document, limits, 0);
  if (auto error = ReadYaml(RegionOf(file, slice), builder, limits)) {
    return {nullptr, std::move(error)};
  }
  builder.Finish();
  return {std::move(document), std::nullopt};
}

Parsed ParseJson(std::string_view file, DocumentId slice, const Limits& limits) {
  auto document = std::make_unique<Document>(slice, Syntax::kJson);
  TreeBuilder builder(*document, limits, 0);
  if (auto error = ReadJson(RegionOf(file, slice), builder)) return {nullptr, std::move(error)};
  builder.Finish();
  return {std::move(document), std::nullopt};
}

}  // namespace irsalint::syntax
