#pragma once

#include <span>
#include <string>

#include "analyzer/rule/report.h"

namespace irsalint::engine {

// Leaves the findings that have a place in one of these files, be it only a related one: what a
// change of them may have caused, wherever it shows. The others are counted. `paths` are as they
// are shown.
void KeepWhatIsAbout(std::span<const std::string> paths, rule::Report& report);

}  // namespace irsalint::engine
