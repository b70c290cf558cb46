#include "analyzer/load/metadata_options.h"

#include <string_view>

#include "analyzer/load/aws_fields.h"

namespace irsalint::load {
namespace {

using syntax::Field;
using syntax::Node;

struct Names {
  std::string_view options;
  std::string_view endpoint;
  std::string_view tokens;
  std::string_view hop_limit;
};

constexpr Names kEc2 = {.options = "MetadataOptions",
                        .endpoint = "HttpEndpoint",
                        .tokens = "HttpTokens",
                        .hop_limit = "HttpPutResponseHopLimit"};
constexpr Names kKarpenter = {.options = "metadataOptions",
                              .endpoint = "httpEndpoint",
                              .tokens = "httpTokens",
                              .hop_limit = "httpPutResponseHopLimit"};

}  // namespace

std::optional<facts::MetadataOptions> ReadMetadataOptions(const Node& map,
                                                          MetadataSpelling spelling) {
  const Names& names = spelling == MetadataSpelling::kEc2 ? kEc2 : kKarpenter;
  const Node* options = syntax::Find(&map, names.options);
  if (options == nullptr || !options->IsMap()) return std::nullopt;
  return facts::MetadataOptions{
      .http_endpoint = ReadField(*options, names.endpoint, Field::kName),
      .http_tokens = ReadField(*options, names.tokens, Field::kName),
      .hop_limit = ReadInt(*options, names.hop_limit),
      .place = syntax::PlaceOf(*options),
  };
}

}  // namespace irsalint::load
