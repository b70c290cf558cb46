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

namespace irsalint::render {
namespace {

using rule::LocatedFinding;
using rule::LocatedPlace;
using rule::Severity;

// Places of one file that are at most this many lines apart share a frame.
constexpr uint32_t kNearLines = 8;

// More related places of one finding than this tell a reader nothing; other formats have them all.
constexpr size_t kMaxRelated = 12;

enum class Style : uint8_t { kBold, kError, kWarning, kNote, kFrame };

std::string_view CodeOf(Style style) {
  switch (style) {
    case Style::kBold:
      return "\x1b[1m";
    case Style::kError:
      return "\x1b[1;31m";
    case Style::kWarning:
      return "\x1b[1;33m";
    case Style::kNote:
      return "\x1b[1;36m";
    case Style::kFrame:
      return "\x1b[1;34m";
  }
  return "";
}

Style StyleOf(Severity severity) {
  switch (severity) {
    case Severity::kNote:
      return Style::kNote;
    case Severity::kWarning:
      return Style::kWarning;
    case Severity::kError:
      return Style::kError;
  }
  return Style::kBold;
}

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
    Write(fmt::format("{}[{}]", rule::ToString(finding.severity), finding.rule), style);
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

  void AddSummary(const rule::Report& report) {
    size_t counts[3] = {0, 0, 0};
    for (const LocatedFinding& finding : report.findings) {
      ++counts[static_cast<size_t>(finding.severity)];
    }
    std::vector<std::string> parts;
    for (const Severity severity : {Severity::kError, Severity::kWarning, Severity::kNote}) {
      const size_t count = counts[static_cast<size_t>(severity)];
      if (count == 0) continue;
      parts.push_back(
          fmt::format("{} {}{}", count, rule::ToString(severity), count > 1 ? "s" : ""));
    }
    const uint64_t files = report.stats.files;
    if (files == 0) {
      text_ += "nothing was checked\n";
      return;
    }
    text_ += parts.empty() ? "no findings" : fmt::format("{}", fmt::join(parts, ", "));
    text_ += fmt::format(" in {} file{}", files, files == 1 ? "" : "s");
    if (report.stats.suppressed > 0)
      text_ += fmt::format(", {} suppressed", report.stats.suppressed);
    if (report.config.has_value()) text_ += fmt::format(" ({})", DescribeConfig(*report.config));
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
    text_ += " " + base::EscapeForDisplay(heading.path);
    if (heading.line > 0) text_ += fmt::format(":{}:{}", heading.line, heading.column);
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

  void Write(const std::string& text, Style style) {
    if (options_.color == Color::kNever) {
      text_ += text;
      return;
    }
    text_ += CodeOf(style);
    text_ += text;
    text_ += "\x1b[0m";
  }

  void EndLine() { text_ += '\n'; }

  const TextOptions options_;
  size_t gutter_ = 1;
  std::string text_;
};

}  // namespace

std::string RenderText(const rule::Report& report, const TextOptions& options) {
  TextRenderer renderer(options);
  for (const LocatedFinding& finding : report.findings) renderer.Add(finding);
  renderer.AddSummary(report);
  return renderer.Take();
}

std::string RenderNotificationsText(const rule::Report& report, const TextOptions& options) {
  TextRenderer renderer(options);
  for (const rule::Notification& notification : report.notifications) {
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

std::string DescribeConfig(const rule::ConfigUse& config) {
  std::string text = "config " + base::EscapeForDisplay(config.path);
  const size_t off = config.rules_off.size();
  if (off > 0) text += fmt::format(": {} rule{} off", off, off == 1 ? "" : "s");
  return text;
}

}  // namespace irsalint::render
