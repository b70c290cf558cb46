#include "analyzer/explain/decision.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <utility>

#include "analyzer/base/utf8.h"
#include "analyzer/explain/decision_value.h"
#include "analyzer/explain/json_text.h"

namespace irsalint::explain {
namespace {

using Json = nlohmann::ordered_json;
using base::Truth;

std::string_view NameOf(iam::Effect effect) {
  switch (effect) {
    case iam::Effect::kAllow:
      return "Allow";
    case iam::Effect::kDeny:
      return "Deny";
    case iam::Effect::kInvalid:
      return "invalid";
  }
  return "";
}

std::string_view NameOf(iam::Clause::Kind kind) {
  switch (kind) {
    case iam::Clause::Kind::kPrincipal:
      return "principal";
    case iam::Clause::Kind::kAction:
      return "action";
    case iam::Clause::Kind::kCondition:
      return "condition";
  }
  return "";
}

std::string_view AppliesWords(Truth applies) {
  switch (applies) {
    case Truth::kNo:
      return "does not apply";
    case Truth::kMaybe:
      return "may apply";
    case Truth::kYes:
      return "applies";
  }
  return "";
}

bool Applies(const iam::Decision& decision, iam::Effect effect) {
  return std::ranges::any_of(
      decision.statements, [effect](const iam::StatementDecision& statement) {
        return statement.effect == effect && statement.applies == Truth::kYes;
      });
}

// One sentence: why the outcome is what it is.
std::string Because(const iam::Decision& decision) {
  switch (decision.outcome) {
    case iam::Outcome::kAllow:
      return "an Allow statement applies and no Deny statement does";
    case iam::Outcome::kDeny:
      return Applies(decision, iam::Effect::kDeny) ? "a Deny statement applies"
                                                   : "no Allow statement applies";
    case iam::Outcome::kReject:
      return "IAM refuses to store this document: " + decision.reason;
    case iam::Outcome::kUnknown:
      return "it depends on something that is not known";
  }
  return "";
}

const iam::Statement* StatementOf(const iam::PolicyDocument& policy, size_t index) {
  return index < policy.statements.size() ? &policy.statements[index] : nullptr;
}

const iam::Condition* ConditionOf(const iam::Statement* statement, const iam::Clause& clause) {
  if (statement == nullptr || clause.kind != iam::Clause::Kind::kCondition) return nullptr;
  return clause.condition < statement->conditions.size() ? &statement->conditions[clause.condition]
                                                         : nullptr;
}

// Where a clause stands: the value of a condition that holds or comes nearest, else its element.
syntax::Place PlaceOf(const iam::Statement* statement, const iam::Clause& clause) {
  if (statement == nullptr) return {};
  switch (clause.kind) {
    case iam::Clause::Kind::kPrincipal:
      return statement->principals.size() == 1 ? statement->principals.front().value.place
                                               : statement->principal_place;
    case iam::Clause::Kind::kAction:
      return statement->action_place;
    case iam::Clause::Kind::kCondition:
      break;
  }
  const iam::Condition* condition = ConditionOf(statement, clause);
  if (condition == nullptr) return {};
  const bool names_value = clause.nearest.has_value() && *clause.nearest < condition->values.size();
  return names_value ? condition->values[*clause.nearest].place : condition->key.place;
}

// With ISSUER for the issuer's text. One that is short may stand in other words, and stays.
std::string Abbreviated(std::string text, const std::string& issuer) {
  constexpr size_t kShort = 16;
  constexpr std::string_view kStandIn = "ISSUER";
  if (issuer.size() < kShort) return text;
  for (size_t at = text.find(issuer); at != std::string::npos;
       at = text.find(issuer, at + kStandIn.size())) {
    text.replace(at, issuer.size(), kStandIn);
  }
  return text;
}

ClauseLine LineOf(const iam::Statement* statement, const iam::Clause& clause,
                  const std::string& issuer) {
  std::string element(NameOf(clause.kind));
  if (const iam::Condition* condition = ConditionOf(statement, clause); condition != nullptr) {
    element += fmt::format(" {} {}", condition->operator_name.text.Written(),
                           condition->key.text.Written());
  }
  return {.text = Abbreviated(element + ": " + clause.reason, issuer),
          .holds = clause.holds,
          .place = PlaceOf(statement, clause)};
}

std::string ClauseText(const ClauseLine& clause, const PlaceLines& lines) {
  std::string text = fmt::format("  {:<5} {}\n", base::ToString(clause.holds),
                                 base::EscapeForDisplay(clause.text));
  const std::string line = lines.At(clause.place);
  if (!line.empty()) text += fmt::format("        at {}\n", line);
  return text;
}

// Of a denial by several statements, the one that is meant to admit the request.
std::string Nearest(const iam::Decision& decision) {
  const std::optional<iam::Denial> denial = iam::CauseOf(decision);
  const bool helps =
      denial.has_value() && denial->clause.has_value() && decision.statements.size() > 1;
  if (!helps) return "";
  return fmt::format("\nnearest to admitting it: statement {}\n", denial->statement + 1);
}

}  // namespace

std::string DecisionText(const iam::PolicyDocument& policy, const iam::Decision& decision) {
  const PlaceLines none;
  return DecisionText(policy, decision, {.lines = none});
}

std::string DecisionText(const iam::PolicyDocument& policy, const iam::Decision& decision,
                         const DecisionContext& context) {
  std::string text = fmt::format("{}: {}\n", iam::ToString(decision.outcome),
                                 base::EscapeForDisplay(Because(decision)));
  for (size_t i = 0; i < decision.statements.size(); ++i) {
    const iam::StatementDecision& decided = decision.statements[i];
    const iam::Statement* statement = StatementOf(policy, i);
    std::string sid;
    if (statement != nullptr && statement->sid.HasValue()) {
      sid = fmt::format(" \"{}\"", base::EscapeForDisplay(*statement->sid));
    }
    text += fmt::format("\nstatement {}{}, {}: {}\n", i + 1, sid, NameOf(decided.effect),
                        AppliesWords(decided.applies));
    for (const ClauseLine& clause : ClausesOf(policy, decision, i, context.issuer)) {
      text += ClauseText(clause, context.lines);
    }
  }
  return text + Nearest(decision);
}

std::vector<ClauseLine> ClausesOf(const iam::PolicyDocument& policy, const iam::Decision& decision,
                                  size_t statement, const std::string& issuer) {
  std::vector<ClauseLine> lines;
  for (const iam::Clause& clause : decision.statements[statement].clauses) {
    lines.push_back(LineOf(StatementOf(policy, statement), clause, issuer));
  }
  return lines;
}

std::vector<syntax::Place> PlacesOfDecision(const iam::PolicyDocument& policy,
                                            const iam::Decision& decision) {
  std::vector<syntax::Place> places;
  for (size_t i = 0; i < decision.statements.size(); ++i) {
    for (const iam::Clause& clause : decision.statements[i].clauses) {
      places.push_back(PlaceOf(StatementOf(policy, i), clause));
    }
  }
  return places;
}

syntax::Place PlaceOfDenial(const iam::PolicyDocument& policy, const iam::Decision& decision) {
  const std::optional<iam::Denial> denial = iam::CauseOf(decision);
  if (!denial.has_value()) return {};
  const iam::Statement* statement = StatementOf(policy, denial->statement);
  if (!denial->clause.has_value()) return statement == nullptr ? policy.place : statement->place;
  return PlaceOf(statement, decision.statements[denial->statement].clauses[*denial->clause]);
}

Json DecisionValue(const iam::PolicyDocument& policy, const iam::Decision& decision,
                   const PlaceLines& lines) {
  Json statements = Json::array();
  for (size_t i = 0; i < decision.statements.size(); ++i) {
    const iam::StatementDecision& decided = decision.statements[i];
    const iam::Statement* statement = StatementOf(policy, i);
    Json clauses = Json::array();
    for (const iam::Clause& clause : decided.clauses) {
      Json item;
      item["element"] = NameOf(clause.kind);
      if (const iam::Condition* condition = ConditionOf(statement, clause); condition != nullptr) {
        item["operator"] = condition->operator_name.text.Written();
        item["key"] = condition->key.text.Written();
      }
      item["holds"] = base::ToString(clause.holds);
      item["reason"] = clause.reason;
      AddPlace(lines, PlaceOf(statement, clause), item);
      clauses.push_back(std::move(item));
    }
    Json item;
    if (statement != nullptr && statement->sid.HasValue()) item["sid"] = *statement->sid;
    item["effect"] = NameOf(decided.effect);
    item["applies"] = base::ToString(decided.applies);
    item["clauses"] = std::move(clauses);
    statements.push_back(std::move(item));
  }
  Json json;
  json["decision"] = iam::ToString(decision.outcome);
  if (decision.outcome == iam::Outcome::kReject) json["reason"] = decision.reason;
  json["statements"] = std::move(statements);
  return json;
}

std::string DecisionJson(const iam::PolicyDocument& policy, const iam::Decision& decision) {
  return ToText(DecisionValue(policy, decision, {}));
}

}  // namespace irsalint::explain
