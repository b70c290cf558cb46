#include "analyzer/lsp/suppress_here.h"

#include <fmt/format.h>

#include <algorithm>

#include "analyzer/source/line_index.h"
#include "analyzer/syntax/comments.h"

namespace irsalint::lsp {

std::optional<source::TextEdit> SuppressHere(std::string_view text, uint32_t offset,
                                             std::string_view rule) {
  constexpr std::string_view kMark = "# irsalint: ignore[";
  const source::LineIndex lines(text);
  const uint32_t line = lines.At(offset).line;
  const auto start = static_cast<uint32_t>(lines.LineStart(line));
  const std::string_view content = lines.Line(line);
  const size_t indent = std::min(content.find_first_not_of(" \t"), content.size());
  const std::string comment =
      fmt::format("{}{}{}] accepted, because …\n", content.substr(0, indent), kMark, rule);

  // Whether it is one, tells the parser.
  std::string with_comment(text);
  with_comment.insert(start, comment);
  const syntax::FoundComments found =
      syntax::Comments({}, with_comment, syntax::Syntax::kYaml, {.mark = kMark});
  const uint32_t at = start + static_cast<uint32_t>(indent);
  const bool is_comment = std::ranges::any_of(found.comments, [at](const syntax::Comment& other) {
    return other.span.begin == at && other.own_line;
  });
  if (!is_comment) return std::nullopt;
  return source::TextEdit{.span = {.source = {}, .begin = start, .end = start}, .text = comment};
}

}  // namespace irsalint::lsp
