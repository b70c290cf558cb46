#include "analyzer/lsp/code_actions.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/engine/check.h"
#include "analyzer/engine/choose_fix.h"
#include "analyzer/engine/finding_details.h"
#include "analyzer/lsp/diagnostics.h"
#include "analyzer/lsp/suppress_here.h"
#include "analyzer/lsp/uri.h"

namespace irsalint::lsp {
namespace {

bool EditsMeet(const rule::Replacement& a, const rule::Replacement& b) {
  return a.place.path == b.place.path && a.place.span.begin <= b.place.span.end &&
         b.place.span.begin <= a.place.span.end;
}

class Actions {
 public:
  Actions(const Session& session, const CodeActionParams& params, const OpenDocument& document,
          const FileFindings& file)
      : session_(session), params_(params), document_(document), file_(file) {}

  Json All() {
    if (Wants(kQuickFix)) AddQuickFixes();
    if (Wants(kFixAll)) AddFixAll();
    return std::move(actions_);
  }

 private:
  // A kind is asked for by itself or by what it begins with: `source` means `source.fixAll` too.
  bool Wants(std::string_view kind) const {
    if (!params_.only.has_value()) return kind == kQuickFix;
    return std::ranges::any_of(*params_.only, [kind](const std::string& only) {
      return kind == only || (kind.starts_with(only) && kind[only.size()] == '.');
    });
  }

  void AddQuickFixes() {
    const std::vector<const rule::LocatedFinding*> here = FindingsInRange();
    const std::vector<rule::FindingDetails> details =
        engine::DetailsOf(here, file_.folder->ForLocating());
    for (size_t i = 0; i < here.size(); ++i) {
      const bool both_sides = HasBothSides(details[i]);
      for (const rule::LocatedFix& fix : details[i].fixes) AddFix(*here[i], fix, both_sides);
    }
    for (const rule::LocatedFinding* finding : here) AddSuppression(*finding);
  }

  std::vector<const rule::LocatedFinding*> FindingsInRange() const {
    std::vector<const rule::LocatedFinding*> here;
    for (const rule::LocatedFinding* finding : file_.findings) {
      const Range range = RangeIn(finding->primary, &document_, session_.client);
      if (Touch(range, params_.range)) here.push_back(finding);
    }
    return here;
  }

  static bool HasBothSides(const rule::FindingDetails& details) {
    return std::ranges::any_of(details.fixes, [&details](const rule::LocatedFix& fix) {
      return fix.side != details.fixes.front().side;
    });
  }

  void AddFix(const rule::LocatedFinding& finding, const rule::LocatedFix& fix, bool both_sides) {
    if (fix.applicability == rule::Applicability::kDisplayOnly) return;
    std::string title = fix.title;
    if (both_sides) {
      title +=
          fix.side == rule::FixSide::kPolicy ? " (changes the policy)" : " (changes the manifest)";
    }
    Json action = {{"title", title},
                   {"kind", kQuickFix},
                   {"diagnostics", Json::array({DiagnosticOf(finding)})},
                   {"edit", EditOf(fix.replacements)}};
    if (session_.client.knows_preferred_actions && !both_sides) {
      action["isPreferred"] = fix.applicability == rule::Applicability::kSafe;
    }
    actions_.push_back(std::move(action));
  }

  Json DiagnosticOf(const rule::LocatedFinding& finding) const {
    FileFindings one = {.folder = file_.folder, .findings = {&finding}, .problems = {}};
    return DiagnosticsOf(one, session_.client, session_.documents).at(0);
  }

  void AddSuppression(const rule::LocatedFinding& finding) {
    const source::SourceId source = finding.primary.span.source;
    const bool has_comments =
        source.IsValid() && file_.folder->SyntaxOf(source, document_.text) == syntax::Syntax::kYaml;
    if (!has_comments || !CanBeSuppressed(finding.rule)) return;
    const std::optional<source::TextEdit> edit =
        SuppressHere(document_.text, finding.primary.span.begin, finding.rule);
    if (!edit.has_value()) return;
    const Positions positions(document_.text, session_.client.encoding);
    Json edits = Json::array(
        {{{"range", positions.Of(edit->span.begin, edit->span.end)}, {"newText", edit->text}}});
    actions_.push_back({{"title", fmt::format("Suppress {} here", finding.rule)},
                        {"kind", kQuickFix},
                        {"diagnostics", Json::array({DiagnosticOf(finding)})},
                        {"edit", WorkspaceEdit({{document_.path, std::move(edits)}})}});
  }

