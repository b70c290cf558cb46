#include "analyzer/engine/run.h"

#include <fmt/format.h>

#include <map>
#include <string>
#include <utility>

#include "analyzer/engine/apply_config.h"
#include "analyzer/engine/finding_stage.h"
#include "analyzer/engine/locate.h"
#include "analyzer/engine/notices.h"

namespace irsalint::engine {
namespace {

// Measures one phase after the other, if there is a clock.
class PhaseClock {
 public:
  explicit PhaseClock(const std::function<uint64_t()>& clock) : clock_(clock) {
    if (clock_) last_ = clock_();
  }

  bool IsRunning() const { return static_cast<bool>(clock_); }

  // The time since the last call belongs to `phase`.
  void End(std::string_view phase) {
    if (!clock_) return;
    const uint64_t now = clock_();
    Add(phase, now - last_);
    last_ = now;
  }

  // The time since the last call is told by other figures.
  void Skip() {
    if (clock_) last_ = clock_();
  }

  void Add(std::string_view phase, uint64_t nanoseconds) {
    constexpr double kNanosecondsPerSecond = 1e9;
    phases_.push_back(
        {.phase = phase, .seconds = static_cast<double>(nanoseconds) / kNanosecondsPerSecond});
  }

  std::vector<rule::PhaseTime> Take() { return std::move(phases_); }

 private:
  const std::function<uint64_t()>& clock_;
  uint64_t last_ = 0;
  std::vector<rule::PhaseTime> phases_;
};

// Tells whoever wants to know how far the run is.
class ProgressTeller {
 public:
  explicit ProgressTeller(const ProgressCallback& callback) : callback_(callback) {}

  void Begin(Phase phase, size_t total = 0) const {
    if (callback_) callback_({.phase = phase, .total = total});
  }

  std::function<void(size_t)> OfWalk() const {
    if (!callback_) return {};
    return [this](size_t found) { callback_({.phase = Phase::kWalk, .done = found}); };
  }

  std::function<void(size_t, size_t)> OfRead() const {
    if (!callback_) return {};
    return [this](size_t done, size_t total) {
      callback_({.phase = Phase::kRead, .done = done, .total = total});
    };
  }

