#pragma once

#include <string>

#include "analyzer/rule/report.h"

namespace irsalint::render {

// The findings as logging commands of Azure Pipelines, which shows errors and warnings in the run's
// summary; notes and the outcome are plain lines. Nothing of the input can end a command or begin
// one.
[[nodiscard]] std::string RenderAzure(const rule::Report& report);

}  // namespace irsalint::render
