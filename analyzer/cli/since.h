#pragma once

#include <string>

#include "analyzer/base/result.h"
#include "analyzer/cli/analysis.h"
#include "analyzer/cli/world.h"
#include "analyzer/rule/report.h"

namespace irsalint::cli {

// What the same run says of a revision of the repository around the working directory, whose files
// come out of git's object store. Standard input has no history and is empty there. A kUsage error
// outside of a repository and for a revision that git does not know.
[[nodiscard]] base::Result<rule::Report> ReportAt(const std::string& revision,
                                                  const Analysis& analysis, const World& world);

}  // namespace irsalint::cli
