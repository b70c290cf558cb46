#pragma once

#include <string_view>

namespace irsalint::graph {

// Whether `found` and `meant` are two names of which one is probably a slip for the other: they
// differ in case, in `-` and `_`, in the order of two parts, or by at most two edits, of short
// names by fewer. Names that differ in their digits alone are those of a series.
bool IsNearMiss(std::string_view found, std::string_view meant);

}  // namespace irsalint::graph
