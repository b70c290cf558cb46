#pragma once

#include <string>

#include "analyzer/rule/report.h"

// Only for the .cc files of render/.
namespace irsalint::render {

// The message of a finding and all that stands below it, a line each: related places with what they
// contribute (`pod.yaml:7: runs as this account`), notes and helps. Not made safe for any output.
[[nodiscard]] std::string FullMessage(const rule::LocatedFinding& finding);

// `path:line`; the path alone where the line is not known.
[[nodiscard]] std::string PathAndLine(const rule::LocatedPlace& place);

}  // namespace irsalint::render
