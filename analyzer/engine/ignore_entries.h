#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/pattern.h"
#include "analyzer/engine/config.h"
#include "analyzer/engine/suppression_terms.h"
#include "analyzer/graph/cluster_paths.h"
#include "analyzer/graph/role_of_place.h"
#include "analyzer/rule/finding.h"
#include "analyzer/rule/judged_suppression.h"
#include "analyzer/rule/report.h"
#include "analyzer/source/source_id.h"

namespace irsalint::engine {

// What was linted, as far as entries of the configuration depend on it. Paths are those that are
// shown: relative to the working directory.
struct LintedFiles {
  std::span<const std::string> roots;  // the paths that the run was given
  std::vector<std::string> unread;     // files and folders of which nothing or a part was read
  std::string_view working_directory;
};

// The entries of `ignore` of the configuration, matched with findings (docs/suppressions.md).
class IgnoreEntries {
 public:
  // Places of the configuration are those of the file `source`.
  IgnoreEntries(const Config& config, source::SourceId source, const LintedFiles& linted,
                const graph::IdentityGraph& graph, const SuppressionTerms& terms);

  // Whether an entry may be about a finding, which need not be located yet.
  bool MayCover(const rule::Finding& finding) const;

  // The entry that silences a finding, null for none. Every entry that fits the finding counts it
  // as its own, an expired one too.
  const rule::JudgedSuppression* Match(const rule::Finding& finding,
                                       const rule::LocatedFinding& located);

  // In the order of the configuration.
  std::span<const rule::JudgedSuppression> judged() const { return judged_; }

 private:
  // What an entry says of the finding's place and subject.
  class Scope {
   public:
    explicit Scope(const IgnoreEntry& entry);

    bool FitsPath(std::string_view path) const;  // relative to the configuration's folder
    bool FitsSubject(const rule::Subject& subject, std::string_view role_arn) const;
    // The folder that holds all files that fit.
    const std::string& folder() const { return folder_; }

   private:
    graph::FolderGlob path_;
    std::string folder_;
    std::vector<base::Pattern> resource_;  // kind, namespace and name; or an ARN; or nothing
  };

  bool WasRead(const Scope& scope, const LintedFiles& linted) const;
  std::string FromFolder(std::string_view shown_path) const;

  std::string folder_;  // of the configuration
  std::string working_directory_;
  graph::RoleOfPlace roles_;
  std::vector<Scope> scopes_;
  std::vector<rule::JudgedSuppression> judged_;  // one for each of `scopes_`
};

}  // namespace irsalint::engine
