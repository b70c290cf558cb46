#include "analyzer/render/style.h"

#include <fmt/format.h>

namespace irsalint::render {
namespace {

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

}  // namespace

Style StyleOf(rule::Severity severity) {
  switch (severity) {
    case rule::Severity::kNote:
      return Style::kNote;
    case rule::Severity::kWarning:
      return Style::kWarning;
    case rule::Severity::kError:
      return Style::kError;
  }
  return Style::kBold;
}

std::string Paint(std::string_view text, Style style, Color color) {
  if (color == Color::kNever) return std::string(text);
  return fmt::format("{}{}\x1b[0m", CodeOf(style), text);
}

}  // namespace irsalint::render
