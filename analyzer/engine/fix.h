#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "analyzer/base/file_system.h"
#include "analyzer/engine/choose_fix.h"
#include "analyzer/engine/run.h"

namespace irsalint::engine {

// A file that fixes change.
struct FixedFile {
  std::string path;       // as it is shown
  std::string real_path;  // absolute and without links: where it is to be written
  std::string before;
  std::string after;
};

// A fix and the finding that it is for.
struct FixRecord {
  rule::LocatedFinding finding;  // its lines are those of the file before that fix
  std::string title;
  std::string reason = {};  // why it was not made, one sentence without a full stop; "" if it was
};

struct FixResult {
  RunResult before;                               // of the files as they are
  std::optional<RunResult> after = std::nullopt;  // of the files with what was made, if anything
  std::vector<FixedFile> files;                   // by path
  std::vector<FixRecord> made;
  std::vector<FixRecord> refused;
  size_t need_unsafe = 0;  // findings that are left and have unsafe fixes only
  size_t need_side = 0;    // findings that are left and can be fixed on either side

  [[nodiscard]] const RunResult& Last() const { return after.has_value() ? *after : before; }
};

// Makes fixes in memory. Every fix is tried before it counts: the files with it are analysed again
// with the same options, and it is refused if its finding stays, if a new finding as grave as that
// one or graver appears (one that a later persona saw before is not new), or if less can be read
// than before. Fixes that touch the same bytes wait for each other; one that still contradicts
// another is refused. Nothing is written.
[[nodiscard]] FixResult Fix(const base::FileSystem& files, std::span<const rule::Rule* const> rules,
                            const RunOptions& options, const FixTerms& terms,
                            std::stop_token stop = {});

}  // namespace irsalint::engine
