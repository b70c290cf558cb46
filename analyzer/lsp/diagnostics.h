#pragma once

#include <map>
#include <string>
#include <vector>

#include "analyzer/lsp/client.h"
#include "analyzer/lsp/documents.h"
#include "analyzer/lsp/json.h"
#include "analyzer/lsp/workspace.h"
#include "analyzer/rule/report.h"

namespace irsalint::lsp {

// What is shown in one file.
struct FileFindings {
  const Folder* folder = nullptr;
  std::vector<const rule::LocatedFinding*> findings;
  std::vector<const engine::ConfigProblem*> problems;  // of a configuration
};

// The files in which anything is shown, by their paths: each finding where its primary place is, in
// the innermost folder that holds that file. What a file that cannot be parsed said before is not
// shown in that file, since it stands nowhere now.
[[nodiscard]] std::map<std::string, FileFindings> FindingsByFile(const Workspace& workspace);

// The list `diagnostics` of one file.
[[nodiscard]] Json DiagnosticsOf(const FileFindings& file, const Client& client,
                                 const Documents& documents);

// Where a place of a file stands for the client.
[[nodiscard]] Range RangeIn(const rule::LocatedPlace& place, const OpenDocument* document,
                            const Client& client);

// `{"uri":…,"range":…}`.
[[nodiscard]] Json LocationOf(const rule::LocatedPlace& place, const Folder& folder,
                              const Client& client, const Documents& documents);

}  // namespace irsalint::lsp
