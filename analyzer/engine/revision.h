#pragma once

#include <string>

#include "analyzer/rule/report.h"

namespace irsalint::engine {

// Moves the findings of `report` that `before` has too (by fingerprint, as many as it has) to the
// suppressed ones, and fills in `report.since`. `before` is the report of the same run over an
// earlier revision, whose name is told.
void HideExisting(const rule::Report& before, const std::string& revision, rule::Report& report);

// Puts them back where they belong by severity and place, with a note that they were there.
void ShowExisting(rule::Report& report);

}  // namespace irsalint::engine
