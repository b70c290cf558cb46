#include "analyzer/engine/run.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "analyzer/engine/apply_config.h"
#include "analyzer/engine/check.h"
#include "analyzer/engine/locate.h"
#include "analyzer/engine/notices.h"
#include "analyzer/engine/suppress.h"

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

// The configuration of the run, an empty one where there is none.
struct ConfigInRun {
  Config config;
  source::SourceId source = {};  // invalid where there is none
};

ConfigInRun ConfigOf(const RunOptions& options, source::SourceTable& sources) {
  if (!options.config.has_value()) return {};
  return {.config = *options.config, .source = sources.Intern(options.config->path)};
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

// The gravest first, then as they stand in the files.
void SortForShowing(std::vector<rule::LocatedFinding>& findings) {
  std::ranges::stable_sort(
      findings, [](const rule::LocatedFinding& left, const rule::LocatedFinding& right) {
        if (left.severity != right.severity) return left.severity > right.severity;
        return std::tie(left.primary.path, left.primary.line, left.primary.column, left.rule) <
               std::tie(right.primary.path, right.primary.line, right.primary.column, right.rule);
      });
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

// Drops findings for a later persona, unless `keep` holds; returns how many.
template <typename Predicate>
size_t DropHidden(std::vector<rule::Finding>& findings, rule::Persona persona, Predicate keep) {
  return std::erase_if(findings, [persona, &keep](const rule::Finding& finding) {
    return finding.persona > persona && !keep(finding);
  });
}

// Puts each finding where it belongs: shown, suppressed, or only counted. `located` are those of
// `findings`, in the same order. Returns those that are shown.
std::vector<const rule::Finding*> Distribute(const std::vector<rule::Finding>& findings,
                                             std::vector<rule::LocatedFinding> located,
                                             rule::Persona persona, Suppressions& suppressions,
                                             rule::Report& report) {
  std::vector<const rule::Finding*> shown;
  for (size_t i = 0; i < findings.size(); ++i) {
    const facts::Suppression* suppression = suppressions.Match(findings[i], located[i]);
    const bool hidden = findings[i].persona > persona;
    if (hidden && suppression == nullptr) {
      ++report.stats.hidden_by_persona;
    } else if (suppression != nullptr && !hidden) {
      report.suppressed.push_back(
          {.finding = std::move(located[i]), .reason = suppression->reason});
    } else if (!hidden) {
      report.findings.push_back(std::move(located[i]));
      shown.push_back(&findings[i]);
    }
  }
  report.stats.suppressed = report.suppressed.size();
  return shown;
}

}  // namespace

RunResult Run(const base::FileSystem& files, std::span<const rule::Rule* const> rules,
              const RunOptions& options, std::stop_token stop) {
  RunResult result;
  rule::Report& report = result.report;
  PhaseClock clock(options.clock);
  const std::string working_directory = files.RealPath(".").value_or(std::string("/"));

  load::LoadPlan plan =
      load::PlanUnits(files, options.paths, options.plan, options.stdin_text, stop);
  const ConfigInRun config = ConfigOf(options, plan.sources);
  clock.End("walk");

  ExtractSettings extract = options.extract;
  extract.options.measure_time = clock.IsRunning();
  const Extraction extraction = Extract(files, plan, extract, stop);
  if (clock.IsRunning()) {
    clock.Add("read", extraction.stats.read_ns);
    clock.Add("sniff", extraction.stats.sniff_ns);
    clock.Add("parse", extraction.stats.parse_ns);
    clock.Add("extract", extraction.stats.extract_ns);
    clock.Skip();
  }

  std::vector<const facts::Facts*> units;
  for (const facts::Facts& unit : extraction.units) units.push_back(&unit);
  const graph::IdentityGraph graph =
      graph::Link(units, WithConfig(options.link, config.config, config.source));
  clock.End("link");

  rule::ConfigUse use;
  const std::vector<const rule::Rule*> rules_on = RulesThatAreOn(rules, config.config, use);
  Checked checked = Check(graph, rules_on, stop);
  SetSeverities(rules_on, config.config, checked.findings);
  Suppressions suppressions(extraction.units,
                            {.catalogue = options.catalogue.empty() ? rules : options.catalogue,
                             .completed = checked.completed,
                             .today = options.today});
  // A hidden finding is located only to see whether a suppression is about it.
  report.stats.hidden_by_persona =
      DropHidden(checked.findings, options.persona, [&suppressions](const rule::Finding& finding) {
        return suppressions.AreIn(finding.primary.place.document.source);
      });
  clock.End("check");

  const std::map<source::SourceId, LocatableFile> known = KnownFiles(plan, extraction.units, config);
  const LocateInput locate = {.files = files,
                              .sources = plan.sources,
                              .known = known,
                              .stdin_text = plan.stdin_text,
                              .working_directory = working_directory};
  Located located = Locate(checked.findings, {}, locate, stop);
  const std::vector<const rule::Finding*> shown = Distribute(
      checked.findings, std::move(located.findings), options.persona, suppressions, report);

  Checked judged = CheckSuppressions(graph, rules_on, suppressions.judged(), stop);
  SetSeverities(rules_on, config.config, judged.findings);
  report.stats.hidden_by_persona +=
      DropHidden(judged.findings, options.persona, [](const rule::Finding&) { return false; });
  const std::vector<Notice> parse_errors = ParseErrors(extraction.units);
  Located last = Locate(judged.findings, NotReported(parse_errors, shown), locate, stop);
  std::ranges::move(last.findings, std::back_inserter(report.findings));
  SortForShowing(report.findings);
  clock.End("locate");

  if (options.config.has_value()) {
    use.path = DisplayPath(options.config->path, working_directory);
    report.config = std::move(use);
  }
  report.notifications = NotRead(plan, extraction.failed, working_directory);
  // A file that changed is met each time it is read.
  std::erase_if(last.notifications, [&located](const rule::Notification& notification) {
    return std::ranges::find(located.notifications, notification) != located.notifications.end();
  });
  std::ranges::move(last.notifications, std::back_inserter(report.notifications));
  std::ranges::move(located.notifications, std::back_inserter(report.notifications));
  std::ranges::move(NotFollowed(extraction.units, shown), std::back_inserter(report.notifications));
  std::ranges::move(judged.faults, std::back_inserter(checked.faults));
  for (const rule::RuleFault& fault : checked.faults) {
    report.notifications.push_back(FaultNotification(fault));
  }
  report.faults = std::move(checked.faults);
  AddCounts(extraction.stats, report.stats);
  report.stats.units = extraction.units.size();
  report.stats.phases = clock.Take();
  result.health = HealthOf(plan, extraction.failed, parse_errors);
  return result;
}

}  // namespace irsalint::engine
