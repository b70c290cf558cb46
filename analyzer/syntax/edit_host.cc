#include <algorithm>
#include <string>

#include "analyzer/base/strings.h"
#include "analyzer/syntax/edit_plan.h"
#include "analyzer/syntax/scalar_map.h"
#include "analyzer/syntax/write_scalar.h"

namespace irsalint::syntax {
namespace {

bool IsBlock(const Node& host) {
  return host.style == ScalarStyle::kLiteral || host.style == ScalarStyle::kFolded;
}

size_t LeadingSpaces(std::string_view line) {
  return std::min(line.find_first_not_of(' '), line.size());
}

// The column at which the lines of a block scalar begin: what its first line with text has in front
// of it and the text has not.
size_t ContentColumn(const Layout& layout, const Node& host) {
  const size_t end = layout.End(host);
  auto line = layout.NextLine(host.start);
  while (line.has_value() && *line < end && layout.SkipBlanks(*line) >= layout.LineEnd(*line)) {
    line = layout.NextLine(*line);
  }
  if (!line.has_value() || *line >= end) return 2;
  std::string_view text = host.text;
  text.remove_prefix(std::min(text.find_first_not_of('\n'), text.size()));
  const size_t raw = LeadingSpaces(layout.Sub(*line, layout.LineEnd(*line)));
  const size_t decoded = LeadingSpaces(text);
  return raw > decoded ? raw - decoded : raw;
}

// Lines of text as they stand in a block scalar, the first without what is in front of it.
std::string Indented(std::string_view text, size_t column, std::string_view line_break) {
  std::string written;
  for (const std::string_view line : base::SplitBy(text, '\n')) {
    if (line.data() != text.data()) {
      written += line_break;
      if (!line.empty()) written.append(column, ' ');
    }
    written += line;
  }
  return written;
}

// The changes inside, each at its own bytes.
void PlanParts(const Layout& layout, const NodeChange& change, TextPlan* plan) {
  const Node& host = *change.node;
  const std::string_view raw = layout.Sub(host.start, layout.End(host));
  const ScalarMap map = layout.syntax() == Syntax::kJson
                            ? ScalarMap::ForJson(raw, host.text)
                            : ScalarMap::ForYaml(host.style, raw, host.text);
  const size_t column = IsBlock(host) ? ContentColumn(layout, host) : 0;
  const std::string_view line_break = layout.LineBreak(host.start);
  for (const TextChange& part : change.host->parts) {
    const auto end = static_cast<uint32_t>(part.end);
    const auto begin = static_cast<uint32_t>(part.begin);
    const size_t raw_end = map.EndToRaw(end);
    const size_t raw_begin = begin == end ? raw_end : map.ToRaw(begin);
    plan->Replace(host.start + raw_begin, host.start + std::max(raw_begin, raw_end),
                  IsBlock(host) ? Indented(part.text, column, line_break)
                                : EscapeForStyle(part.text, host.style, layout.syntax()));
  }
}

// A block scalar written anew as a literal with the same header.
std::string WriteBlockHost(const Layout& layout, const Node& host, std::string_view text) {
  std::string header(layout.Sub(host.start, layout.LineEnd(host.start)));
  if (!header.empty()) header.front() = '|';
  while (text.ends_with('\n')) text.remove_suffix(1);
  const std::string_view line_break = layout.LineBreak(host.start);
  const size_t column = ContentColumn(layout, host);
  return header + std::string(line_break) + std::string(column, ' ') +
         Indented(text, column, line_break);
}

}  // namespace

void PlanHost(const Layout& layout, const NodeChange& change, TextPlan* plan) {
  const Node& host = *change.node;
  const std::string& text = change.host->text;
  if (change.way == Way::kNicest) {
    PlanParts(layout, change, plan);
    return;
  }
  std::string written;
  if (layout.syntax() == Syntax::kJson) {
    written = WriteDoubleQuoted(text, Syntax::kJson);
  } else if (IsBlock(host) && change.way == Way::kWhole) {
    written = WriteBlockHost(layout, host, text);
  } else {
    const ScalarStyle style = change.way == Way::kWhole ? host.style : ScalarStyle::kDoubleQuoted;
    const ScalarContext context =
        layout.IsInFlow(host) ? ScalarContext::kFlow : ScalarContext::kBlock;
    written = WriteYamlString(text, style, context);
  }
  plan->Replace(host.start, layout.End(host), std::move(written));
}

}  // namespace irsalint::syntax
