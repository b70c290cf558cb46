#pragma once

#include <cstdint>
#include <optional>

#include "analyzer/facts/facts.h"
#include "analyzer/syntax/node.h"

namespace irsalint::load {

// Who wrote the names of the fields: EC2 (`HttpTokens`) or Karpenter (`httpTokens`).
enum class MetadataSpelling : uint8_t { kEc2, kKarpenter };

// The options of the instance metadata service that `map` sets by its key `MetadataOptions` or
// `metadataOptions` (docs/reference/semantics.md §12). Nothing where it sets none.
std::optional<facts::MetadataOptions> ReadMetadataOptions(const syntax::Node& map,
                                                          MetadataSpelling spelling);

}  // namespace irsalint::load
