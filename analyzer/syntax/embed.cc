#include <utility>

#include "analyzer/base/percent.h"
#include "analyzer/syntax/parse.h"
#include "analyzer/syntax/parse_text.h"
#include "analyzer/syntax/stream.h"
#include "analyzer/syntax/tree_builder.h"

namespace irsalint::syntax {
namespace {

// The lists, maps and documents around `host`, itself as the host included.
size_t DepthInside(const Node& host) {
  size_t depth = 1;
  for (const Node* node = &host; node != nullptr; node = node->document->host()) {
    for (const Node* parent = node->parent; parent != nullptr; parent = parent->parent) ++depth;
    if (node->document->host() != nullptr) ++depth;
  }
  return depth;
}

// The only document of an embedded stream, which may start with a `---`.
std::optional<ParseError> ReadOnlyDocument(std::string_view text, TreeBuilder& builder,
                                           const Limits& limits) {
  const Stream stream = SplitStream(text, 2);
  if (stream.slices.size() > 1) {
    return ParseError{"the text holds more than one YAML document", stream.slices[1].begin};
  }
  if (stream.slices.empty()) return ReadYaml({text, 0, text.size()}, builder, limits);
  return ReadYaml({text, stream.slices[0].begin, stream.slices[0].end}, builder, limits);
}

}  // namespace

Parsed ParseEmbedded(const Node& host, Embed embed, const Limits& limits) {
  const Syntax syntax = embed == Embed::kYaml ? Syntax::kYaml : Syntax::kJson;
  auto document = std::make_unique<Document>(host.document->id(), syntax);
  TreeBuilder builder(*document, limits, DepthInside(host));
  builder.SetHost(host, embed);
  std::optional<ParseError> error;
  switch (embed) {
    case Embed::kJson:
      error = ReadJson({host.text, 0, host.text.size()}, builder);
      break;
    case Embed::kPercentEncodedJson: {
      const std::string_view text = builder.Keep(base::PercentDecode(host.text).text);
      error = ReadJson({text, 0, text.size()}, builder);
      break;
    }
    case Embed::kYaml:
      error = ReadOnlyDocument(host.text, builder, limits);
      break;
  }
  if (error) return {nullptr, std::move(error)};
  builder.Finish();
  return {std::move(document), std::nullopt};
}

}  // namespace irsalint::syntax
