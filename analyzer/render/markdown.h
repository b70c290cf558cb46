#pragma once

#include <string>
#include <string_view>

#include "analyzer/rule/report.h"

namespace irsalint::render {

// The report as GitHub-flavoured Markdown for a job summary: the outcome, a table of the findings,
// the gravest first, and what was not read. At most so much that a summary takes it (1 MiB); what
// is left out is counted.
[[nodiscard]] std::string RenderMarkdown(const rule::Report& report);

// Text of the input that stands for itself in Markdown, in a paragraph as in a cell of a table: on
// one line, no markup, no link, no mention, no tag.
[[nodiscard]] std::string MarkdownText(std::string_view text);

}  // namespace irsalint::render
