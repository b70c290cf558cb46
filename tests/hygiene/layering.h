#pragma once

#include <vector>

#include "tests/hygiene/source_text.h"

namespace irsalint::hygiene {

// What breaks docs/architecture.md, "Layers", in these files of analyzer/ and rules/: an include
// against the direction of the layers, a third-party header outside its boundary, a header with a
// third-party header inside that another layer includes, a file that does not include its own
// header first (so that each header is proved to compile alone).
std::vector<Violation> CheckLayering(const std::vector<SourceText>& files);

}  // namespace irsalint::hygiene