 private:
  const ProgressCallback& callback_;
};

// The configuration of the run, an empty one where there is none.
struct ConfigInRun {
  Config config;
  source::SourceId source = {};  // invalid where there is none
};

ConfigInRun ConfigOf(const RunOptions& options, source::SourceTable& sources) {
  if (!options.config.has_value()) return {};
  ConfigInRun config = {.config = *options.config, .source = sources.Intern(options.config->path)};
  if (options.suppression_use == rule::SuppressionUse::kOff) config.config.ignore.clear();
  return config;
}

std::map<source::SourceId, LocatableFile> KnownFiles(const load::LoadPlan& plan,
                                                     std::span<const facts::Facts> units,
                                                     const ConfigInRun& config) {
  std::map<source::SourceId, load::FileForm> forms;
  for (const load::PlannedFile& file : plan.files) forms.emplace(file.source, file.form);
  std::map<source::SourceId, LocatableFile> known;
  for (const facts::Facts& unit : units) {
    for (const facts::FileRecord& file : unit.files) {
      const auto form = forms.find(file.source);
      known.emplace(file.source, LocatableFile{.form = form == forms.end() ? load::FileForm::kYaml
                                                                           : form->second,
                                               .sha256 = file.sha256});
    }
  }
  for (const load::PlannedKustomization& kustomization : plan.kustomizations) {
    known.emplace(kustomization.source,
                  LocatableFile{.form = load::FileForm::kYaml, .sha256 = kustomization.sha256});
  }
  if (config.source.IsValid()) {
    known.emplace(config.source,
                  LocatableFile{.form = load::FileForm::kYaml, .sha256 = config.config.sha256});
  }
  return known;
}

void AddCounts(const load::FileStats& from, rule::Stats& to) {
  to.files = from.files;
  to.bytes = from.bytes;
  to.documents = from.documents;
  to.documents_parsed = from.parsed;
  to.documents_skipped = from.skipped;
  to.templates = from.templates;
}

rule::Notification FaultNotification(const rule::RuleFault& fault) {
  return {.level = rule::Severity::kError,
          .message = fmt::format("internal error in rule {}: {}", fault.rule, fault.message),
          .path = {}};
}

}  // namespace

RunResult Run(const base::FileSystem& files, std::span<const rule::Rule* const> rules,
              const RunOptions& options, std::stop_token stop) {
  RunResult result;
  rule::Report& report = result.report;
  PhaseClock clock(options.clock);
  const std::string working_directory = files.RealPath(".").value_or(std::string("/"));

  const ProgressTeller progress(options.progress);
  progress.Begin(Phase::kWalk);
  load::PlanOptions plan_options = options.plan;
  plan_options.walk.progress = progress.OfWalk();
  load::LoadPlan plan =
      load::PlanUnits(files, options.paths, plan_options, options.stdin_text, stop);
  const ConfigInRun config = ConfigOf(options, plan.sources);
  clock.End("walk");

  progress.Begin(Phase::kRead, plan.files.size());
  ExtractSettings extract = options.extract;
  extract.progress = progress.OfRead();
  extract.options.measure_time = clock.IsRunning();
  const Extraction extraction = Extract(files, plan, extract, stop);
  if (clock.IsRunning()) {
    clock.Add("read", extraction.stats.read_ns);
    clock.Add("sniff", extraction.stats.sniff_ns);
    clock.Add("parse", extraction.stats.parse_ns);
    clock.Add("extract", extraction.stats.extract_ns);
    clock.Skip();
  }

  progress.Begin(Phase::kLink);
  std::vector<const facts::Facts*> units;
  for (const facts::Facts& unit : extraction.units) units.push_back(&unit);
  graph::LinkOptions link = WithConfig(options.link, config.config, config.source);
  link.has_unread_code = plan.terraform_files > 0;
  const graph::IdentityGraph graph = graph::Link(units, link);
  clock.End("link");

  progress.Begin(Phase::kCheck);
  result.unread = PathsNotRead(plan, extraction.failed, extraction.units, working_directory);
  rule::ConfigUse use;
  const std::vector<const rule::Rule*> rules_on = RulesThatAreOn(rules, config.config, use);
  const FindingTerms terms = {
      .rules = rules_on,
      .catalogue = options.catalogue.empty() ? rules : options.catalogue,
      .config = config.config,
      .config_source = config.source,
      .linted = {.roots = options.paths,
                 .unread = result.unread,
                 .working_directory = working_directory},
      .suppression_use = options.suppression_use,
      .persona = options.persona,
      .today = options.today,
  };
  FindingStage findings(graph, extraction.units, terms, stop);
  findings.Check();
  clock.End("check");

  progress.Begin(Phase::kLocate);
  report.suppression_use = options.suppression_use;
  report.notifications = NotRead(plan, extraction.failed, working_directory);
  result.files = KnownFiles(plan, extraction.units, config);
  findings.Locate({.files = files,
                   .sources = plan.sources,
                   .known = result.files,
                   .stdin_text = plan.stdin_text,
                   .working_directory = working_directory},
                  report);
  clock.End("locate");

  if (options.config.has_value()) {
    use.path = DisplayPath(options.config->path, working_directory);
    report.config = std::move(use);
  }
  for (const rule::RuleFault& fault : report.faults) {
    report.notifications.push_back(FaultNotification(fault));
  }
  report.skipped = CountSkipped(plan, extraction.failed, extraction.units);
  AddCounts(extraction.stats, report.stats);
  report.stats.units = extraction.units.size();
  report.stats.phases = clock.Take();
  result.health = HealthOf(plan, extraction.failed, ParseErrors(extraction.units));
  result.sources = std::move(plan.sources);
  return result;
}

}  // namespace irsalint::engine
