#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/date.h"
#include "analyzer/base/file_system.h"
#include "analyzer/base/working_directory_file_system.h"
#include "analyzer/engine/baseline.h"
#include "analyzer/engine/config.h"
#include "analyzer/engine/live_input.h"
#include "analyzer/engine/progress.h"
#include "analyzer/engine/run.h"
#include "analyzer/graph/mention_links.h"
#include "analyzer/graph/pod_walk.h"
#include "analyzer/rule/rule.h"
#include "analyzer/source/source_id.h"
#include "analyzer/syntax/document.h"

namespace irsalint::lsp {

// By what folders are analysed.
struct AnalysisTerms {
  std::span<const rule::Rule* const> catalogue;
  std::optional<base::Date> today;
  size_t threads = 1;
  rule::Persona persona = rule::Persona::kRegular;
};

// A folder that is analysed by itself, as `irsalint check` in it does: with its configuration and
// its baseline. Paths that come in and go out are absolute.
class Folder {
 public:
  // `files` must outlive it. `paths` are what is read, relative to `root`.
  Folder(const base::FileSystem& files, std::string root, std::vector<std::string> paths);

  [[nodiscard]] const std::string& root() const { return root_; }

  // Reads everything, the configuration included.
  void Read(const AnalysisTerms& terms, const engine::ProgressCallback& progress,
            std::stop_token stop);

  // Reads again what may have changed. `edited` are the files that somebody is writing.
  void Refresh(std::span<const std::string> changed, const std::set<std::string>& edited,
               std::stop_token stop);

  // Whether Read has come to its end.
  [[nodiscard]] bool IsReady() const { return judgement_.has_value(); }

  // The following only when it is ready.
  [[nodiscard]] const rule::Report& report() const { return judgement_->report; }
  [[nodiscard]] const engine::LinkedInput& linked() const { return live_->linked(); }
  [[nodiscard]] engine::LocateInput ForLocating() const;
  [[nodiscard]] const graph::IdentityGraph& graph() const { return *linked().graph; }
  // What names what, and what becomes of pods; made when they are asked for first after a change.
  [[nodiscard]] const graph::MentionLinks& links() const;
  [[nodiscard]] const graph::PodWalks& walks() const;

  // The file among those that anything was found out about; not valid for any other.
  [[nodiscard]] source::SourceId SourceOf(std::string_view path) const;
  [[nodiscard]] syntax::Syntax SyntaxOf(source::SourceId source, std::string_view text) const;

  // What is wrong with the configuration; then an earlier one is in force, or none.
  [[nodiscard]] const std::vector<engine::ConfigProblem>& config_problems() const {
    return config_problems_;
  }
  [[nodiscard]] const std::string& config_path() const { return config_path_; }  // "" for none
  [[nodiscard]] const std::string& config_text() const { return config_text_; }

  // The path of what is shown as `path`. A twin (engine::LiveInput) has that of its original.
  [[nodiscard]] std::string Absolute(std::string_view path) const;
  // As the analysis calls it.
  [[nodiscard]] std::string Relative(std::string_view path) const;

 private:
  void ForgetAnswers();
  void ReadConfig();
  void ReadBaseline();
  void Judge(std::stop_token stop);
  bool SetsUpAnalysis(const std::string& path) const;
  bool MentionsAny(const std::set<std::string>& paths) const;

  std::string root_;
  std::vector<std::string> paths_;
  base::WorkingDirectoryFileSystem files_;
  AnalysisTerms terms_;
  std::string config_path_;
  std::string config_text_;
  std::optional<engine::Config> config_;
  std::vector<engine::ConfigProblem> config_problems_;
  std::optional<engine::Baseline> baseline_;
  std::string baseline_path_;  // "" for none
  engine::RunOptions options_;
  std::unique_ptr<engine::LiveInput> live_;
  mutable std::unique_ptr<const graph::MentionLinks> links_;
  mutable std::unique_ptr<const graph::PodWalks> walks_;
  std::optional<engine::Judgement> judgement_;  // nothing while Read has not come to its end
};

}  // namespace irsalint::lsp
