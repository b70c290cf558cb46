#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/explain/place_lines.h"
#include "analyzer/explain/walk_report.h"
#include "analyzer/graph/mention_links.h"
#include "analyzer/graph/pod_walk.h"
#include "analyzer/rule/rule_meta.h"

// What an editor shows where the cursor stands.
namespace irsalint::explain {

// What a mention is, then what comes of it: with places, which are located all at once.
struct Hover {
  std::string kind;  // "service account"
  std::string name;  // as the input has it
  std::vector<WalkLine> lines;
};

// For a pod's account the role and as whom each container runs; for a role its trust policy and
// whether it admits the account at hand, with the clauses that decide; for a subject whom it
// admits; for an identity provider its documents and clusters. `links` and `walks` must be of one
// graph. Points into nothing.
[[nodiscard]] Hover HoverOf(const graph::MentionLinks& links, const graph::PodWalks& walks,
                            const graph::Mention& mention);

// The same of a place in a document that several units hold, as overlays hold their base: once
// where it comes to the same in all of them, else for one after the other, by their folders.
// `mentions` are those of the place, and not empty; those that are of another kind than the first
// are left aside.
[[nodiscard]] Hover HoverOf(const graph::MentionLinks& links, const graph::PodWalks& walks,
                            std::span<const graph::Mention* const> mentions);

// The places that it names.
[[nodiscard]] std::vector<syntax::Place> PlacesOf(const Hover& hover);

// At most 24 lines, of which the last says how many are left out. Nothing of the input can be
// markup in the Markdown.
[[nodiscard]] std::string HoverMarkdown(const Hover& hover, const PlaceLines& lines);
[[nodiscard]] std::string HoverText(const Hover& hover, const PlaceLines& lines);

// Of a rule that a suppression names: what it reports, and where more is to be read. `page` is the
// address of its page.
[[nodiscard]] std::string RuleMarkdown(const rule::RuleMeta& meta, std::string_view page);
[[nodiscard]] std::string RuleText(const rule::RuleMeta& meta, std::string_view page);

}  // namespace irsalint::explain
