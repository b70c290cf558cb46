#include "analyzer/engine/locate.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "analyzer/base/path.h"
#include "analyzer/base/sha256.h"
#include "analyzer/base/strings.h"
#include "analyzer/base/utf8.h"
#include "analyzer/engine/fingerprint.h"
#include "analyzer/engine/parallel.h"
#include "analyzer/kube/mask_secrets.h"
#include "analyzer/load/limits.h"
#include "analyzer/source/line_index.h"
#include "analyzer/syntax/locate.h"

namespace irsalint::engine {
namespace {

using rule::LocatedPlace;
using source::SourceId;
using source::Span;

// Lines up to kMaxLine bytes are shown in full, of longer ones a window.
constexpr size_t kMaxLine = 160;
constexpr size_t kWindowBefore = 60;
constexpr size_t kWindowAfter = 100;

// A place that waits for its file.
struct Pending {
  const syntax::Place* place = nullptr;
  LocatedPlace* located = nullptr;
};

bool IsContinuationByte(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

// The nearest start of a character at or before `offset`.
size_t CharacterStart(std::string_view text, size_t offset) {
  constexpr size_t kMaxContinuation = 3;
  for (size_t back = 0; back <= kMaxContinuation && back <= offset; ++back) {
    const size_t at = offset - back;
    if (at == text.size() || !IsContinuationByte(text[at])) return at;
  }
  return offset;
}

// Columns are 1-based.
struct Position {
  uint32_t line = 1;
  uint32_t column = 1;  // in code points
  uint32_t utf16 = 1;
  uint32_t utf8 = 1;
};

// Lines and columns of offsets that are asked for in ascending order: linear in the file however
// many places one long line has.
class PositionCursor {
 public:
  PositionCursor(std::string_view text, const source::LineIndex& lines)
      : text_(text), lines_(lines) {}

  Position At(size_t offset) {
    offset = CharacterStart(text_, std::min(offset, text_.size()));
    const uint32_t line = LineOf(offset);
    const size_t start = std::min(lines_.LineStart(line), offset);
    if (line != at_.line || offset < offset_) {
      at_ = {.line = line};
      offset_ = start;
    }
    const std::string_view passed = text_.substr(offset_, offset - offset_);
    at_.column += static_cast<uint32_t>(base::CountCodePoints(passed));
    at_.utf16 += static_cast<uint32_t>(base::CountUtf16Units(passed));
    at_.utf8 += static_cast<uint32_t>(passed.size());
    offset_ = offset;
    return at_;
  }

 private:
  uint32_t LineOf(size_t offset) const {
    uint32_t first = 1;
    uint32_t last = lines_.LineCount();
    while (first < last) {
      const uint32_t middle = first + (last - first + 1) / 2;
      if (lines_.LineStart(middle) <= offset) {
        first = middle;
      } else {
        last = middle - 1;
      }
    }
    return first;
  }

  std::string_view text_;
  const source::LineIndex& lines_;
  Position at_ = {.line = 0};
  size_t offset_ = 0;
};

// Puts `*` for what of the secrets of the file (in order) stands in `text`, which begins at
// `start`.
void HideSecrets(const std::vector<kube::SecretRange>& secrets, size_t start, std::string& text) {
  const size_t stop = start + text.size();
  auto secret = std::ranges::upper_bound(secrets, start, {}, &kube::SecretRange::end);
  for (; secret != secrets.end() && secret->begin < stop; ++secret) {
    const size_t begin = std::max(secret->begin, start) - start;
    const size_t end = std::min(secret->end, stop) - start;
    text.replace(begin, end - begin, end - begin, '*');
  }
}

rule::Excerpt ExcerptOf(const LocatedPlace& place, const source::LineIndex& lines,
                        const std::vector<kube::SecretRange>& secrets) {
  const std::string_view line = lines.Line(place.line);
  const auto in_line = [&line, start = lines.LineStart(place.line)](size_t offset) {
    return offset < start ? 0 : std::min(offset - start, line.size());
  };
  const bool continues = place.end_line > place.line;
  const size_t mark_begin = in_line(place.span.begin);
  const size_t mark_end = continues ? line.size() : in_line(place.span.end);
  size_t first = 0;
  size_t last = line.size();
  if (line.size() > kMaxLine) {
    first = CharacterStart(line, mark_begin > kWindowBefore ? mark_begin - kWindowBefore : 0);
    last = CharacterStart(line, std::min(line.size(), mark_begin + kWindowAfter));
  }
  std::string text(line.substr(first, last - first));
  HideSecrets(secrets, lines.LineStart(place.line) + first, text);
  return {.text = std::move(text),
          .mark_begin = static_cast<uint32_t>(mark_begin - first),
          .mark_end = static_cast<uint32_t>(std::min(mark_end, last) - first),
          .cut_before = first > 0,
          .cut_after = last < line.size(),
          .continues_below = continues};
}

// Fills in the places of one file.
void LocateInFile(SourceId source, load::FileForm form, std::string_view text,
                  std::vector<Pending>& pending) {
  syntax::Locator locator(source, text, load::SyntaxOf(form, text));
  for (Pending& item : pending) item.located->span = locator.Locate(*item.place);

  const source::LineIndex lines(text);
  PositionCursor begins(text, lines);
  std::ranges::sort(pending, {}, [](const Pending& item) { return item.located->span.begin; });
  for (Pending& item : pending) {
    const Position position = begins.At(item.located->span.begin);
    item.located->line = position.line;
    item.located->column = position.column;
    item.located->utf16.begin = position.utf16;
    item.located->utf8.begin = position.utf8;
  }
  const std::vector<kube::SecretRange> secrets = kube::FindSecrets(text);
  PositionCursor ends(text, lines);
  std::ranges::sort(pending, {}, [](const Pending& item) { return item.located->span.end; });
  for (Pending& item : pending) {
    const Position position = ends.At(item.located->span.end);
    item.located->end_line = position.line;
    item.located->end_column = position.column;
    item.located->utf16.end = position.utf16;
    item.located->utf8.end = position.utf8;
    item.located->excerpt = ExcerptOf(*item.located, lines, secrets);
  }
}

// Equal fingerprints are told apart by their order in the files.
void NumberEqualFingerprints(std::vector<rule::LocatedFinding>& findings) {
  std::vector<rule::LocatedFinding*> ordered;
  for (rule::LocatedFinding& finding : findings) ordered.push_back(&finding);
  std::ranges::stable_sort(ordered, {}, [](const rule::LocatedFinding* finding) {
    return std::tuple(std::string_view(finding->primary.path), finding->primary.span.begin);
  });
  std::unordered_map<std::string, size_t> seen;
  for (rule::LocatedFinding* finding : ordered) {
    const size_t ordinal = ++seen[finding->fingerprint];
    if (ordinal > 1) finding->fingerprint += fmt::format("-{}", ordinal);
  }
}

class FindingLocator {
 public:
  explicit FindingLocator(const LocateInput& input) : input_(input) {}

  Located Run(std::span<const rule::Finding> findings, std::span<const Notice> notices,
              const std::stop_token& stop, size_t threads) {
    located_.findings.reserve(findings.size());  // `pending_` points into it
    for (const rule::Finding& finding : findings) Prepare(finding);
    std::vector<LocatedPlace> notice_places(notices.size());
    for (size_t i = 0; i < notices.size(); ++i) Prepare(notices[i].place, notice_places[i]);
    LocateSources(stop, threads);
    NumberEqualFingerprints(located_.findings);
    for (size_t i = 0; i < notices.size(); ++i) {
      located_.notifications.push_back({.level = notices[i].level,
                                        .message = notices[i].message,
                                        .path = notice_places[i].path,
                                        .line = notice_places[i].line,
                                        .column = notice_places[i].column});
    }
    std::ranges::move(changed_, std::back_inserter(located_.notifications));
    return std::move(located_);
  }

  PlacesLocated Run(std::span<const syntax::Place> places, const std::stop_token& stop) {
    PlacesLocated located;
    located.places.resize(places.size());
    for (size_t i = 0; i < places.size(); ++i) {
      if (places[i].IsValid()) Prepare(places[i], located.places[i]);
    }
    LocateSources(stop, 1);
    located.notifications = std::move(changed_);
    return located;
  }

 private:
  void LocateSources(const std::stop_token& stop, size_t threads) {
    std::vector<std::pair<SourceId, std::vector<Pending>*>> sources;
    for (auto& [source, pending] : pending_) sources.emplace_back(source, &pending);
    std::vector<std::string> changes(sources.size());
    ForEachIndex(sources.size(), threads, stop, [&](size_t index) {
      const auto& [source, pending] = sources[index];
      changes[index] = LocateSource(source, *pending);
    });
    for (size_t i = 0; i < sources.size(); ++i) {
      if (!changes[i].empty()) NotifyChanged(sources[i].first, std::move(changes[i]));
    }
  }

  void Prepare(const rule::Finding& finding) {
    rule::LocatedFinding& located = located_.findings.emplace_back();
    located.rule = finding.rule;
    located.message = finding.message;
    located.severity = finding.severity;
    located.confidence = finding.confidence;
    located.persona = finding.persona;
    located.notes = finding.notes;
    located.helps = finding.helps;
    located.fixes = finding.fixes;
    located.subject = finding.subject;
    located.related.resize(finding.related.size());
    located.primary.message = finding.primary.message;
    Prepare(finding.primary.place, located.primary);
    for (size_t i = 0; i < finding.related.size(); ++i) {
      located.related[i].message = finding.related[i].message;
      Prepare(finding.related[i].place, located.related[i]);
    }
    located.fingerprint = Fingerprint(finding, located.primary.path);
  }

  void Prepare(const syntax::Place& place, LocatedPlace& located) {
    if (place.external.has_value()) {
      located.path = DisplayPath(place.external->path, input_.working_directory);
      located.line = located.end_line = place.external->line;
      located.column = located.end_column = 1;
      located.utf16 = located.utf8 = {.begin = 1, .end = 1};
      return;
    }
    const SourceId source = place.document.source;
    located.path = DisplayPath(input_.sources.Path(source), input_.working_directory);
    pending_[source].push_back({.place = &place, .located = &located});
  }

  // What became of the file meanwhile; "" where its places are located.
  std::string LocateSource(SourceId source, std::vector<Pending>& pending) const {
    const std::string_view path = input_.sources.Path(source);
    const auto known = input_.known.find(source);
    if (known == input_.known.end()) return {};
    if (path == "-") {
      LocateInFile(source, known->second.form, input_.stdin_text, pending);
      return {};
    }
    const base::Result<std::string> text = input_.files.Read(path, load::kMaxFileBytes);
    if (!text.has_value()) {
      return "could not be read again, so its findings are shown without lines: " +
             text.error().message;
    }
    if (base::Sha256Hex(*text) != known->second.sha256) {
      return "changed during the run, so its findings are shown without lines";
    }
    LocateInFile(source, known->second.form, *text, pending);
    return {};
  }

  void NotifyChanged(SourceId source, std::string message) {
    changed_.push_back(
        {.level = rule::Severity::kWarning,
         .message = std::move(message),
         .path = DisplayPath(input_.sources.Path(source), input_.working_directory)});
  }

  const LocateInput& input_;
  Located located_;
  std::vector<rule::Notification> changed_;
  std::map<SourceId, std::vector<Pending>> pending_;
};

}  // namespace

Located Locate(std::span<const rule::Finding> findings, std::span<const Notice> notices,
               const LocateInput& input, std::stop_token stop, size_t threads) {
  return FindingLocator(input).Run(findings, notices, stop, threads);
}

PlacesLocated LocatePlaces(std::span<const syntax::Place> places, const LocateInput& input,
                           std::stop_token stop) {
  return FindingLocator(input).Run(places, stop);
}

std::string DisplayPath(std::string_view path, std::string_view working_directory) {
  if (path == "-" || path.empty()) return std::string(path);
  if (base::path::IsAbsolute(path)) return base::path::Relative(path, working_directory);
  return base::path::Normalize(path);
}

}  // namespace irsalint::engine
