#include "analyzer/load/suppressions.h"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "analyzer/base/strings.h"
#include "analyzer/base/utf8.h"
#include "analyzer/load/limits.h"
#include "analyzer/load/parse_place.h"
#include "analyzer/load/sniff.h"
#include "analyzer/load/suppression_text.h"
#include "analyzer/source/line_index.h"
#include "analyzer/syntax/comments.h"
#include "analyzer/syntax/node.h"

namespace irsalint::load {
namespace {

using facts::Suppression;
using syntax::Node;

constexpr std::string_view kAnnotationDomain = "irsalint.dev/";
constexpr std::string_view kAnnotation = "irsalint.dev/ignore";

// Which line a comment speaks about.
class CoveredLines {
 public:
  explicit CoveredLines(const source::LineIndex& lines) : lines_(lines) {}

  // Its own line, or for a comment with a line of its own the next one that holds something else
  // than a comment; 0 if there is none. Called in the order of the file.
  uint32_t Of(const syntax::Comment& comment) {
    const uint32_t own = lines_.At(comment.span.begin).line;
    if (!comment.own_line) return own;
    if (own >= next_) {
      next_ = own + 1;
      while (next_ <= lines_.LineCount() && IsBlankOrComment(lines_.Line(next_))) ++next_;
    }
    return next_ <= lines_.LineCount() ? next_ : 0;
  }

 private:
  static bool IsBlankOrComment(std::string_view line) {
    const std::string_view text = base::TrimAscii(line);
    return text.empty() || text.front() == '#';
  }

  const source::LineIndex& lines_;
  uint32_t next_ = 0;
};

// What comment and annotation have in common.
Suppression SuppressionOf(const SuppressionText& text) {
  Suppression suppression;
  suppression.reason = text.reason;
  suppression.expires = std::string(text.expires);
  suppression.problem = text.problem;
  return suppression;
}

syntax::Place PlaceOfBytes(source::SourceId source, uint32_t begin, size_t size) {
  return PlaceOfSlice({source, begin, begin + static_cast<uint32_t>(size)});
}

Suppression LineSuppression(const SuppressionText& text, const source::Span& comment) {
  Suppression suppression = SuppressionOf(text);
  suppression.form = Suppression::Form::kLine;
  suppression.place =
      PlaceOfBytes(comment.source, comment.begin + text.begin, text.end - text.begin);
  for (const SuppressionText::Name& name : text.rules) {
    suppression.rules.push_back(
        {.id = std::string(name.id),
         .place = PlaceOfBytes(comment.source, comment.begin + name.begin, name.id.size())});
  }
  return suppression;
}

// Says that the suppressions of a document are not read, if it seems to have any.
void AddLeftOut(const syntax::DocumentId& document, std::string_view file, facts::Facts* facts) {
  constexpr std::string_view kComment = "irsalint: ignore";
  const size_t at = file.substr(0, document.end).find(kComment, document.begin);
  if (at == std::string_view::npos) return;
  Suppression& suppression = facts->suppressions.emplace_back();
  suppression.place = PlaceOfBytes(document.source, static_cast<uint32_t>(at), kComment.size());
  suppression.problem = fmt::format("comments in more than {} MB of documents are not read",
                                    kMaxCommentedBytes >> 20);
}

Suppression ObjectSuppression(const SuppressionText& text, const Node& value, const Node& object) {
  Suppression suppression = SuppressionOf(text);
  suppression.form = Suppression::Form::kObject;
  suppression.covers = syntax::PlaceOf(object);
  suppression.place = syntax::PlaceOf(value, syntax::TextRange{text.begin, text.end});
  for (const SuppressionText::Name& name : text.rules) {
    const auto end = name.begin + static_cast<uint32_t>(name.id.size());
    suppression.rules.push_back(
        {.id = std::string(name.id),
         .place = syntax::PlaceOf(value, syntax::TextRange{name.begin, end})});
  }
  return suppression;
}

Suppression UnknownAnnotation(const Node& key, const Node& object) {
  Suppression suppression;
  suppression.form = Suppression::Form::kObject;
  suppression.problem =
      fmt::format("the annotation \"{}\" is unknown; the one that suppresses findings is \"{}\"",
                  base::EscapeForDisplay(key.text), kAnnotation);
  suppression.covers = syntax::PlaceOf(object);
  suppression.place = syntax::PlaceOf(key);
  return suppression;
}

// Adds what one annotation of `object` suppresses.
void ReadAnnotation(const syntax::Pair& annotation, const Node& object,
                    std::vector<Suppression>* suppressions) {
  const std::string_view key = annotation.key->text;
  if (!key.starts_with(kAnnotationDomain)) return;
  if (key != kAnnotation) {
    suppressions->push_back(UnknownAnnotation(*annotation.key, object));
  } else if (annotation.value->IsString()) {
    // The API server refuses any other value, and annotation-not-string says so.
    for (const SuppressionText& text : ReadSuppressionAnnotation(annotation.value->text)) {
      suppressions->push_back(ObjectSuppression(text, *annotation.value, object));
    }
  }
}

}  // namespace

bool MayHoldSuppressions(std::string_view bytes) { return HasBytes(bytes, kSuppressionMark); }

bool MayHoldSuppressingAnnotation(std::string_view slice) {
  return HasBytes(slice, kAnnotationDomain);
}

void ReadLineSuppressions(source::SourceId source, std::string_view file, facts::Facts* facts) {
  const syntax::FoundComments found =
      syntax::Comments(source, file, syntax::Syntax::kYaml,
                       {.mark = kSuppressionMark, .max_bytes = kMaxCommentedBytes});
  for (const syntax::DocumentId& document : found.left_out) AddLeftOut(document, file, facts);
  const source::LineIndex lines(file);
  CoveredLines covered(lines);
  size_t read = 0;
  for (const syntax::Comment& comment : found.comments) {
    const std::optional<SuppressionText> text = ReadSuppressionComment(
        file.substr(comment.span.begin, comment.span.end - comment.span.begin));
    if (!text.has_value()) continue;
    Suppression& suppression =
        facts->suppressions.emplace_back(LineSuppression(*text, comment.span));
    suppression.line = covered.Of(comment);
    if (++read < kMaxLineSuppressions) continue;
    suppression.problem =
        fmt::format("only the first {} suppressions of a file are read", kMaxLineSuppressions - 1);
    return;
  }
}

void ReadObjectSuppressions(const syntax::Document& document, facts::Facts* facts) {
  std::vector<const Node*> open = {document.root()};
  while (!open.empty()) {
    const Node* node = open.back();
    open.pop_back();
    if (node == nullptr) continue;
    open.insert(open.end(), node->items.rbegin(), node->items.rend());
    for (auto pair = node->pairs.rbegin(); pair != node->pairs.rend(); ++pair) {
      open.push_back(pair->value);
    }
    const Node* annotations = syntax::FindPath(node, "metadata", "annotations");
    if (annotations == nullptr || !annotations->IsMap()) continue;
    for (const syntax::Pair& pair : annotations->pairs) {
      ReadAnnotation(pair, *node, &facts->suppressions);
    }
  }
}

}  // namespace irsalint::load
