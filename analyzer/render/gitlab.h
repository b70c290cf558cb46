#pragma once

#include <string>

#include "analyzer/rule/report.h"

namespace irsalint::render {

// The findings as a report of GitLab's Code Quality: a JSON array. GitLab knows a finding by its
// fingerprint again and shows it at its line.
[[nodiscard]] std::string RenderGitlab(const rule::Report& report);

}  // namespace irsalint::render
