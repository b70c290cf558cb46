#include "analyzer/explain/hover.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "analyzer/base/markdown.h"
#include "analyzer/base/strings.h"
#include "analyzer/base/utf8.h"
#include "analyzer/explain/hover_lines.h"

namespace irsalint::explain {
namespace {

constexpr size_t kMaxLines = 23;
constexpr size_t kMaxUnits = 8;

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

// Places that differ in nothing but what produced them are shown alike.
bool AreAlike(const WalkLine& a, const WalkLine& b) {
  return a.text == b.text && a.mark == b.mark && a.place.document == b.place.document &&
         a.place.route == b.place.route;
}

bool AreAlike(const Hover& a, const Hover& b) {
  return a.kind == b.kind && a.name == b.name &&
         std::ranges::equal(a.lines, b.lines, [](const WalkLine& one, const WalkLine& other) {
           return AreAlike(one, other);
         });
}

// What some units see, by their folders.
struct View {
  Hover hover;
  std::vector<std::string> folders;
};

// One answer below the other.
Hover Joined(std::vector<View> views) {
  Hover joined{.kind = views.front().hover.kind, .name = views.front().hover.name, .lines = {}};
  for (View& view : views) {
    joined.lines.push_back({.text = fmt::format("{} in {}:", view.hover.name,
                                                base::Join(std::span(view.folders), ", "))});
    std::ranges::move(view.hover.lines, std::back_inserter(joined.lines));
  }
  return joined;
}

}  // namespace

Hover HoverOf(const graph::MentionLinks& links, const graph::PodWalks& walks,
              std::span<const graph::Mention* const> mentions) {
  std::vector<View> views;
  size_t units = 0;
  for (const graph::Mention* mention : mentions) {
    if (mention->kind != mentions.front()->kind || ++units > kMaxUnits) continue;
    Hover hover = HoverOf(links, walks, *mention);
    const auto alike = std::ranges::find_if(
        views, [&hover](const View& view) { return AreAlike(view.hover, hover); });
    View& view = alike == views.end() ? views.emplace_back(View{std::move(hover), {}}) : *alike;
    const std::string& folder = links.graph()[mention->unit].facts->unit;
    // A base that a folder takes in twice stands there twice.
    if (view.folders.empty() || view.folders.back() != folder) view.folders.push_back(folder);
  }
  Hover hover = views.size() == 1 ? std::move(views.front().hover) : Joined(std::move(views));
  if (units > kMaxUnits) {
    hover.lines.push_back(
        {.text = fmt::format("{} more in which it stands were not looked at", units - kMaxUnits)});
  }
  return hover;
}

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
