#pragma once

#include <span>
#include <vector>

#include "analyzer/engine/locate.h"
#include "analyzer/rule/finding_details.h"

namespace irsalint::engine {

// Of each of `findings`, which come from the files of `input`, in their order. Reads each file that
// they name once more; where it cannot be read or has changed, hash and fixes are left out.
[[nodiscard]] std::vector<rule::FindingDetails> DetailsOf(
    std::span<const rule::LocatedFinding* const> findings, const LocateInput& input);

}  // namespace irsalint::engine
