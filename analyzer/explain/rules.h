#pragma once

#include <span>
#include <string>

#include "analyzer/rule/rule_meta.h"

namespace irsalint::explain {

// A rule's documentation as Markdown: title, what it is rated, its doc, which checks of other tools
// report the same, and what it rests on. `irsalint explain` prints it.
[[nodiscard]] std::string RuleDocument(const rule::RuleMeta& meta);

// The same as the page docs/rules/<id>.md: references into the repository are links.
[[nodiscard]] std::string RulePage(const rule::RuleMeta& meta);

// How to keep what the rule finds where it is meant to be so, a section to stand behind the
// documentation.
[[nodiscard]] std::string HowToAccept(const rule::RuleMeta& meta);

// docs/rules/README.md: the rules by group, each linked to its page.
[[nodiscard]] std::string RulesIndex(std::span<const rule::RuleMeta* const> rules);

// The catalogue, one rule a line: id, severity, persona, summary; in the order given.
[[nodiscard]] std::string RulesText(std::span<const rule::RuleMeta* const> rules);

// `[{"id":…,"severity":…,"persona":…,"summary":…}]`.
[[nodiscard]] std::string RulesJson(std::span<const rule::RuleMeta* const> rules);

}  // namespace irsalint::explain
