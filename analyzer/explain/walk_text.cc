#include "analyzer/explain/walk_text.h"

#include <fmt/format.h>

#include "analyzer/base/utf8.h"
#include "analyzer/explain/decision.h"

namespace irsalint::explain {
namespace {

std::string_view SignOf(Mark mark) {
  switch (mark) {
    case Mark::kFault:
      return "!";
    case Mark::kUnknown:
      return "?";
    default:
      return " ";
  }
}

class WalkPrinter {
 public:
  WalkPrinter(const WalkReport& report, const PlaceLines& lines, const Painter& paint)
      : report_(report), lines_(lines), paint_(paint) {}

  std::string Print() && {
    text_ += Heading(report_.workload);
    AddPlace(report_.place);
    text_ += '\n';
    for (const std::string& assumption : report_.assumptions) {
      AddLine({.text = "assuming: " + assumption, .mark = Mark::kUnknown});
    }
    for (size_t i = 0; i < report_.steps.size(); ++i) AddStep(i + 1, report_.steps[i]);
    text_ += '\n' + Heading("Result") + '\n';
    for (const WalkLine& line : report_.result) AddLine(line);
    if (!report_.missing.empty()) {
      text_ += "   what is open would be settled by:\n";
      for (const std::string& input : report_.missing) {
        text_ += fmt::format("     {}\n", base::EscapeForDisplay(input));
      }
    }
    return std::move(text_);
  }

 private:
  std::string Painted(std::string_view text, Mark mark) const {
    switch (mark) {
      case Mark::kGood:
        return paint_(text, WalkStyle::kGood);
      case Mark::kFault:
        return paint_(text, WalkStyle::kFault);
      case Mark::kUnknown:
        return paint_(text, WalkStyle::kUnknown);
      case Mark::kPlain:
        return std::string(text);
    }
    return std::string(text);
  }

  std::string Heading(std::string_view text) const {
    return paint_(base::EscapeForDisplay(text), WalkStyle::kHeading);
  }

  void AddPlace(const syntax::Place& place) {
    const std::string at = place.IsValid() ? lines_.At(place) : "";
    if (!at.empty()) text_ += "  " + paint_(at, WalkStyle::kPlace);
  }

  void AddLine(const WalkLine& line) {
    text_ += fmt::format(" {} ", Painted(SignOf(line.mark), line.mark));
    text_ += Painted(base::EscapeForDisplay(line.text), line.mark);
    AddPlace(line.place);
    text_ += '\n';
  }

  void AddStep(size_t number, const WalkStep& step) {
    text_ += fmt::format("\n{}. {}\n", number, Heading(step.title));
    for (const WalkLine& line : step.lines) AddLine(line);
    if (step.decision == nullptr) return;
    AddIndented(
        DecisionText(*step.policy, *step.decision, {.lines = lines_, .issuer = step.issuer}));
  }

  void AddIndented(std::string_view block) {
    while (!block.empty()) {
      const size_t end = block.find('\n');
      const std::string_view line = block.substr(0, end);
      text_ += line.empty() ? "\n" : fmt::format("     {}\n", line);
      block.remove_prefix(end == block.npos ? block.size() : end + 1);
    }
  }

  const WalkReport& report_;
  const PlaceLines& lines_;
  const Painter& paint_;
  std::string text_;
};

}  // namespace

std::string WalkText(const WalkReport& report, const PlaceLines& lines, const Painter& paint) {
  return WalkPrinter(report, lines, paint).Print();
}

}  // namespace irsalint::explain