  bool CanBeSuppressed(const std::string& id) const {
    return std::ranges::none_of(session_.catalogue, [&id](const rule::Rule* rule) {
      return rule->meta.id == id && engine::JudgesSuppressions(*rule);
    });
  }

  // Of fixes that meet the first is made; what is left is found again by the next analysis.
  void AddFixAll() {
    std::vector<const rule::LocatedFinding*> findings = file_.findings;
    std::vector<rule::Replacement> chosen;
    const std::vector<rule::FindingDetails> details =
        engine::DetailsOf(findings, file_.folder->ForLocating());
    for (size_t i = 0; i < findings.size(); ++i) {
      const rule::LocatedFix* const fix = SafeFix(*findings[i], details[i]);
      if (fix == nullptr || MeetsAny(*fix, chosen)) continue;
      chosen.insert(chosen.end(), fix->replacements.begin(), fix->replacements.end());
    }
    if (chosen.empty()) return;
    actions_.push_back({{"title", "Make all safe fixes of irsalint"},
                        {"kind", kFixAll},
                        {"edit", EditOf(chosen)}});
  }

  // What `irsalint --fix` would choose.
  static const rule::LocatedFix* SafeFix(const rule::LocatedFinding& finding,
                                         const rule::FindingDetails& details) {
    const engine::FixChoice choice = engine::ChooseFix(finding, {});
    if (choice.fix == nullptr) return nullptr;
    const auto found = std::ranges::find_if(details.fixes, [&](const rule::LocatedFix& fix) {
      return fix.title == choice.fix->title && fix.side == choice.fix->side;
    });
    return found == details.fixes.end() ? nullptr : &*found;
  }

  static bool MeetsAny(const rule::LocatedFix& fix, const std::vector<rule::Replacement>& chosen) {
    return std::ranges::any_of(fix.replacements, [&chosen](const rule::Replacement& one) {
      return std::ranges::any_of(
          chosen, [&one](const rule::Replacement& other) { return EditsMeet(one, other); });
    });
  }

  Json EditOf(const std::vector<rule::Replacement>& replacements) const {
    std::map<std::string, Json> edits;
    for (const rule::Replacement& replacement : replacements) {
      const std::string path = file_.folder->Absolute(replacement.place.path);
      Json& of_file = edits.try_emplace(path, Json::array()).first->second;
      of_file.push_back(
          {{"range", RangeIn(replacement.place, session_.documents.Find(path), session_.client)},
           {"newText", replacement.text}});
    }
    return WorkspaceEdit(std::move(edits));
  }

  // With the versions that the edits are for, where the client compares them.
  Json WorkspaceEdit(std::map<std::string, Json> edits) const {
    if (!session_.client.versions_edits) {
      Json changes = Json::object();
      for (auto& [path, list] : edits) {
        changes[session_.documents.UriOf(path)] = std::move(list);
      }
      return {{"changes", std::move(changes)}};
    }
    Json changes = Json::array();
    for (auto& [path, list] : edits) {
      const OpenDocument* const document = session_.documents.Find(path);
      const Json version = document == nullptr ? Json() : Json(document->version);
      changes.push_back(
          {{"textDocument", {{"uri", session_.documents.UriOf(path)}, {"version", version}}},
           {"edits", std::move(list)}});
    }
    return {{"documentChanges", std::move(changes)}};
  }

  const Session& session_;
  const CodeActionParams& params_;
  const OpenDocument& document_;
  const FileFindings& file_;
  Json actions_ = Json::array();
};

}  // namespace

Json CodeActions(const Session& session, const CodeActionParams& params) {
  const std::optional<std::string> path = PathOfUri(params.uri);
  if (!path.has_value() || !session.client.knows_code_actions) return Json::array();
  const OpenDocument* const document = session.documents.Find(*path);
  const std::map<std::string, FileFindings> files = FindingsByFile(session.workspace);
  const auto file = files.find(*path);
  if (document == nullptr || file == files.end()) return Json::array();
  return Actions(session, params, *document, file->second).All();
}

}  // namespace irsalint::lsp
