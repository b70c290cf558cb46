#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "analyzer/iam/policy_document.h"
#include "analyzer/syntax/text.h"

namespace irsalint::iam {

// Conditions of one statement, each of which some request meets, while none meets all of them.
struct Conflict {
  enum class Kind : uint8_t {
    kTwoIssuers,  // claims of two issuers are demanded: a token has one
    kOneKey,      // no value of the key passes all of them
  };

  Kind kind = Kind::kOneKey;
  std::vector<size_t> conditions;  // indices into Statement::conditions, in their order
  // The two of them that show it, in their order; for kTwoIssuers one of each issuer.
  size_t first = 0;
  size_t second = 0;

  friend bool operator==(const Conflict&, const Conflict&) = default;
};

// The first conflict of a statement (docs/reference/iam.md §2.1, §2.3, §6): all conditions must
// hold, so exclusive ones admit nobody. `subjects_of` are the issuers, without scheme, whose `sub`
// is that of a Kubernetes token. Proves nothing where a hole, a policy variable, or a key with
// several values may reconcile them, and leaves out conditions that no request meets alone.
std::optional<Conflict> FindConflict(const PolicyDocument& policy, const Statement& statement,
                                     std::span<const syntax::Text> subjects_of);

}  // namespace irsalint::iam
