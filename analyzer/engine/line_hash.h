#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace irsalint::engine {

// What GitHub's code scanning recognises a line by (`primaryLocationLineHash`), for each line of a
// file, the empty one behind the last line ending included: a hash of the 100 UTF-16 code units
// from the line's start that are neither space nor tab, and how many lines had that hash so far.
// A byte-order mark counts, as in GitHub's own uploader. Linear in the file.
[[nodiscard]] std::vector<std::string> LineHashes(std::string_view text);

}  // namespace irsalint::engine
