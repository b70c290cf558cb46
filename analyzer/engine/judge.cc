#include "analyzer/engine/judge.h"

#include <fmt/format.h>

#include <utility>

#include "analyzer/engine/apply_config.h"
#include "analyzer/engine/finding_stage.h"
#include "analyzer/engine/locate.h"
#include "analyzer/engine/notices.h"

namespace irsalint::engine {
namespace {

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

Judgement Judge(const base::FileSystem& files, const LinkedInput& input,
                std::span<const rule::Rule* const> rules, const RunOptions& options,
                PhaseClock& clock, std::stop_token stop) {
  Judgement judgement;
  rule::Report& report = judgement.report;
  const load::LoadPlan& plan = input.plan;
  const Extraction& extraction = input.extraction;
  const std::string& working_directory = input.working_directory;

  if (options.progress) options.progress({.phase = Phase::kCheck});
  judgement.unread = PathsNotRead(plan, extraction.failed, extraction.units, working_directory);
  rule::ConfigUse use;
  const std::vector<const rule::Rule*> rules_on = RulesThatAreOn(rules, input.config, use);
  const FindingTerms terms = {
      .rules = rules_on,
      .catalogue = options.catalogue.empty() ? rules : options.catalogue,
      .config = input.config,
      .config_source = input.config_source,
      .linted = {.roots = options.paths,
                 .unread = judgement.unread,
                 .working_directory = working_directory},
      .suppression_use = options.suppression_use,
      .persona = options.persona,
      .today = options.today,
      .threads = options.extract.threads,
  };
  FindingStage findings(*input.graph, extraction.units, terms, stop);
  findings.Check();
  clock.End("check");

  if (options.progress) options.progress({.phase = Phase::kLocate});
  report.suppression_use = options.suppression_use;
  report.notifications = NotRead(plan, extraction.failed, working_directory);
  findings.Locate(input.ForLocating(files), report);
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
  judgement.health = HealthOf(plan, extraction.failed, ParseErrors(extraction.units));
  return judgement;
}

}  // namespace irsalint::engine
