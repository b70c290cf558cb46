#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "analyzer/base/result.h"
#include "analyzer/engine/baseline.h"

namespace irsalint::engine {

// Also stands for the version of the fingerprints.
inline constexpr int kBaselineVersion = 1;

inline constexpr size_t kMaxBaselineBytes = size_t{16} * 1024 * 1024;

// JSON that merges line by line: one entry a line, in the order of the baseline, keys always in one
// order. The list ends with null, so that the line of every entry ends with a comma, also the last
// one's.
[[nodiscard]] std::string ToText(const Baseline& baseline);

// Reads it back. What merges leave behind is taken as it is: entries in any order, entries that
// stand twice, no null or several. Anything else is an error of code kConfig with its line; one of
// kLimit for more than kMaxBaselineBytes. Never throws.
[[nodiscard]] base::Result<Baseline> ParseBaseline(std::string_view text);

}  // namespace irsalint::engine
