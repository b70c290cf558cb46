#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/date.h"
#include "analyzer/facts/facts.h"
#include "analyzer/rule/judged_suppression.h"
#include "analyzer/rule/rule.h"
#include "analyzer/source/source_id.h"

namespace irsalint::engine {

// What suppressions are judged by, those of the input and those of the configuration.
struct SuppressionTerms {
  std::span<const rule::Rule* const> catalogue;  // every rule that there is
  std::span<const rule::Rule* const> completed;  // those that ran to their end
  std::optional<base::Date> today;               // nothing: no suppression has expired
};

// The rule of that id; null for none.
[[nodiscard]] const rule::Rule* FindRule(std::span<const rule::Rule* const> rules,
                                         std::string_view id);

// Whether all rules of these ids have run; for none, whether every rule of the catalogue has. What
// cannot be suppressed need not run.
[[nodiscard]] bool HaveRun(const std::vector<std::string>& ids, const SuppressionTerms& terms);

// Whether the day until which a suppression holds is over. No date: it is not.
[[nodiscard]] bool IsExpired(std::string_view expires, const SuppressionTerms& terms);

// Whether a suppression is one of findings of this rule.
[[nodiscard]] bool Names(const rule::JudgedSuppression& suppression, std::string_view rule);

// Files of which a part was not read: what is missing there proves nothing.
[[nodiscard]] std::set<source::SourceId> FilesReadInPart(std::span<const facts::Facts> units);

}  // namespace irsalint::engine
