#include "analyzer/engine/config_problems.h"

#include <fmt/format.h>

#include <algorithm>

#include "analyzer/base/utf8.h"
#include "analyzer/syntax/locate.h"

namespace irsalint::engine {

std::string Quoted(std::string_view text) {
  constexpr size_t kMaxShown = 80;
  if (text.size() <= kMaxShown) return fmt::format("\"{}\"", base::EscapeForDisplay(text));
  size_t end = 0;
  while (end < kMaxShown) (void)base::DecodeUtf8(text, &end);
  return fmt::format("\"{}...\"", base::EscapeForDisplay(text.substr(0, end)));
}

std::string Describe(const syntax::Node& node) {
  switch (node.kind) {
    case syntax::NodeKind::kNull:
      return "nothing";
    case syntax::NodeKind::kList:
      return "a list";
    case syntax::NodeKind::kMap:
      return "a map";
    case syntax::NodeKind::kBool:
      return std::string(node.text);
    case syntax::NodeKind::kNumber:
    case syntax::NodeKind::kString:
      return Quoted(node.text);
  }
  return "";
}

void ConfigProblems::Add(const syntax::Node& node, std::string message) {
  if (places_.size() == kMaxConfigProblems) return;
  places_.emplace_back(syntax::PlaceOf(node), std::move(message));
}

void ConfigProblems::AddAt(uint32_t offset, std::string message) {
  AddSpan({.source = kConfigSource, .begin = offset, .end = offset}, std::move(message));
}

void ConfigProblems::AddSpan(source::Span span, std::string message) {
  const source::LineColumn begin = lines_.At(span.begin);
  const source::LineColumn end = lines_.At(span.end);
  problems_.push_back({.message = std::move(message),
                       .line = begin.line,
                       .column = begin.column,
                       .end_line = end.line,
                       .end_column = end.column});
}

std::vector<ConfigProblem> ConfigProblems::Take() {
  syntax::Locator locator(kConfigSource, text_, syntax::Syntax::kYaml);
  for (auto& [place, message] : places_) AddSpan(locator.Locate(place), std::move(message));
  places_.clear();
  std::ranges::stable_sort(problems_, [](const ConfigProblem& left, const ConfigProblem& right) {
    return std::pair(left.line, left.column) < std::pair(right.line, right.column);
  });
  return std::move(problems_);
}

}  // namespace irsalint::engine
