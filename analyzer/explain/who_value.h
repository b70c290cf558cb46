#pragma once

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "analyzer/explain/place_lines.h"
#include "analyzer/explain/who.h"

// Only for the .cc files of explain/.
namespace irsalint::explain {

// The list `providers` of WhoJson; with the places that `lines` knows, and then with `wide`, the
// values that admit more than a list of accounts.
[[nodiscard]] nlohmann::ordered_json ProvidersJson(const std::vector<AdmittedByProvider>& admitted);
[[nodiscard]] nlohmann::ordered_json ProvidersJson(const std::vector<AdmittedByProvider>& admitted,
                                                   const PlaceLines& lines);

}  // namespace irsalint::explain
