#include "analyzer/explain/hover.h"

#include <fmt/format.h>

#include <string_view>

#include "analyzer/base/markdown.h"
#include "analyzer/base/utf8.h"
#include "analyzer/explain/hover_lines.h"

namespace irsalint::explain {
namespace {

constexpr size_t kMaxLines = 23;

std::string_view SignOf(Mark mark) {
  switch (mark) {
    case Mark::kGood:
      return "✓";
    case Mark::kFault:
      return "✗";
    case Mark::kUnknown:
      return "?";
    case Mark::kPlain:
      break;
  }
  return " ";
}

std::string LinesOf(const Hover& hover, const PlaceLines& places) {
  // One line too many is as good as the line that says so.
  const bool is_cut = hover.lines.size() > kMaxLines + 1;
  const size_t shown = is_cut ? kMaxLines : hover.lines.size();
  std::string text;
  for (size_t i = 0; i < shown; ++i) {
    const WalkLine& line = hover.lines[i];
    text += fmt::format("{} {}", SignOf(line.mark), base::EscapeForDisplay(line.text));
    const std::string at = line.place.IsValid() ? places.At(line.place) : "";
    if (!at.empty()) text += "  " + at;
    text += '\n';
  }
  if (is_cut) text += fmt::format("  and {} more\n", hover.lines.size() - shown);
  return text;
}

}  // namespace

Hover HoverOf(const graph::MentionLinks& links, const graph::PodWalks& walks,
              const graph::Mention& mention) {
  switch (graph::TopicOf(mention.kind)) {
    case graph::MentionTopic::kAccount:
      return mention.kind == graph::MentionKind::kSubject ? SubjectHover(links, mention)
                                                          : AccountHover(links, walks, mention);
    case graph::MentionTopic::kRole:
      return RoleHover(links, mention);
    case graph::MentionTopic::kIssuer:
      break;
  }
  return mention.kind == graph::MentionKind::kConditionKey ? ConditionKeyHover(links, mention)
                                                           : ProviderHover(links, mention);
}

std::vector<syntax::Place> PlacesOf(const Hover& hover) {
  std::vector<syntax::Place> places;
  for (const WalkLine& line : hover.lines) {
    if (line.place.IsValid()) places.push_back(line.place);
  }
  return places;
}

std::string HoverMarkdown(const Hover& hover, const PlaceLines& lines) {
  return fmt::format("**{}** {}\n\n{}", hover.kind, base::MarkdownCode(hover.name),
                     base::MarkdownBlock(LinesOf(hover, lines)));
}

std::string HoverText(const Hover& hover, const PlaceLines& lines) {
  return fmt::format("{} {}\n\n{}", hover.kind, base::EscapeForDisplay(hover.name),
                     LinesOf(hover, lines));
}

std::string RuleMarkdown(const rule::RuleMeta& meta, std::string_view page) {
  return fmt::format("**rule** {}: {}\n\n[documentation](<{}>)\n", base::MarkdownCode(meta.id),
                     meta.summary, page);
}

std::string RuleText(const rule::RuleMeta& meta, std::string_view page) {
  return fmt::format("rule {}: {}\n\n{}\n", meta.id, meta.summary, page);
}

}  // namespace irsalint::explain
