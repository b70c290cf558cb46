#pragma once

#include <optional>
#include <string>

#include "analyzer/base/result.h"
#include "analyzer/cli/world.h"
#include "analyzer/engine/baseline.h"
#include "analyzer/engine/config.h"
#include "analyzer/rule/report.h"

namespace irsalint::cli {

// Reads a baseline. The error names the file, and the line where one applies.
[[nodiscard]] base::Result<engine::Baseline> ReadBaseline(const std::string& path,
                                                          const World& world);

// The path of the baseline that holds: what `--baseline` says, "none" for none, else what the
// configuration says; "" for none.
[[nodiscard]] std::string BaselinePath(const std::string& given,
                                       const std::optional<engine::Config>& config);

// The baseline at a path; nothing for "".
[[nodiscard]] base::Result<std::optional<engine::Baseline>> ReadNamedBaseline(
    const std::string& path, const World& world);

// Writes it, never half of it and never through a symbolic link: a pull request may hold one.
[[nodiscard]] base::Result<void> WriteBaseline(const engine::Baseline& baseline,
                                               const std::string& path, const World& world);

// How many entries no longer occur and what removes them, as a line for standard error; "" for
// none.
[[nodiscard]] std::string GoneNote(const rule::BaselineUse& use);

}  // namespace irsalint::cli
