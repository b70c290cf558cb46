#include "analyzer/engine/baseline_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "analyzer/base/json_quote.h"
#include "analyzer/base/strings.h"
#include "analyzer/base/utf8.h"
#include "analyzer/engine/fingerprint.h"
#include "analyzer/source/line_index.h"
#include "analyzer/syntax/parse.h"

namespace irsalint::engine {
namespace {

using syntax::Node;

constexpr std::string_view kVersionKey = "version";
constexpr std::string_view kFindingsKey = "findings";
constexpr std::string_view kPathKey = "path";
constexpr std::string_view kRuleKey = "rule";
constexpr std::string_view kFingerprintKey = "fingerprint";
constexpr std::string_view kResourceKey = "resource";
constexpr std::string_view kPersonaKey = "persona";

constexpr std::array kConflictMarks = {std::string_view("<<<<<<<"), std::string_view("======="),
                                       std::string_view(">>>>>>>"), std::string_view("|||||||")};

void AppendField(std::string_view key, std::string_view value, std::string* line) {
  *line += line->back() == '{' ? "\"" : ", \"";
  *line += key;
  *line += "\": ";
  base::AppendJsonQuoted(value, line);
}

std::string LineOf(const BaselineEntry& entry) {
  std::string line = "    {";
  AppendField(kPathKey, entry.path, &line);
  AppendField(kRuleKey, entry.rule, &line);
  AppendField(kFingerprintKey, entry.fingerprint, &line);
  if (!entry.resource.empty()) AppendField(kResourceKey, entry.resource, &line);
  if (entry.persona != rule::Persona::kRegular) {
    AppendField(kPersonaKey, rule::ToString(entry.persona), &line);
  }
  return line + "},\n";
}

std::optional<rule::Persona> PersonaOfName(std::string_view name) {
  for (const rule::Persona persona :
       {rule::Persona::kRegular, rule::Persona::kPedantic, rule::Persona::kAuditor}) {
    if (rule::ToString(persona) == name) return persona;
  }
  return std::nullopt;
}

// 32 hexadecimal digits, `-2` and so on behind equal ones.
bool IsFingerprint(std::string_view text) {
  const auto parts = base::SplitOnce(text, '-');
  const std::string_view digits = parts.has_value() ? parts->before : text;
  const bool is_digest =
      digits.size() == kFingerprintDigits && std::ranges::all_of(digits, [](char c) {
        return base::IsAsciiDigit(c) || (c >= 'a' && c <= 'f');
      });
  if (!is_digest || !parts.has_value()) return is_digest;
  return !parts->after.empty() && std::ranges::all_of(parts->after, base::IsAsciiDigit);
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  base::Result<Baseline> Read() {
    if (text_.size() > kMaxBaselineBytes) {
      return base::Error{
          .code = base::ErrorCode::kLimit,
          .message = fmt::format("a baseline has at most {} MiB", kMaxBaselineBytes >> 20)};
    }
    const syntax::Parsed parsed =
        syntax::ParseJson(text_, {.begin = 0, .end = static_cast<uint32_t>(text_.size())});
    if (parsed.error.has_value()) return NotJson(*parsed.error);
    const Node* root = parsed.document->root();
    if (!root->IsMap()) {
      return Wrong(*root, "a baseline is a map with the keys \"version\" and \"findings\"");
    }
    if (std::optional<base::Error> error = CheckVersion(*root)) return *std::move(error);
    const Node* findings = syntax::Find(root, kFindingsKey);
    if (findings == nullptr) return Wrong(*root, "the baseline has no key \"findings\"");
    if (!findings->IsList()) return Wrong(*findings, "\"findings\" is not a list");
    for (const Node* item : findings->items) {
      if (item->IsNull()) continue;
      if (std::optional<base::Error> error = AddEntry(*item)) return *std::move(error);
    }
    return Baseline(std::move(entries_));
  }

 private:
  std::optional<base::Error> CheckVersion(const Node& root) const {
    const Node* version = syntax::Find(&root, kVersionKey);
    if (version == nullptr) return Wrong(root, "the baseline has no key \"version\"");
    if (version->kind == syntax::NodeKind::kNumber &&
        version->text == fmt::format("{}", kBaselineVersion)) {
      return std::nullopt;
    }
    return Wrong(*version, fmt::format("this version of a baseline is not known; this irsalint "
                                       "reads version {}",
                                       kBaselineVersion));
  }

  std::optional<base::Error> AddEntry(const Node& item) {
    if (!item.IsMap()) return Wrong(item, "an entry of \"findings\" is not a map");
    BaselineEntry entry;
    for (const auto& [key, field] :
         {std::pair(kPathKey, &entry.path), std::pair(kRuleKey, &entry.rule),
          std::pair(kFingerprintKey, &entry.fingerprint)}) {
      const Node* value = syntax::Find(&item, key);
      if (value == nullptr) return Wrong(item, fmt::format("this entry has no \"{}\"", key));
      if (!value->IsString()) return Wrong(*value, fmt::format("\"{}\" is not a string", key));
      *field = value->text;
    }
    if (!IsFingerprint(entry.fingerprint)) {
      return Wrong(item, fmt::format("\"{}\" is not a fingerprint",
                                     base::EscapeForDisplay(entry.fingerprint)));
    }
    entry.resource = syntax::StringOr(syntax::Find(&item, kResourceKey));
    const std::string_view persona =
        syntax::StringOr(syntax::Find(&item, kPersonaKey), rule::ToString(entry.persona));
    const std::optional<rule::Persona> known = PersonaOfName(persona);
    if (!known.has_value()) {
      return Wrong(item,
                   fmt::format("there is no persona \"{}\"", base::EscapeForDisplay(persona)));
    }
    entry.persona = *known;
    entries_.push_back(std::move(entry));
    return std::nullopt;
  }

  base::Error NotJson(const syntax::ParseError& error) const {
    const source::LineIndex lines(text_);
    const uint32_t line = lines.At(error.offset).line;
    const bool is_conflict = std::ranges::any_of(
        kConflictMarks, [&](std::string_view mark) { return lines.Line(line).starts_with(mark); });
    return {.code = base::ErrorCode::kConfig,
            .message = is_conflict ? "this is a merge conflict; keep the entries of both sides and "
                                     "delete its marks"
                                   : error.message,
            .line = static_cast<int>(line)};
  }

  base::Error Wrong(const Node& node, std::string message) const {
    return {.code = base::ErrorCode::kConfig,
            .message = std::move(message),
            .line = static_cast<int>(source::LineIndex(text_).At(node.start).line)};
  }

  std::string_view text_;
  std::vector<BaselineEntry> entries_;
};

}  // namespace

std::string ToText(const Baseline& baseline) {
  std::string text =
      fmt::format("{{\n  \"{}\": {},\n  \"{}\": [\n", kVersionKey, kBaselineVersion, kFindingsKey);
  for (const BaselineEntry& entry : baseline.entries()) text += LineOf(entry);
  return text + "    null\n  ]\n}\n";
}

base::Result<Baseline> ParseBaseline(std::string_view text) { return Reader(text).Read(); }

}  // namespace irsalint::engine
