#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/rule/chain.h"
#include "analyzer/rule/fix.h"

namespace irsalint::rule {

// What a condition would have to demand for the tokens that it refuses.
struct WantedValues {
  const iam::Condition* condition = nullptr;
  size_t nearest = 0;              // the value that comes nearest to what the tokens carry
  std::vector<std::string> texts;  // what they carry, each once: of all accounts refused for it
  bool is_needed = false;          // another account of the input comes in by the nearest value

  std::string_view NearestText() const { return condition->values[nearest].text.literal(); }
};

// For the condition that refuses a claim. Nothing where it demands no value, where the token's or
// the policy's is not known, and where the claim, or another that is refused for the same value,
// would be refused for something else then.
std::optional<WantedValues> WantedBy(const RuleContext& context, const BrokenClaim& broken);

// The fix of the policy: the values in the place of the nearest, or beside it where it is needed.
std::optional<Fix> FixWith(const WantedValues& wanted);

}  // namespace irsalint::rule
