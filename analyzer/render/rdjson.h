#pragma once

#include <span>
#include <string>

#include "analyzer/rule/finding_details.h"
#include "analyzer/rule/report.h"

namespace irsalint::render {

// The findings in reviewdog's diagnostic format (rdjson), columns in bytes. Fixes that may be
// applied and change one range of the finding's own file are suggestions. `details` are those of
// the report's findings, in their order.
[[nodiscard]] std::string RenderRdjson(const rule::Report& report,
                                       std::span<const rule::FindingDetails> details);

}  // namespace irsalint::render
