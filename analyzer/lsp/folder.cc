#include "analyzer/lsp/folder.h"

#include <algorithm>
#include <utility>

#include "analyzer/base/path.h"
#include "analyzer/engine/baseline_file.h"
#include "analyzer/engine/baseline_match.h"
#include "analyzer/engine/baseline_scope.h"
#include "analyzer/engine/config_file.h"
#include "analyzer/engine/judge.h"
#include "analyzer/engine/phase_clock.h"
#include "analyzer/load/file_form.h"

namespace irsalint::lsp {

namespace path = base::path;

Folder::Folder(const base::FileSystem& files, std::string root, std::vector<std::string> paths)
    : root_(std::move(root)), paths_(std::move(paths)), files_(files, root_) {}

std::string Folder::Absolute(std::string_view shown) const {
  return path::Normalize(path::Join(root_, engine::LiveInput::Original(shown)));
}

std::string Folder::Relative(std::string_view absolute) const {
  return path::IsWithin(absolute, root_) ? path::Relative(absolute, root_) : std::string(absolute);
}

engine::LocateInput Folder::ForLocating() const {
  return live_->linked().ForLocating(live_->files());
}

const graph::MentionLinks& Folder::links() const {
  if (links_ == nullptr) links_ = std::make_unique<const graph::MentionLinks>(graph());
  return *links_;
}

const graph::PodWalks& Folder::walks() const {
  if (walks_ == nullptr) walks_ = std::make_unique<const graph::PodWalks>(graph());
  return *walks_;
}

// They keep references to the graph.
void Folder::ForgetAnswers() {
  links_.reset();
  walks_.reset();
}

source::SourceId Folder::SourceOf(std::string_view absolute) const {
  const std::string called = Relative(absolute);
  for (const auto& [source, file] : linked().files) {
    if (linked().plan.sources.Path(source) == called) return source;
  }
  return {};
}

syntax::Syntax Folder::SyntaxOf(source::SourceId source, std::string_view text) const {
  const auto known = linked().files.find(source);
  const load::FileForm form =
      known == linked().files.end() ? load::FileForm::kByContent : known->second.form;
  return load::SyntaxOf(form, text);
}

void Folder::Read(const AnalysisTerms& terms, const engine::ProgressCallback& progress,
                  std::stop_token stop) {
  terms_ = terms;
  judgement_.reset();
  ReadConfig();
  ReadBaseline();
  options_ = {};
  options_.paths = paths_;
  options_.extract.threads = terms.threads;
  options_.config = config_;
  options_.persona = terms.persona;
  options_.catalogue = terms.catalogue;
  options_.today = terms.today;
  options_.progress = progress;
  ForgetAnswers();
  live_ = std::make_unique<engine::LiveInput>(files_, options_);
  live_->Read(stop);
  options_.progress = {};
  if (stop.stop_requested()) return;
  Judge(std::move(stop));
}

void Folder::Refresh(std::span<const std::string> changed, const std::set<std::string>& edited,
                     std::stop_token stop) {
  const bool reads_all = !IsReady() || std::ranges::any_of(changed, [this](const auto& path) {
    return SetsUpAnalysis(path);
  });
  if (reads_all) Read(terms_, {}, stop);
  if (!IsReady()) return;
  std::set<std::string> edited_here;
  for (const std::string& path : edited) edited_here.insert(Relative(path));
  std::vector<std::string> paths;
  if (reads_all) paths.assign(edited_here.begin(), edited_here.end());  // to be remembered
  for (const std::string& path : changed) paths.push_back(Relative(path));
  live_->SetEdited(std::move(edited_here));
  ForgetAnswers();
  const engine::InputChange change = live_->Refresh(paths, stop);
  // Where nothing else is said, a place may still be at other bytes.
  if (change == engine::InputChange::kNone && !MentionsAny({paths.begin(), paths.end()})) return;
  Judge(std::move(stop));
}

bool Folder::SetsUpAnalysis(const std::string& path) const {
  const std::string_view name = path::Basename(path);
  return name == load::kConfigFileName || name == load::kBaselineFileName ||
         (!baseline_path_.empty() && path == Absolute(baseline_path_));
}

bool Folder::MentionsAny(const std::set<std::string>& paths) const {
  const auto is_there = [&paths](const rule::LocatedPlace& place) {
    return paths.contains(std::string(engine::LiveInput::Original(place.path)));
  };
  const auto mentions = [&is_there](const rule::LocatedFinding& finding) {
    return is_there(finding.primary) || std::ranges::any_of(finding.related, is_there);
  };
  const rule::Report& report = judgement_->report;
  return std::ranges::any_of(report.findings, mentions) ||
         std::ranges::any_of(report.suppressed, [&mentions](const rule::SuppressedFinding& other) {
           return mentions(other.finding);
         });
}

// With half a configuration nothing is done: the last whole one stays.
void Folder::ReadConfig() {
  config_problems_.clear();
  config_path_.clear();
  const base::Result<std::optional<std::string>> found = engine::FindConfig(files_);
  if (!found.has_value() || !found->has_value()) {
    config_.reset();
    return;
  }
  config_path_ = Absolute(**found);
  config_text_ = files_.Read(**found, engine::kMaxConfigBytes).value_or(std::string());
  base::Result<engine::ParsedConfig> parsed = engine::LoadConfig(files_, **found, terms_.catalogue);
  if (!parsed.has_value()) return;
  config_problems_ = std::move(parsed->problems);
  if (config_problems_.empty()) config_ = std::move(parsed->config);
}

void Folder::ReadBaseline() {
  baseline_.reset();
  baseline_path_ = config_.has_value() ? config_->baseline : "";
  if (baseline_path_.empty()) return;
  base::Result<engine::Baseline> baseline = engine::LoadBaseline(files_, baseline_path_);
  if (baseline.has_value()) baseline_ = *std::move(baseline);
}

void Folder::Judge(std::stop_token stop) {
  engine::PhaseClock clock({});
  judgement_ = engine::Judge(live_->files(), live_->linked(), terms_.catalogue, options_, clock,
                             std::move(stop));
  if (!baseline_.has_value()) return;
  const engine::BaselineScope scope =
      engine::ScopeOf(files_, terms_.catalogue, options_, *judgement_);
  engine::HideKnown(*baseline_, baseline_path_, scope, judgement_->report);
}

}  // namespace irsalint::lsp
