#pragma once

#include <functional>
#include <set>
#include <string>

#include "analyzer/cli/analysis.h"
#include "analyzer/engine/fix.h"

namespace irsalint::cli {

// What `check` is told about fixes.
struct FixOptions {
  std::string scope;  // "safe", "unsafe", or "" for no fixes
  std::string side;   // "policy", "manifest", or "" for neither
  bool diff = false;  // show, do not write

  [[nodiscard]] bool AreAskedFor() const { return diff || !scope.empty(); }
};

void AddFixOptions(CLI::App& command, FixOptions& options);

// Makes the fixes in memory; findings with the fingerprints `spared` (without ordinals) stay.
[[nodiscard]] engine::FixResult Fix(const Analysis& analysis, const FixOptions& options,
                                    std::set<std::string, std::less<>> spared, const World& world);

// Writes the changed files. What cannot be written is told on standard error; the others are
// written all the same.
[[nodiscard]] ExitCode WriteFixed(const engine::FixResult& result, const Console& console);

// What changes, file by file, as a unified diff in which secrets are masked.
[[nodiscard]] std::string DiffOf(const engine::FixResult& result);

// For people: what was fixed (or would be), what was not and why, and how more could be.
[[nodiscard]] std::string DescribeFixes(const engine::FixResult& result, const FixOptions& options);

}  // namespace irsalint::cli
