#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "analyzer/base/strings.h"
#include "analyzer/explain/decision.h"
#include "analyzer/explain/hover_lines.h"
#include "analyzer/explain/walk_steps.h"
#include "analyzer/graph/sts_answer.h"
#include "analyzer/rule/chain.h"

namespace irsalint::explain {
namespace {

using base::Truth;

// Of a refusal the statement that comes nearest; else the first one that says what is said.
std::optional<size_t> DecidingStatement(const iam::Decision& decision) {
  if (const std::optional<iam::Denial> denial = iam::CauseOf(decision); denial.has_value()) {
    return denial->statement < decision.statements.size() ? std::optional(denial->statement)
                                                          : std::nullopt;
  }
  const bool allows = decision.outcome == iam::Outcome::kAllow;
  const auto found =
      std::ranges::find_if(decision.statements, [allows](const iam::StatementDecision& statement) {
        return allows ? statement.effect == iam::Effect::kAllow && statement.applies == Truth::kYes
                      : statement.applies == Truth::kMaybe;
      });
  if (found == decision.statements.end()) return std::nullopt;
  return static_cast<size_t>(found - decision.statements.begin());
}

// What keeps the account from the role whatever its trust policy says.
void AddFailures(const graph::StsAnswer& answer, std::vector<WalkLine>& lines) {
  for (const graph::StsCheck& check : answer.checks) {
    if (check.step == graph::StsCheck::Step::kTrustPolicy || check.passes != Truth::kNo) continue;
    lines.push_back({.text = check.why, .mark = Mark::kFault, .place = check.place});
  }
}

}  // namespace

std::string AccountName(const syntax::Text& namespace_name, const syntax::Text& name) {
  return fmt::format("{}/{}", rule::Show(namespace_name), rule::Show(name));
}

WalkLine AdmissionLine(std::string_view account, Truth admits, const syntax::Place& policy) {
  const std::string text =
      admits == Truth::kYes ? fmt::format("the trust policy admits {}", account)
      : admits == Truth::kNo
          ? fmt::format("the trust policy refuses {}", account)
          : fmt::format("it is not known whether the trust policy admits {}", account);
  return {.text = text, .mark = MarkOf(admits), .place = policy};
}

void AddClauses(const iam::PolicyDocument& policy, const iam::Decision& decision,
                const std::string& issuer, std::vector<WalkLine>& lines) {
  if (decision.outcome == iam::Outcome::kReject) {
    lines.push_back(
        {.text = "  IAM refuses to store the policy: " + decision.reason, .mark = Mark::kFault});
  }
  const std::optional<size_t> statement = DecidingStatement(decision);
  if (!statement.has_value()) return;
  bool is_abbreviated = false;
  for (const ClauseLine& clause : ClausesOf(policy, decision, *statement, issuer)) {
    is_abbreviated = is_abbreviated || base::Contains(clause.text, "ISSUER");
    lines.push_back(
        {.text = "  " + clause.text, .mark = MarkOf(clause.holds), .place = clause.place});
  }
  if (is_abbreviated && !issuer.empty()) lines.push_back({.text = "  ISSUER is " + issuer});
}

void AddClaimVerdicts(const graph::IdentityGraph& graph, const graph::Claim& claim,
                      std::vector<WalkLine>& lines) {
  if (claim.superseded != Truth::kNo) {
    lines.push_back({.text = claim.superseded == Truth::kYes
                                 ? "an EKS Pod Identity association takes its place"
                                 : "an EKS Pod Identity association may take its place",
                     .mark = Mark::kUnknown});
  }
  const std::string account = AccountName(claim.namespace_name, claim.account_name);
  if (claim.edges.empty()) AddFailures(graph::AskSts(graph, claim, nullptr), lines);
  for (const graph::TrustEdge& edge : claim.edges) {
    const graph::StsAnswer answer = graph::AskSts(graph, claim, &edge);
    const iam::PolicyDocument& policy = graph[edge.policy].object->document;
    AddFailures(answer, lines);
    lines.push_back(AdmissionLine(account, edge.admits, policy.place));
    if (!answer.decision.has_value()) continue;
    AddClauses(policy, answer.decision->decision, answer.decision->issuer.issuer.Written(), lines);
  }
}

}  // namespace irsalint::explain
