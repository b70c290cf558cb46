#pragma once

#include <nlohmann/json_fwd.hpp>

// Only for the .cc files of explain/.
namespace irsalint::explain {

// A container after a round trip through the API's types of it, as the webhook makes one
// (docs/reference/semantics.md §4.2): in the order of the types, without unknown fields, without
// empty ones that may be left out, and with those that may not (`resources: {}`, the `service:
// null` of a gRPC probe). Quantities stay as they are written. `container` itself where it is no
// object.
[[nodiscard]] nlohmann::ordered_json TypedContainer(const nlohmann::ordered_json& container);

}  // namespace irsalint::explain
