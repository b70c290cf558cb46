#pragma once

#include <vector>

#include "analyzer/graph/identity_graph.h"

namespace irsalint::graph {

// Two sources that say different things about one role or one service account, of which only one
// can hold.
struct SourceConflict {
  enum class About : uint8_t {
    kTrustPolicy,    // of one role
    kRoleOfAccount,  // the role of one service account
  };

  About about = About::kTrustPolicy;
  std::string name;           // the role's ARN, or NAMESPACE/NAME
  UnitId unit;                // of `later`
  std::string earlier_value;  // the roles of a kRoleOfAccount; "" otherwise
  std::string later_value;
  syntax::Place earlier;
  syntax::Place later;
};

// All of the input, in its order. Files of different environments, and files of one folder that are
// alternatives of each other, do not conflict; neither do values that are not known.
std::vector<SourceConflict> SourceConflicts(const IdentityGraph& graph);

}  // namespace irsalint::graph
