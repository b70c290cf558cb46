#pragma once

#include <span>
#include <string>

#include "analyzer/rule/rule_meta.h"

namespace irsalint::explain {

// A rule's documentation as Markdown: title, what it is rated, its doc, its references. The same
// for `irsalint explain` and for docs/rules/.
[[nodiscard]] std::string RuleDocument(const rule::RuleMeta& meta);

// The catalogue, one rule a line: id, severity, persona, summary; in the order given.
[[nodiscard]] std::string RulesText(std::span<const rule::RuleMeta* const> rules);

// `[{"id":…,"severity":…,"persona":…,"summary":…}]`.
[[nodiscard]] std::string RulesJson(std::span<const rule::RuleMeta* const> rules);

}  // namespace irsalint::explain
