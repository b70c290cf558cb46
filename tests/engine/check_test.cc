#include "analyzer/engine/check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <stdexcept>

namespace irsalint::engine {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const graph::IdentityGraph& GraphOfTwoWorkloads() {
  static const graph::IdentityGraph graph = [] {
    graph::GraphData data;
    data.workloads.resize(2);
    data.trust_policies.resize(1);
    data.claims.resize(3);
    return graph::IdentityGraph(std::move(data));
  }();
  return graph;
}

syntax::Place PlaceOfPair(uint32_t pair) {
  syntax::Place place;
  place.document.source = source::SourceId{0};
  place.route = {{.kind = syntax::Step::Kind::kPair, .index = pair, .key = "k"}};
  return place;
}

void ReportOnce(const rule::RuleContext&, rule::FindingSink& sink) {
  sink.Report(PlaceOfPair(0), "graph");
}
void ReportWorkload(const rule::RuleContext&, graph::WorkloadId id, rule::FindingSink& sink) {
  sink.Report(PlaceOfPair(id.value), "workload");
}
void ReportPolicy(const rule::RuleContext&, graph::PolicyId id, rule::FindingSink& sink) {
  sink.Report(PlaceOfPair(id.value), "policy");
}
void ReportClaim(const rule::RuleContext&, graph::ClaimId id, rule::FindingSink& sink) {
  sink.Report(PlaceOfPair(id.value), "claim");
}
void ReportThenThrow(const rule::RuleContext&, rule::FindingSink& sink) {
  sink.Report(PlaceOfPair(0), "lost");
  throw std::runtime_error("index out of range");
}
void ThrowNumber(const rule::RuleContext&, rule::FindingSink&) { throw 7; }

constexpr rule::RuleMeta MetaOf(std::string_view id) {
  return {.id = id, .group = "g", .summary = "s", .severity = rule::Severity::kError};
}

constexpr rule::Rule kGraphRule = {.meta = MetaOf("graph-rule"), .check = &ReportOnce};
constexpr rule::Rule kWorkloadRule = {.meta = MetaOf("workload-rule"), .check = &ReportWorkload};
constexpr rule::Rule kPolicyRule = {.meta = MetaOf("policy-rule"), .check = &ReportPolicy};
constexpr rule::Rule kClaimRule = {.meta = MetaOf("claim-rule"), .check = &ReportClaim};
constexpr rule::Rule kThrowing = {.meta = MetaOf("throwing"), .check = &ReportThenThrow};
constexpr rule::Rule kThrowingNumber = {.meta = MetaOf("throwing-number"), .check = &ThrowNumber};

size_t FindingsOf(const rule::Rule& rule) {
  const std::array<const rule::Rule*, 1> rules = {&rule};
  return Check(GraphOfTwoWorkloads(), rules).findings.size();
}

TEST(Check, ARuleIsGivenItsOwnParameters) {
  const rule::Rule rule = {.meta = MetaOf("with-limit"),
                           .check = [](const rule::RuleContext& context, rule::FindingSink& sink) {
                             sink.Report(PlaceOfPair(0),
                                         std::to_string(context.parameters.Number("limit", 7)));
                           }};
  const auto limit_of = [&rule](const RuleParameters& parameters) {
    const std::array<const rule::Rule*, 1> rules = {&rule};
    return Check(GraphOfTwoWorkloads(), rules, rule::Persona::kAuditor, {}, parameters)
        .findings[0]
        .message;
  };
  rule::ParameterValues values;
  values.Add("limit", "12");
  EXPECT_EQ(limit_of({}), "7");
  EXPECT_EQ(limit_of({{"with-limit", values}}), "12");
  EXPECT_EQ(limit_of({{"graph-rule", values}}), "7");
}

TEST(Check, CallsEachShapeOnceForEachNode) {
  EXPECT_EQ(FindingsOf(kGraphRule), 1U);
  EXPECT_EQ(FindingsOf(kWorkloadRule), 2U);
  EXPECT_EQ(FindingsOf(kPolicyRule), 1U);
  EXPECT_EQ(FindingsOf(kClaimRule), 3U);
}

TEST(Check, FindingsCarryTheirRulesMetadata) {
  const std::array<const rule::Rule*, 1> rules = {&kGraphRule};
  const Checked checked = Check(GraphOfTwoWorkloads(), rules);
  ASSERT_THAT(checked.findings, SizeIs(1));
  EXPECT_EQ(checked.findings[0].rule, "graph-rule");
  EXPECT_EQ(checked.findings[0].severity, rule::Severity::kError);
}

TEST(Check, ARuleThatThrowsIsAFaultAndTheOthersRun) {
  const std::array<const rule::Rule*, 3> rules = {&kThrowing, &kThrowingNumber, &kGraphRule};
  const Checked checked = Check(GraphOfTwoWorkloads(), rules);
  EXPECT_THAT(checked.faults,
              ElementsAre(rule::RuleFault{.rule = "throwing", .message = "index out of range"},
                          rule::RuleFault{.rule = "throwing-number",
                                          .message = "an exception of unknown type"}));
  ASSERT_THAT(checked.findings, SizeIs(1));
  EXPECT_EQ(checked.findings[0].message, "graph");
}

TEST(Check, SaysTheSameForEveryNumberOfThreads) {
  const std::array<const rule::Rule*, 6> rules = {&kThrowing,  &kWorkloadRule,   &kGraphRule,
                                                  &kClaimRule, &kThrowingNumber, &kPolicyRule};
  const Checked alone = Check(GraphOfTwoWorkloads(), rules);
  ASSERT_THAT(alone.findings, SizeIs(7));
  ASSERT_THAT(alone.faults, SizeIs(2));
  for (const size_t threads : {2U, 3U, 16U}) {
    const Checked checked =
        Check(GraphOfTwoWorkloads(), rules, rule::Persona::kAuditor, {}, {}, threads);
    EXPECT_EQ(checked.findings, alone.findings);
    EXPECT_EQ(checked.completed, alone.completed);
    EXPECT_EQ(checked.faults, alone.faults);
    EXPECT_EQ(checked.hidden, alone.hidden);
  }
}

TEST(Check, StopsBetweenRules) {
  std::stop_source source;
  source.request_stop();
  const std::array<const rule::Rule*, 1> rules = {&kGraphRule};
  EXPECT_THAT(
      Check(GraphOfTwoWorkloads(), rules, rule::Persona::kAuditor, source.get_token()).findings,
      IsEmpty());
}

}  // namespace
}  // namespace irsalint::engine
