#include "analyzer/engine/check.h"

#include <algorithm>
#include <exception>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "analyzer/engine/merge.h"
#include "analyzer/engine/parallel.h"

namespace irsalint::engine {
namespace {

// Calls a check in the way of its shape.
class CheckCaller {
 public:
  CheckCaller(const rule::RuleContext& context,
              std::span<const rule::JudgedSuppression> suppressions, rule::FindingSink& sink)
      : context_(context), suppressions_(suppressions), sink_(sink) {}

  void operator()(rule::CheckGraph check) const { check(context_, sink_); }
  void operator()(rule::CheckWorkload check) const {
    ForEach<graph::WorkloadId>(check, context_.graph.workloads().size());
  }
  void operator()(rule::CheckTrustPolicy check) const {
    ForEach<graph::PolicyId>(check, context_.graph.trust_policies().size());
  }
  void operator()(rule::CheckClaim check) const {
    ForEach<graph::ClaimId>(check, context_.graph.claims().size());
  }
  void operator()(rule::CheckAccount check) const {
    ForEach<graph::AccountId>(check, context_.graph.accounts().size());
  }
  void operator()(rule::CheckRole check) const {
    ForEach<graph::RoleId>(check, context_.graph.roles().size());
  }
  void operator()(rule::CheckOidcProvider check) const {
    ForEach<graph::ProviderId>(check, context_.graph.oidc_providers().size());
  }
  void operator()(rule::CheckSuppression check) const {
    for (const rule::JudgedSuppression& suppression : suppressions_) {
      check(context_, suppression, sink_);
    }
  }

 private:
  template <typename Id, typename Function>
  void ForEach(Function check, size_t count) const {
    for (size_t i = 0; i < count; ++i) check(context_, Id{static_cast<uint32_t>(i)}, sink_);
  }

  const rule::RuleContext& context_;
  std::span<const rule::JudgedSuppression> suppressions_;
  rule::FindingSink& sink_;
};

// What all rules of one pass are given.
struct Pass {
  rule::Persona shown = rule::Persona::kAuditor;
  std::span<const rule::JudgedSuppression> suppressions = {};
  const RuleParameters& parameters;
  size_t threads = 1;
};

// What came of one rule.
struct RuleRun {
  bool completed = false;
  std::vector<rule::Finding> findings;
  size_t hidden = 0;
  std::optional<std::string> fault;  // what it threw
};

RuleRun RunRule(const graph::IdentityGraph& graph, const rule::Rule& rule, const Pass& pass) {
  const rule::ParameterValues none;
  rule::FindingSink sink(rule.meta, pass.shown);
  const auto set = pass.parameters.find(rule.meta.id);
  const rule::RuleContext context = {
      .graph = graph,
      .meta = rule.meta,
      .parameters = set == pass.parameters.end() ? none : set->second};
  RuleRun run;
  try {
    std::visit(CheckCaller(context, pass.suppressions, sink), rule.check);
  } catch (const std::exception& fault) {
    run.fault = fault.what();
    return run;
  } catch (...) {
    run.fault = "an exception of unknown type";
    return run;
  }
  run.completed = true;
  run.hidden = sink.hidden();
  run.findings = sink.Take();
  return run;
}

Checked RunRules(const graph::IdentityGraph& graph, const std::vector<const rule::Rule*>& rules,
                 const Pass& pass, const std::stop_token& stop) {
  std::vector<RuleRun> runs(rules.size());
  // The last groups look at every container: what takes longest begins first.
  ForEachIndex(rules.size(), pass.threads, stop, [&](size_t index) {
    const size_t i = rules.size() - 1 - index;
    runs[i] = RunRule(graph, *rules[i], pass);
  });
  Checked checked;
  for (size_t i = 0; i < rules.size(); ++i) {
    RuleRun& run = runs[i];
    if (run.fault.has_value()) {
      checked.faults.push_back(
          {.rule = std::string(rules[i]->meta.id), .message = *std::move(run.fault)});
    }
    if (!run.completed) continue;
    checked.completed.push_back(rules[i]);
    checked.hidden += run.hidden;
    std::ranges::move(run.findings, std::back_inserter(checked.findings));
  }
  checked.findings = MergeFindings(std::move(checked.findings));
  return checked;
}

}  // namespace

bool JudgesSuppressions(const rule::Rule& rule) {
  return std::holds_alternative<rule::CheckSuppression>(rule.check);
}

Checked Check(const graph::IdentityGraph& graph, std::span<const rule::Rule* const> rules,
              rule::Persona shown, std::stop_token stop, const RuleParameters& parameters,
              size_t threads) {
  std::vector<const rule::Rule*> others(rules.begin(), rules.end());
  std::erase_if(others, [](const rule::Rule* rule) { return JudgesSuppressions(*rule); });
  return RunRules(graph, others, {.shown = shown, .parameters = parameters, .threads = threads},
                  stop);
}

Checked CheckSuppressions(const graph::IdentityGraph& graph,
                          std::span<const rule::Rule* const> rules,
                          std::span<const rule::JudgedSuppression> suppressions,
                          std::stop_token stop) {
  std::vector<const rule::Rule*> judges(rules.begin(), rules.end());
  std::erase_if(judges, [](const rule::Rule* rule) { return !JudgesSuppressions(*rule); });
  const RuleParameters none;
  return RunRules(graph, judges, {.suppressions = suppressions, .parameters = none}, stop);
}

}  // namespace irsalint::engine
