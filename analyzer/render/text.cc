#include "analyzer/render/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/base/utf8.h"
#include "analyzer/render/display.h"
#include "analyzer/render/grouping.h"
#include "analyzer/render/summary.h"

namespace irsalint::render {
namespace {

using rule::LocatedFinding;
using rule::LocatedPlace;
using rule::Severity;

// Places of one file that are at most this many lines apart share a frame.
constexpr uint32_t kNearLines = 8;

// More related places of one finding than this tell a reader nothing; other formats have them all.
constexpr size_t kMaxRelated = 12;

// Of findings that only repeat each other this many are shown in full, and this many more by a
// line.
constexpr size_t kMaxInFull = 3;
constexpr size_t kMaxListed = 10;

// One place in a frame.
struct Mark {
  const LocatedPlace* place = nullptr;
  bool is_primary = false;
};

// Marks of one file that are shown together, by line.
using Frame = std::vector<Mark>;

bool IsNear(const LocatedPlace& a, const LocatedPlace& b) {
  return a.path == b.path && std::max(a.line, b.line) - std::min(a.line, b.line) <= kNearLines;
}

bool IsNearFrame(const Frame& frame, const LocatedPlace& place) {
  return std::ranges::any_of(frame,
                             [&place](const Mark& mark) { return IsNear(*mark.place, place); });
}

std::vector<Frame> FramesOf(const LocatedFinding& finding) {
  std::vector<Frame> frames = {{{.place = &finding.primary, .is_primary = true}}};
  for (const LocatedPlace& place :
       std::span(finding.related).first(std::min(finding.related.size(), kMaxRelated))) {
    const auto near = std::ranges::find_if(
        frames, [&place](const Frame& frame) { return IsNearFrame(frame, place); });
    Frame& frame = near == frames.end() ? frames.emplace_back() : *near;
    frame.push_back({.place = &place, .is_primary = false});
  }
  for (Frame& frame : frames) {
    std::ranges::stable_sort(frame, [](const Mark& left, const Mark& right) {
      return left.place->line < right.place->line;
    });
  }
  return frames;
}

// The place that a frame's heading names: the primary one if it is there, else the first.
const LocatedPlace& HeadingOf(const Frame& frame) {
  const auto primary = std::ranges::find_if(frame, &Mark::is_primary);
  return primary == frame.end() ? *frame.front().place : *primary->place;
}

class TextRenderer {
 public:
  explicit TextRenderer(const TextOptions& options) : options_(options) {}

  void Add(const LocatedFinding& finding) {
    const Style style = StyleOf(finding.severity);
    AddHead(finding);
    Write(": " + base::EscapeForDisplay(finding.message), Style::kBold);
    EndLine();

    const std::vector<Frame> frames = FramesOf(finding);
    gutter_ = GutterOf(frames);
    bool first = true;
    for (const Frame& frame : frames) {
      if (!first) Bar();
      AddFrame(frame, first ? "-->" : ":::", style);
      first = false;
    }
    const size_t more = finding.related.size() - std::min(finding.related.size(), kMaxRelated);
    if (more > 0 || !finding.notes.empty() || !finding.helps.empty()) Bar();
    if (more > 0) {
      AddRemark("note", fmt::format("and {} more place{}, which --format json lists", more,
                                    more == 1 ? "" : "s"));
    }
    for (const std::string& note : finding.notes) AddRemark("note", note);
    for (const std::string& help : finding.helps) AddRemark("help", help);
    EndLine();
  }

  // What repeats a finding above it, a line each; without the message where all have the same one.
  void AddList(const LocatedFinding& shown, std::span<const LocatedFinding* const> repeated) {
    const bool same = std::ranges::all_of(repeated, [&shown](const LocatedFinding* finding) {
      return finding->message == shown.message;
    });
    AddHead(shown);
    text_ += fmt::format(": ...and {} more like this\n", repeated.size());
    const size_t listed = std::min(repeated.size(), kMaxListed);
    for (const LocatedFinding* finding : repeated.first(listed)) {
      text_ += "  " + PositionOf(finding->primary);
      if (!same) text_ += ": " + base::EscapeForDisplay(finding->message);
      EndLine();
    }
    if (repeated.size() > listed) {
      text_ += fmt::format("  ...and {} more; --full shows all\n", repeated.size() - listed);
    }
    EndLine();
  }

  void AddNotification(const rule::Notification& notification) {
    Write(std::string(rule::ToString(notification.level)), StyleOf(notification.level));
    text_ += ": ";
    if (!notification.path.empty()) {
      text_ += base::EscapeForDisplay(notification.path);
      if (notification.line > 0) text_ += fmt::format(":{}", notification.line);
      if (notification.column > 0) text_ += fmt::format(":{}", notification.column);
      text_ += ": ";
    }
    text_ += base::EscapeForDisplay(notification.message);
    EndLine();
  }

  std::string Take() { return std::move(text_); }

 private:
  void AddHead(const LocatedFinding& finding) {
    Write(fmt::format("{}[{}]", rule::ToString(finding.severity), finding.rule),
          StyleOf(finding.severity));
  }

  static std::string PositionOf(const LocatedPlace& place) {
    std::string position = base::EscapeForDisplay(place.path);
    if (place.line > 0) position += fmt::format(":{}:{}", place.line, place.column);
    return position;
  }

