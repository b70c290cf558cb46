#pragma once

#include <string>
#include <vector>

#include "analyzer/base/truth.h"
#include "analyzer/syntax/place.h"

namespace irsalint::graph {

// One reason of an answer: a clause for people, without full stop, and what says so. The place is
// not valid where nothing in the input does.
struct ImdsClause {
  std::string text;
  syntax::Place place;
};

// Whether pods reach the instance metadata service at 169.254.169.254, and so the credentials of
// their node (docs/reference/semantics.md §12).
struct ImdsAnswer {
  base::Truth reachable = base::Truth::kMaybe;
  std::vector<ImdsClause> because;  // never empty; the one that decides comes first
  // Of kMaybe: the input that would settle it, or the value to set. "" where none would.
  std::string missing;
};

}  // namespace irsalint::graph
