// Reports of any text, in every format: nothing of the input becomes a control character, a command
// of a CI system, markup or a broken document. The first bytes of the input choose where pieces
// that have a meaning somewhere are put between the others.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "analyzer/base/strings.h"
#include "analyzer/base/utf8.h"
#include "analyzer/render/azure.h"
#include "analyzer/render/display.h"
#include "analyzer/render/github.h"
#include "analyzer/render/gitlab.h"
#include "analyzer/render/json.h"
#include "analyzer/render/junit.h"
#include "analyzer/render/markdown.h"
#include "analyzer/render/rdjson.h"
#include "analyzer/render/sarif.h"
#include "analyzer/render/text.h"
#include "analyzer/syntax/parse.h"

namespace irsalint::render {
namespace {

constexpr size_t kChoiceBytes = 64;

constexpr std::array<std::string_view, 24> kPieces = {
    "\n::error file=x::y",
    "\r\n::stop-commands::z",
    " \t::set-output name=a::b",
    "##[error]",
    "##[group]",
    "##vso[task.setvariable variable=a]b",
    "\x1b[31m",
    "\x9b",
    "\xe2\x80\xae",
    "|",
    "`",
    "<script>",
    "](javascript:x)",
    "&amp;",
    "\"",
    "]]>",
    "-->",
    "\\",
    "%0A::error::",
    "www.a.b",
    "\xff",
    "\xef\xbf\xbf",
    "\n\n# heading",
    "#",
};

[[noreturn]] void Fail(std::string_view what, std::string_view format, std::string_view text) {
  std::fprintf(stderr, "%s\n",
               fmt::format("{} in {}:\n{}", what, format, base::EscapeForDisplay(text)).c_str());
  std::abort();
}

// Slices of the input with pieces between them.
class Texts {
 public:
  explicit Texts(std::string_view input)
      : choices_(input.substr(0, kChoiceBytes)),
        rest_(input.substr(std::min(kChoiceBytes, input.size()))) {}

  std::string Next() {
    std::string text;
    const size_t slices = Choice() % 4;
    for (size_t i = 0; i <= slices; ++i) {
      const size_t length = std::min<size_t>(rest_.size(), Choice() % 24);
      text += rest_.substr(0, length);
      rest_.remove_prefix(length);
      text += kPieces[Choice() % kPieces.size()];
    }
    return text;
  }

  rule::LocatedPlace NextPlace() {
    rule::LocatedPlace place;
    place.path = Next();
    place.line = place.end_line = static_cast<uint32_t>(Choice() % 3);
    place.column = 1;
    place.end_column = 4;
    place.utf16 = place.utf8 = {.begin = 1, .end = 4};
    place.message = Next();
    place.part = {.link = static_cast<rule::ChainLink>(Choice() % 5), .object = 1};
    if (place.line > 0) {
      place.excerpt = rule::Excerpt{.text = Next(), .mark_begin = 1, .mark_end = 3};
    }
    return place;
  }

 private:
  size_t Choice() {
    const size_t value =
        choices_.empty() ? at_ : static_cast<unsigned char>(choices_[at_ % choices_.size()]);
    ++at_;
    return value + at_ / std::max<size_t>(choices_.size(), 1);
  }

