#include "analyzer/engine/finding_details.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "analyzer/base/sha256.h"
#include "analyzer/base/utf8.h"
#include "analyzer/engine/line_hash.h"
#include "analyzer/load/limits.h"
#include "analyzer/source/line_index.h"
#include "analyzer/syntax/edit.h"

namespace irsalint::engine {
namespace {

using source::SourceId;

// A file as the run saw it.
class ReadFile {
 public:
  ReadFile(SourceId source, std::string path, std::string text, load::FileForm form)
      : source_(source), path_(std::move(path)), text_(std::move(text)), form_(form) {}
  ReadFile(const ReadFile&) = delete;
  ReadFile& operator=(const ReadFile&) = delete;

  // "" for a line that the file does not have.
  std::string HashOfLine(uint32_t line) {
    if (hashes_.empty()) hashes_ = LineHashes(text_);
    return line >= 1 && line <= hashes_.size() ? hashes_[line - 1] : "";
  }

  // What the edits replace; nothing where they cannot be written.
  std::optional<std::vector<rule::Replacement>> Replacements(
      std::span<const syntax::Edit> edits) const {
    const base::Result<std::vector<source::TextEdit>> replaced =
        syntax::EditText(source_, text_, load::SyntaxOf(form_, text_), edits);
    if (!replaced.has_value()) return std::nullopt;
    std::vector<rule::Replacement> replacements;
    for (const source::TextEdit& edit : *replaced) {
      replacements.push_back({.place = PlaceOf(edit.span), .text = edit.text});
    }
    return replacements;
  }

 private:
  rule::LocatedPlace PlaceOf(const source::Span& span) const {
    const source::LineColumn begin = lines_.At(span.begin);
    const source::LineColumn end = lines_.At(span.end);
    rule::LocatedPlace place;
    place.path = path_;
    place.span = span;
    place.line = begin.line;
    place.column = begin.column;
    place.end_line = end.line;
    place.end_column = end.column;
    place.utf16 = {.begin = lines_.Utf16Column(span.begin), .end = lines_.Utf16Column(span.end)};
    place.utf8 = {.begin = ByteColumn(begin.line, span.begin),
                  .end = ByteColumn(end.line, span.end)};
    return place;
  }

  uint32_t ByteColumn(uint32_t line, uint32_t offset) const {
    const size_t start = lines_.LineStart(line);
    return offset < start ? 1 : offset - static_cast<uint32_t>(start) + 1;
  }

  SourceId source_;
  std::string path_;
  std::string text_;
  load::FileForm form_;
  source::LineIndex lines_ = source::LineIndex(text_);
  std::vector<std::string> hashes_;
};

class Details {
 public:
  explicit Details(const LocateInput& input) : input_(input) {}

  rule::FindingDetails Of(const rule::LocatedFinding& finding) {
    rule::FindingDetails details;
    ReadFile* const file = FileOf(finding.primary.span.source);
    if (file != nullptr) details.line_hash = file->HashOfLine(finding.primary.line);
    for (const rule::Fix& fix : finding.fixes) {
      rule::LocatedFix located = {
          .title = fix.title, .applicability = fix.applicability, .side = fix.side};
      if (Replace(fix, located.replacements)) details.fixes.push_back(std::move(located));
    }
    return details;
  }

 private:
  // Whether the fix can be written, and changes anything.
  bool Replace(const rule::Fix& fix, std::vector<rule::Replacement>& replacements) {
    std::map<SourceId, std::vector<syntax::Edit>> edits;
    for (const syntax::Edit& edit : fix.edits) {
      edits[syntax::PlaceOf(edit).document.source].push_back(edit);
    }
    for (const auto& [source, of_file] : edits) {
      ReadFile* const file = FileOf(source);
      if (file == nullptr) return false;
      std::optional<std::vector<rule::Replacement>> of_one = file->Replacements(of_file);
      if (!of_one.has_value()) return false;
      std::ranges::move(*of_one, std::back_inserter(replacements));
    }
    return !replacements.empty();
  }

  // Null for a file that is not as the run saw it.
  ReadFile* FileOf(SourceId source) {
    const auto [entry, is_new] = read_.try_emplace(source);
    if (is_new) entry->second = Read(source);
    return entry->second.get();
  }

  std::unique_ptr<ReadFile> Read(SourceId source) const {
    const auto known = input_.known.find(source);
    if (known == input_.known.end()) return nullptr;
    const std::string_view path = input_.sources.Path(source);
    base::Result<std::string> text = path == "-"
                                         ? base::Result<std::string>(std::string(input_.stdin_text))
                                         : input_.files.Read(path, load::kMaxFileBytes);
    if (!text.has_value() || base::Sha256Hex(*text) != known->second.sha256) return nullptr;
    return std::make_unique<ReadFile>(source, DisplayPath(path, input_.working_directory),
                                      *std::move(text), known->second.form);
  }

  const LocateInput& input_;
  std::map<SourceId, std::unique_ptr<ReadFile>> read_;
};

}  // namespace

std::vector<rule::FindingDetails> DetailsOf(std::span<const rule::LocatedFinding* const> findings,
                                            const LocateInput& input) {
  Details details(input);
  std::vector<rule::FindingDetails> all;
  for (const rule::LocatedFinding* finding : findings) all.push_back(details.Of(*finding));
  return all;
}

}  // namespace irsalint::engine
