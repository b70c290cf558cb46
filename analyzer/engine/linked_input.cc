#include "analyzer/engine/linked_input.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

#include "analyzer/engine/apply_config.h"
#include "analyzer/engine/progress_teller.h"

namespace irsalint::engine {
LocateInput LinkedInput::ForLocating(const base::FileSystem& file_system) const {
  return {.files = file_system,
          .sources = plan.sources,
          .known = files,
          .stdin_text = plan.stdin_text,
          .working_directory = working_directory};
}

load::WalkedInput WalkInput(const base::FileSystem& files, const RunOptions& options,
                            std::stop_token stop) {
  const ProgressTeller progress(options.progress);
  progress.Begin(Phase::kWalk);
  load::PlanOptions plan_options = options.plan;
  plan_options.walk.progress = progress.OfWalk();
  return load::WalkPaths(files, options.paths, plan_options, options.stdin_text, std::move(stop));
}

LinkedInput PlanInput(const base::FileSystem& files, const RunOptions& options,
                      const load::WalkedInput& walked, load::PlannedFiles planned,
                      load::KustomizationFiles& kustomizations, source::SourceTable sources,
                      std::stop_token stop) {
  LinkedInput input;
  input.working_directory = files.RealPath(".").value_or(std::string("/"));
  input.plan = load::PlanWalked(files, walked, std::move(planned), kustomizations,
                                std::move(sources), std::move(stop));
  if (options.config.has_value()) {
    input.config = *options.config;
    if (options.suppression_use == rule::SuppressionUse::kOff) input.config.ignore.clear();
    input.config_source = input.plan.sources.Intern(options.config->path);
  }
  return input;
}

std::map<source::SourceId, LocatableFile> KnownFiles(const LinkedInput& input) {
  // By the numbers of the sources: of an input with many files few say anything.
  std::vector<load::FileForm> forms(input.plan.sources.size(), load::FileForm::kYaml);
  for (const load::PlannedFile& file : input.plan.files) forms[file.source.value] = file.form;
  std::map<source::SourceId, LocatableFile> known;
  for (const facts::Facts& unit : input.extraction.units) {
    for (const facts::FileRecord& file : unit.files) {
      known.emplace(file.source,
                    LocatableFile{.form = forms[file.source.value], .sha256 = file.sha256});
    }
  }
  for (const load::PlannedKustomization& kustomization : input.plan.kustomizations) {
    known.emplace(kustomization.source,
                  LocatableFile{.form = load::FileForm::kYaml, .sha256 = kustomization.sha256});
  }
  if (input.config_source.IsValid()) {
    known.emplace(input.config_source,
                  LocatableFile{.form = load::FileForm::kYaml, .sha256 = input.config.sha256});
  }
  return known;
}

void LinkUnits(const RunOptions& options, LinkedInput& input) {
  std::vector<const facts::Facts*> units;
  for (const facts::Facts& unit : input.extraction.units) units.push_back(&unit);
  graph::LinkOptions link = WithConfig(options.link, input.config, input.config_source);
  link.has_unread_code = input.plan.terraform_files > 0;
  input.graph = std::make_unique<const graph::IdentityGraph>(
      graph::Link(units, input.extraction.digests, link));
}

namespace {

// What was walked is needed no longer when it is planned.
LinkedInput WalkAndPlan(const base::FileSystem& files, const RunOptions& options,
                        const std::stop_token& stop) {
  const load::WalkedInput walked = WalkInput(files, options, stop);
  source::SourceTable sources;
  load::PlannedFiles planned = load::FilesOf(walked, sources);
  load::KustomizationFiles kustomizations(files);
  return PlanInput(files, options, walked, std::move(planned), kustomizations, std::move(sources),
                   stop);
}

}  // namespace

LinkedInput ReadAndLink(const base::FileSystem& files, const RunOptions& options, PhaseClock& clock,
                        std::stop_token stop) {
  LinkedInput input = WalkAndPlan(files, options, stop);
  clock.End("walk");

  const ProgressTeller progress(options.progress);
  progress.Begin(Phase::kRead, input.plan.files.size());
  ExtractSettings extract = options.extract;
  extract.progress = progress.OfRead();
  extract.options.measure_time = clock.IsRunning();
  input.extraction = Extract(files, input.plan, extract, stop);
  if (clock.IsRunning()) {
    const load::FileStats& stats = input.extraction.stats;
    clock.Add("read", stats.read_ns);
    clock.Add("sniff", stats.sniff_ns);
    clock.Add("parse", stats.parse_ns);
    clock.Add("extract", stats.extract_ns);
    clock.Skip();
  }

  progress.Begin(Phase::kLink);
  LinkUnits(options, input);
  input.files = KnownFiles(input);
  clock.End("link");
  return input;
}

InputProblems ProblemsOf(const base::FileSystem& files, const LinkedInput& input) {
  const std::vector<Notice> parse_errors = ParseErrors(input.extraction.units);
  InputProblems problems{
      .notifications = NotRead(input.plan, input.extraction.failed, input.working_directory),
      .health = HealthOf(input.plan, input.extraction.failed, parse_errors)};
  Located located = Locate({}, parse_errors, input.ForLocating(files));
  std::ranges::move(located.notifications, std::back_inserter(problems.notifications));
  std::ranges::move(NotFollowed(input.extraction.units, {}),
                    std::back_inserter(problems.notifications));
  return problems;
}

}  // namespace irsalint::engine
