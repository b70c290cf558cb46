#include "analyzer/explain/decision.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "analyzer/base/utf8.h"
#include "analyzer/explain/json_text.h"

namespace irsalint::explain {
namespace {

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

std::string ClauseLine(const iam::Statement* statement, const iam::Clause& clause) {
  std::string element(NameOf(clause.kind));
  if (const iam::Condition* condition = ConditionOf(statement, clause); condition != nullptr) {
    element += fmt::format(" {} {}", condition->operator_name.text.Written(),
                           condition->key.text.Written());
  }
  return fmt::format("  {:<5} {}: {}\n", base::ToString(clause.holds),
                     base::EscapeForDisplay(element), base::EscapeForDisplay(clause.reason));
}

}  // namespace

std::string DecisionText(const iam::PolicyDocument& policy, const iam::Decision& decision) {
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
    for (const iam::Clause& clause : decided.clauses) text += ClauseLine(statement, clause);
  }
  return text;
}

std::string DecisionJson(const iam::PolicyDocument& policy, const iam::Decision& decision) {
  using Json = nlohmann::ordered_json;
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
  return ToText(json);
}

}  // namespace irsalint::explain
