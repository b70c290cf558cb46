#pragma once

#include <string>

#include "analyzer/rule/report.h"

namespace irsalint::render {

// A place on one line: `mark` is underlined where it first occurs in `line`.
inline rule::LocatedPlace PlaceOn(std::string path, uint32_t number, const std::string& line,
                                  const std::string& mark, std::string message) {
  const auto begin = static_cast<uint32_t>(line.find(mark));
  rule::LocatedPlace place;
  place.path = std::move(path);
  place.line = place.end_line = number;
  place.column = begin + 1;
  place.end_column = place.column + static_cast<uint32_t>(mark.size());
  place.utf16 = place.utf8 = {.begin = place.column, .end = place.end_column};
  place.message = std::move(message);
  place.excerpt = rule::Excerpt{
      .text = line, .mark_begin = begin, .mark_end = begin + static_cast<uint32_t>(mark.size())};
  return place;
}

inline rule::LocatedFinding Mismatch() {
  rule::LocatedFinding finding;
  finding.rule = "sub-mismatch";
  finding.message = "no statement admits system:serviceaccount:default:my-sa";
  finding.severity = rule::Severity::kError;
  finding.primary = PlaceOn("iam/trust.json", 12, "          \"x:sub\": \"other\"", "\"other\"",
                            "admits only this subject");
  finding.related.push_back(
      PlaceOn("sa.yaml", 4, "  name: my-sa", "my-sa", "the ServiceAccount is called so"));
  finding.notes = {"STS: AccessDenied"};
  finding.helps = {"write \"my-sa\""};
  finding.fingerprint = "0123456789abcdef0123456789abcdef";
  return finding;
}

}  // namespace irsalint::render
