#include "analyzer/render/full_message.h"

#include <fmt/format.h>

namespace irsalint::render {

std::string PathAndLine(const rule::LocatedPlace& place) {
  return place.line == 0 ? place.path : fmt::format("{}:{}", place.path, place.line);
}

std::string FullMessage(const rule::LocatedFinding& finding) {
  std::string text = finding.message;
  for (const rule::LocatedPlace& place : finding.related) {
    text += "\n" + PathAndLine(place);
    if (!place.message.empty()) text += ": " + place.message;
  }
  for (const std::string& note : finding.notes) text += "\nnote: " + note;
  for (const std::string& help : finding.helps) text += "\nhelp: " + help;
  return text;
}

}  // namespace irsalint::render
