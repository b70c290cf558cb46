#include "analyzer/lsp/hover.h"

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/base/path.h"
#include "analyzer/base/strings.h"
#include "analyzer/engine/locate.h"
#include "analyzer/explain/hover.h"
#include "analyzer/load/file_form.h"
#include "analyzer/lsp/cursor.h"
#include "analyzer/lsp/rule_pages.h"
#include "analyzer/source/line_index.h"

namespace irsalint::lsp {
namespace {

// A piece of a text, half-open bytes.
struct Piece {
  size_t begin = 0;
  size_t end = 0;
};

Json Shown(std::string value, const Session& session, const Cursor& cursor, const Piece& piece) {
  const Positions positions(cursor.document->text, session.client.encoding);
  return {{"contents",
           {{"kind", session.client.reads_markdown ? "markdown" : "plaintext"},
            {"value", std::move(value)}}},
          {"range", positions.Of(piece.begin, piece.end)}};
}

// The word of a rule's id around a byte.
Piece WordAt(std::string_view text, size_t offset) {
  const auto is_part = [](char c) {
    return base::IsAsciiLower(c) || base::IsAsciiDigit(c) || c == '-';
  };
  Piece word = {.begin = offset, .end = offset};
  while (word.begin > 0 && is_part(text[word.begin - 1])) --word.begin;
  while (word.end < text.size() && is_part(text[word.end])) ++word.end;
  return word;
}

// Where rules are named: in suppressions and in the configuration.
bool NamesRules(const Cursor& cursor) {
  if (base::path::Basename(cursor.document->path) == load::kConfigFileName) return true;
  const source::LineIndex lines(cursor.document->text);
  return base::Contains(lines.Line(lines.At(cursor.offset).line), "irsalint");
}

std::optional<Json> RuleAt(const Session& session, const Cursor& cursor) {
  if (!NamesRules(cursor)) return std::nullopt;
  const std::string_view text = cursor.document->text;
  const Piece piece = WordAt(text, cursor.offset);
  const std::string_view word = text.substr(piece.begin, piece.end - piece.begin);
  const auto rule = std::ranges::find_if(
      session.catalogue, [word](const rule::Rule* one) { return one->meta.id == word; });
  if (rule == session.catalogue.end()) return std::nullopt;
  const std::string page = PageOf(word);
  return Shown(session.client.reads_markdown ? explain::RuleMarkdown((*rule)->meta, page)
                                             : explain::RuleText((*rule)->meta, page),
               session, cursor, piece);
}

}  // namespace

Json HoverAt(const Session& session, const PositionParams& params) {
  const std::optional<Cursor> cursor = CursorAt(session, params.uri, params.position);
  if (!cursor.has_value()) return nullptr;
  if (std::optional<Json> rule = RuleAt(session, *cursor)) return *std::move(rule);
  if (cursor->mentions.empty()) return nullptr;
  const Folder& folder = *cursor->folder;
  const explain::Hover hover =
      explain::HoverOf(folder.links(), folder.walks(), std::span(cursor->mentions));
  const std::vector<syntax::Place> places = PlacesOf(hover);
  const explain::PlaceLines lines(places,
                                  engine::LocatePlaces(places, folder.ForLocating()).places);
  return Shown(session.client.reads_markdown ? explain::HoverMarkdown(hover, lines)
                                             : explain::HoverText(hover, lines),
               session, *cursor,
               {.begin = cursor->found->span.begin, .end = cursor->found->span.end});
}

}  // namespace irsalint::lsp
