#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "analyzer/rule/finding_details.h"
#include "analyzer/rule/report.h"

// Only for the .cc files of render/.
namespace irsalint::render {

// A finding as a result (SARIF 2.1.0 §3.27), without the index of its rule: related places are
// linked in the message, the way from the pod to its rights is a code flow, fixes that may be
// applied are replacements of text.
[[nodiscard]] nlohmann::ordered_json SarifResult(const rule::LocatedFinding& finding,
                                                 const rule::FindingDetails& details);

// A place, with columns in UTF-16 code units; without a line only its file.
[[nodiscard]] nlohmann::ordered_json SarifPhysicalLocation(const rule::LocatedPlace& place);

// A path as a relative URI reference (RFC 3986): everything but unreserved characters and '/' is
// percent-encoded.
[[nodiscard]] std::string ToUri(std::string_view path);

}  // namespace irsalint::render