  static size_t GutterOf(const std::vector<Frame>& frames) {
    uint32_t last = 0;
    for (const Frame& frame : frames) {
      for (const Mark& mark : frame) last = std::max(last, mark.place->line);
    }
    return std::to_string(last).size();
  }

  void AddFrame(const Frame& frame, std::string_view arrow, Style style) {
    const LocatedPlace& heading = HeadingOf(frame);
    text_.append(gutter_, ' ');
    Write(std::string(arrow), Style::kFrame);
    text_ += " " + PositionOf(heading);
    EndLine();

    uint32_t previous_line = 0;
    const rule::Excerpt* previous = nullptr;
    for (const Mark& mark : frame) {
      const LocatedPlace& place = *mark.place;
      if (!place.excerpt.has_value()) {
        if (!place.message.empty()) AddRemark("note", place.message);
        continue;
      }
      const bool same_line = previous != nullptr && previous_line == place.line &&
                             previous->text == place.excerpt->text;
      if (!same_line) {
        if (previous == nullptr) {
          Bar();
        } else if (place.line > previous_line + 1) {
          Write("...", Style::kFrame);
          EndLine();
        }
        AddSource(place);
      }
      AddUnderline(mark, style);
      previous_line = place.line;
      previous = &*place.excerpt;
    }
  }

  void AddSource(const LocatedPlace& place) {
    const std::string source = SourceOf(*place.excerpt).text;
    Write(fmt::format("{:>{}} |", place.line, gutter_), Style::kFrame);
    if (!source.empty()) text_ += " " + source;
    EndLine();
  }

  void AddUnderline(const Mark& mark, Style style) {
    const rule::Excerpt& excerpt = *mark.place->excerpt;
    const DisplayLine line = SourceOf(excerpt);
    const size_t length = std::max<size_t>(1, line.mark_end - line.mark_begin);
    std::string underline(length, mark.is_primary ? '^' : '-');
    if (excerpt.continues_below) underline += "...";
    if (!mark.place->message.empty()) {
      underline += " " + base::EscapeForDisplay(mark.place->message);
    }
    Write(std::string(gutter_, ' ') + " |", Style::kFrame);
    text_.append(line.mark_begin + 1, ' ');
    Write(underline, mark.is_primary ? style : Style::kFrame);
    EndLine();
  }

  static DisplayLine SourceOf(const rule::Excerpt& excerpt) {
    DisplayLine line = LayOut(excerpt.text, excerpt.mark_begin, excerpt.mark_end);
    if (excerpt.cut_before) {
      line.text.insert(0, "...");
      line.mark_begin += 3;
      line.mark_end += 3;
    }
    if (excerpt.cut_after) line.text += "...";
    return line;
  }

  void AddRemark(std::string_view kind, std::string_view text) {
    text_.append(gutter_ + 1, ' ');
    Write("= ", Style::kFrame);
    Write(fmt::format("{}:", kind), Style::kBold);
    text_ += " " + base::EscapeForDisplay(text);
    EndLine();
  }

  void Bar() {
    Write(std::string(gutter_, ' ') + " |", Style::kFrame);
    EndLine();
  }

  void Write(std::string_view text, Style style) { text_ += Paint(text, style, options_.color); }

  void EndLine() { text_ += '\n'; }

  const TextOptions options_;
  size_t gutter_ = 1;
  std::string text_;
};

}  // namespace

std::string RenderFindingsText(const rule::Report& report, const TextOptions& options) {
  TextRenderer renderer(options);
  for (const FindingGroup& group : GroupFindings(report.findings)) {
    const size_t in_full =
        options.extent == Extent::kFull ? group.size() : std::min(group.size(), kMaxInFull);
    for (const LocatedFinding* finding : std::span(group).first(in_full)) renderer.Add(*finding);
    if (group.size() > in_full) {
      renderer.AddList(*group[in_full - 1], std::span(group).subspan(in_full));
    }
  }
  return renderer.Take();
}

std::string RenderText(const rule::Report& report, const TextOptions& options) {
  return RenderFindingsText(report, options) + RenderSummaryText(report, options.color);
}

std::string RenderNotificationsText(const rule::Report& report, NotificationScope scope,
                                    const TextOptions& options) {
  TextRenderer renderer(options);
  for (const rule::Notification& notification : report.notifications) {
    const bool is_summed_up = notification.counts.has_value();
    if (is_summed_up && scope == NotificationScope::kProblems) continue;
    renderer.AddNotification(notification);
  }
  return renderer.Take();
}

std::string RenderStatsText(const rule::Stats& stats) {
  std::string text;
  const auto out = std::back_inserter(text);
  fmt::format_to(out, "files {}, bytes {}, units {}\n", stats.files, stats.bytes, stats.units);
  fmt::format_to(out, "documents {}: parsed {}, skipped {}, templates {}\n", stats.documents,
                 stats.documents_parsed, stats.documents_skipped, stats.templates);
  if (stats.hidden_by_persona > 0) {
    fmt::format_to(out, "findings for other personas {}\n", stats.hidden_by_persona);
  }
  if (stats.suppressed > 0) fmt::format_to(out, "findings suppressed {}\n", stats.suppressed);
  for (const rule::PhaseTime& phase : stats.phases) {
    fmt::format_to(out, "{:<8} {:.3f} s\n", phase.phase, phase.seconds);
  }
  return text;
}

}  // namespace irsalint::render