  std::string_view choices_;
  std::string_view rest_;
  size_t at_ = 0;
};

rule::LocatedFinding FindingOf(Texts& texts) {
  rule::LocatedFinding finding;
  finding.rule = "sub-mismatch";
  finding.message = texts.Next();
  finding.severity = rule::Severity::kError;
  finding.primary = texts.NextPlace();
  finding.related = {texts.NextPlace(), texts.NextPlace()};
  finding.notes = {texts.Next()};
  finding.helps = {texts.Next()};
  finding.fingerprint = "0123456789abcdef0123456789abcdef";
  return finding;
}

// What holds for every output.
void CheckText(std::string_view format, std::string_view text) {
  if (!base::IsValidUtf8(text)) Fail("invalid UTF-8", format, text);
  std::string lines;
  for (const std::string_view line : base::SplitBy(text, '\n')) lines += line;
  if (base::EscapeForDisplay(lines) != lines) Fail("a control character", format, text);
  if (base::Contains(text, "##[")) Fail("a command of the old syntax", format, text);
}

void CheckLines(std::string_view format, std::string_view text, std::string_view own_command) {
  for (const std::string_view line : base::SplitBy(text, '\n')) {
    const std::string_view trimmed = base::TrimAscii(line);
    const bool is_own = !own_command.empty() && line.starts_with(own_command);
    if (trimmed.starts_with("::") && !trimmed.starts_with(":::") && !is_own) {
      Fail("a workflow command", format, text);
    }
    const size_t logging = line.find("##vso[", is_own ? own_command.size() : 0);
    if (logging != line.npos) Fail("a logging command", format, text);
  }
}

void CheckCount(std::string_view format, std::string_view text, size_t lines) {
  const auto found = static_cast<size_t>(std::ranges::count(text, '\n'));
  if (found != lines) Fail(fmt::format("{} lines, not {}", found, lines), format, text);
}

void CheckJson(std::string_view format, std::string_view text) {
  CheckText(format, text);
  CheckLines(format, text, "");
  const syntax::DocumentId whole = {
      .source = source::SourceId{0}, .begin = 0, .end = static_cast<uint32_t>(text.size())};
  if (syntax::ParseJson(text, whole).error.has_value()) Fail("broken JSON", format, text);
}

// `<` and `>` come from us alone, and `&` begins a reference.
void CheckXml(std::string_view text) {
  CheckText("junit", text);
  CheckLines("junit", text, "");
  constexpr std::array<std::string_view, 7> kTags = {"?xml",    "testsuite",  "testcase", "failure",
                                                     "skipped", "system-out", "/"};
  for (size_t at = text.find('<'); at != text.npos; at = text.find('<', at + 1)) {
    const std::string_view tag = text.substr(at + 1);
    if (std::ranges::none_of(kTags, [tag](auto name) { return tag.starts_with(name); })) {
      Fail("a foreign tag", "junit", text);
    }
  }
  constexpr std::array<std::string_view, 7> kReferences = {"&amp;", "&lt;", "&gt;", "&quot;",
                                                           "&#10;", "&#9;", "&#35;"};
  for (size_t at = text.find('&'); at != text.npos; at = text.find('&', at + 1)) {
    const std::string_view reference = text.substr(at);
    if (std::ranges::none_of(kReferences,
                             [reference](auto known) { return reference.starts_with(known); })) {
      Fail("a broken reference", "junit", text);
    }
  }
}

void CheckMarkdown(std::string_view text) {
  CheckText("markdown", text);
  CheckLines("markdown", text, "");
  CheckCount("markdown", text, 5);
  const std::string_view row = base::SplitBy(text, '\n')[4];
  if (std::ranges::count(row, '|') != 5) Fail("a broken row", "markdown", text);
  for (size_t at = row.find('<'); at != row.npos; at = row.find('<', at + 1)) {
    if (!row.substr(at).starts_with("<br>")) Fail("a tag", "markdown", text);
  }
  if (row.find_first_of("`*_[]\\@~") != row.npos) Fail("markup", "markdown", text);
}

}  // namespace

void Run(std::string_view input) {
  Texts texts(input);
  rule::Report report;
  report.stats.files = 1;
  report.findings.push_back(FindingOf(texts));
  const rule::FindingDetails details[] = {
      {.line_hash = "1:1",
       .fixes = {{.title = texts.Next(),
                  .applicability = rule::Applicability::kSafe,
                  .replacements = {{.place = texts.NextPlace(), .text = texts.Next()}}}}}};

  CheckJson("json", RenderJson(report));
  CheckJson("sarif", RenderSarif({.report = report, .rules = {}, .details = details}));
  CheckJson("gitlab", RenderGitlab(report));
  CheckJson("rdjson", RenderRdjson(report, details));
  CheckXml(RenderJunit({.report = report, .rules = {}}));
  CheckMarkdown(RenderMarkdown(report));

  const std::string github = RenderGithub(report);
  CheckText("github", github);
  CheckLines("github", github, "::error title=sub-mismatch,file=");
  CheckCount("github", github, 2);
  const std::string azure = RenderAzure(report);
  CheckText("azure", azure);
  CheckLines("azure", azure, "##vso[task.logissue type=error;sourcepath=");
  CheckCount("azure", azure, 2);
  const std::string text = GuardWorkflowCommands(RenderText(report, {}));
  CheckText("text", text);
  CheckLines("text", text, "");
}

}  // namespace irsalint::render

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  irsalint::render::Run({reinterpret_cast<const char*>(data), size});
  return 0;
}
