#pragma once

#include <span>
#include <stop_token>
#include <string_view>
#include <vector>

#include "analyzer/base/file_system.h"
#include "analyzer/engine/run.h"
#include "analyzer/rule/finding_details.h"

namespace irsalint::engine {

// Of each of `findings`, which are of `result`, in their order. Reads each file that they name once
// more; where it cannot be read or has changed, hash and fixes are left out. `stdin_text` are the
// bytes of the path "-".
[[nodiscard]] std::vector<rule::FindingDetails> DetailsOf(
    std::span<const rule::LocatedFinding* const> findings, const RunResult& result,
    const base::FileSystem& files, std::string_view stdin_text);

}  // namespace irsalint::engine
