#include "analyzer/lsp/diagnostics.h"

#include <memory>

#include "analyzer/engine/live_input.h"
#include "analyzer/lsp/rule_pages.h"

namespace irsalint::lsp {
namespace {

constexpr std::string_view kSource = "irsalint";

int SeverityOf(rule::Severity severity) {
  constexpr int kError = 1;
  constexpr int kWarning = 2;
  constexpr int kInformation = 3;
  switch (severity) {
    case rule::Severity::kError:
      return kError;
    case rule::Severity::kWarning:
      return kWarning;
    case rule::Severity::kNote:
      return kInformation;
  }
  return kInformation;
}

// What the terminal shows below a finding, without the places, which have a list of their own.
std::string MessageOf(const rule::LocatedFinding& finding) {
  std::string message = finding.message;
  for (const std::string& note : finding.notes) message += "\nnote: " + note;
  for (const std::string& help : finding.helps) message += "\nhelp: " + help;
  return message;
}

Json DiagnosticOf(const rule::LocatedFinding& finding, const FileFindings& file,
                  const Client& client, const Documents& documents) {
  const OpenDocument* const document = documents.Find(file.folder->Absolute(finding.primary.path));
  Json diagnostic = {{"range", RangeIn(finding.primary, document, client)},
                     {"severity", SeverityOf(finding.severity)},
                     {"code", finding.rule},
                     {"source", kSource},
                     {"message", MessageOf(finding)},
                     {"data", {{"fingerprint", finding.fingerprint}}}};
  if (client.opens_documentation) diagnostic["codeDescription"] = {{"href", PageOf(finding.rule)}};
  if (!client.shows_related_places || finding.related.empty()) return diagnostic;
  Json related = Json::array();
  for (const rule::LocatedPlace& place : finding.related) {
    related.push_back({{"location", LocationOf(place, *file.folder, client, documents)},
                       {"message", place.message}});
  }
  diagnostic["relatedInformation"] = std::move(related);
  return diagnostic;
}

Json DiagnosticOf(const engine::ConfigProblem& problem, const Folder& folder,
                  const Client& client) {
  const Positions positions(folder.config_text(), client.encoding);
  return {{"range", Range{.start = positions.OfCharacter(problem.line, problem.column),
                          .end = positions.OfCharacter(problem.end_line, problem.end_column)}},
          {"severity", SeverityOf(rule::Severity::kError)},
          {"source", kSource},
          {"message", problem.message + "\nnote: the configuration is not in force"}};
}

}  // namespace

std::map<std::string, FileFindings> FindingsByFile(const Workspace& workspace) {
  std::map<std::string, FileFindings> files;
  for (const std::unique_ptr<Folder>& folder : workspace.folders()) {
    if (!folder->IsReady()) continue;
    for (const rule::LocatedFinding& finding : folder->report().findings) {
      const std::string& shown = finding.primary.path;
      if (engine::LiveInput::Original(shown) != shown) continue;
      const std::string path = folder->Absolute(shown);
      const Folder* const innermost = workspace.FolderOf(path);
      if (innermost != nullptr && innermost != folder.get()) continue;
      FileFindings& file = files[path];
      file.folder = folder.get();
      file.findings.push_back(&finding);
    }
    for (const engine::ConfigProblem& problem : folder->config_problems()) {
      FileFindings& file = files[folder->config_path()];
      if (file.folder != nullptr && file.folder != folder.get()) continue;
      file.folder = folder.get();
      file.problems.push_back(&problem);
    }
  }
  return files;
}

Json DiagnosticsOf(const FileFindings& file, const Client& client, const Documents& documents) {
  Json diagnostics = Json::array();
  for (const engine::ConfigProblem* problem : file.problems) {
    diagnostics.push_back(DiagnosticOf(*problem, *file.folder, client));
  }
  for (const rule::LocatedFinding* finding : file.findings) {
    diagnostics.push_back(DiagnosticOf(*finding, file, client, documents));
  }
  return diagnostics;
}

Range RangeIn(const rule::LocatedPlace& place, const OpenDocument* document, const Client& client) {
  const bool keeps_mark = document != nullptr && document->text.starts_with("\xEF\xBB\xBF");
  if (!keeps_mark || !place.span.source.IsValid()) return RangeOf(place, client.encoding);
  // A client that keeps a byte-order mark counts it.
  return Positions(document->text, client.encoding).Of(place.span.begin, place.span.end);
}

Json LocationOf(const rule::LocatedPlace& place, const Folder& folder, const Client& client,
                const Documents& documents) {
  const std::string path = folder.Absolute(place.path);
  return {{"uri", documents.UriOf(path)}, {"range", RangeIn(place, documents.Find(path), client)}};
}

}  // namespace irsalint::lsp
