#include "analyzer/render/junit.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "analyzer/base/utf8.h"
#include "analyzer/render/display.h"
#include "analyzer/render/full_message.h"

namespace irsalint::render {
namespace {

// The findings of one rule in one file, in the order of the report.
struct TestCase {
  std::vector<const rule::LocatedFinding*> findings;
  std::vector<const rule::SuppressedFinding*> suppressed;
};

// By rule and path.
using TestCases = std::map<std::pair<std::string_view, std::string_view>, TestCase>;

TestCases CasesOf(const rule::Report& report) {
  TestCases cases;
  for (const rule::LocatedFinding& finding : report.findings) {
    cases[{finding.rule, finding.primary.path}].findings.push_back(&finding);
  }
  for (const rule::SuppressedFinding& suppressed : report.suppressed) {
    const rule::LocatedFinding& finding = suppressed.finding;
    cases[{finding.rule, finding.primary.path}].suppressed.push_back(&suppressed);
  }
  return cases;
}

std::string_view ReasonOf(const rule::SuppressedFinding& suppressed) {
  if (suppressed.silencer == rule::Silencer::kBaseline) return "in the baseline";
  if (suppressed.silencer == rule::Silencer::kRevision) return "was there before";
  return suppressed.reason.empty() ? "suppressed" : std::string_view(suppressed.reason);
}

std::string Listed(std::span<const rule::LocatedFinding* const> findings) {
  std::string text;
  for (const rule::LocatedFinding* finding : findings) {
    text += fmt::format("{}: {}: {}\n", PathAndLine(finding->primary),
                        rule::ToString(finding->severity), FullMessage(*finding));
  }
  return XmlText(text);
}

class Suite {
 public:
  explicit Suite(const JunitInput& input) : input_(input) {}

  std::string Write() {
    const TestCases cases = CasesOf(input_.report);
    for (const auto& [key, of_case] : cases) Add(key.first, key.second, of_case);
    for (const rule::RuleMeta* meta : input_.rules) AddPassed(meta->id, cases);
    return fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<testsuites tests=\"{0}\" failures=\"{1}\" skipped=\"{2}\">\n"
        "  <testsuite name=\"irsalint\" tests=\"{0}\" failures=\"{1}\" skipped=\"{2}\" "
        "errors=\"0\">\n{3}  </testsuite>\n</testsuites>\n",
        tests_, failures_, skipped_, text_);
  }

 private:
  void Add(std::string_view rule, std::string_view path, const TestCase& of_case) {
    ++tests_;
    const uint32_t line = of_case.findings.empty()
                              ? of_case.suppressed.front()->finding.primary.line
                              : of_case.findings.front()->primary.line;
    text_ += fmt::format("    <testcase classname=\"{}\" name=\"{}\" file=\"{}\"", XmlText(rule),
                         XmlText(path), XmlText(path));
    if (line > 0) text_ += fmt::format(" line=\"{}\"", line);
    text_ += ">\n";
    if (of_case.findings.empty()) {
      AddSkipped(*of_case.suppressed.front());
    } else if (Fails(of_case)) {
      AddFailure(of_case);
    } else {
      text_ += fmt::format("      <system-out>{}</system-out>\n", Listed(of_case.findings));
    }
    text_ += "    </testcase>\n";
  }

  bool Fails(const TestCase& of_case) const {
    return input_.fail_on.has_value() &&
           std::ranges::any_of(of_case.findings, [this](const rule::LocatedFinding* finding) {
             return finding->severity >= *input_.fail_on;
           });
  }

  void AddFailure(const TestCase& of_case) {
    ++failures_;
    const rule::LocatedFinding& worst = *of_case.findings.front();
    text_ += fmt::format("      <failure message=\"{}\" type=\"{}\">{}</failure>\n",
                         XmlText(worst.message), rule::ToString(worst.severity),
                         Listed(of_case.findings));
  }

  void AddSkipped(const rule::SuppressedFinding& suppressed) {
    ++skipped_;
    text_ += fmt::format("      <skipped message=\"{}\"/>\n", XmlText(ReasonOf(suppressed)));
  }

  // For a rule that found nothing and was not turned off.
  void AddPassed(std::string_view rule, const TestCases& cases) {
    const auto first = cases.lower_bound({rule, std::string_view()});
    if (first != cases.end() && first->first.first == rule) return;
    const auto& config = input_.report.config;
    if (config.has_value() &&
        std::ranges::find(config->rules_off, rule) != config->rules_off.end()) {
      return;
    }
    ++tests_;
    text_ += fmt::format("    <testcase classname=\"{}\" name=\"no findings\"/>\n", XmlText(rule));
  }

  const JunitInput& input_;
  std::string text_;
  size_t tests_ = 0;
  size_t failures_ = 0;
  size_t skipped_ = 0;
};

}  // namespace

std::string XmlText(std::string_view text) {
  std::string result;
  const std::string shown = EscapeLines(text);
  for (size_t offset = 0; offset < shown.size();) {
    const size_t begin = offset;
    const char32_t character = base::DecodeUtf8(shown, &offset);
    switch (character) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      case '\n':
        result += "&#10;";
        break;
      case '\t':
        result += "&#9;";
        break;
      case '#':
        result += "&#35;";
        break;
      case 0xFFFE:
      case 0xFFFF:
        result += "\xEF\xBF\xBD";
        break;
      default:
        result += shown.substr(begin, offset - begin);
    }
  }
  return result;
}

std::string RenderJunit(const JunitInput& input) { return Suite(input).Write(); }

}  // namespace irsalint::render
