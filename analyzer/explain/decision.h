#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "analyzer/explain/place_lines.h"
#include "analyzer/iam/evaluate.h"

namespace irsalint::explain {

// A decision clause by clause, for people: the outcome, then each statement with what each of its
// elements says. `decision` must be of `policy`. Safe for a terminal.
[[nodiscard]] std::string DecisionText(const iam::PolicyDocument& policy,
                                       const iam::Decision& decision);

// What a decision is printed with, beside what it says.
struct DecisionContext {
  const PlaceLines& lines;  // should know PlacesOfDecision
  // The issuer of the token, which is written as ISSUER: with it lines are hard to read. "" leaves
  // the text as it is.
  std::string issuer = {};
};

// The same, with the line of each clause below it: for a condition that of the value that holds or
// comes nearest. Behind several statements, which of them comes nearest to admitting the request.
[[nodiscard]] std::string DecisionText(const iam::PolicyDocument& policy,
                                       const iam::Decision& decision,
                                       const DecisionContext& context);
[[nodiscard]] std::vector<syntax::Place> PlacesOfDecision(const iam::PolicyDocument& policy,
                                                          const iam::Decision& decision);

// One clause of a statement, for people; not escaped.
struct ClauseLine {
  std::string text;  // "condition StringEquals ISSUER:sub: …"
  base::Truth holds = base::Truth::kMaybe;
  syntax::Place place;  // of a condition that of the value that holds or comes nearest
};

// The clauses of one statement of the decision, in their order. `issuer` as in DecisionContext.
[[nodiscard]] std::vector<ClauseLine> ClausesOf(const iam::PolicyDocument& policy,
                                                const iam::Decision& decision, size_t statement,
                                                const std::string& issuer);

// Where a request is refused: the first failing clause of the statement that comes nearest, or that
// statement. Not valid for what is not refused.
[[nodiscard]] syntax::Place PlaceOfDenial(const iam::PolicyDocument& policy,
                                          const iam::Decision& decision);

// `{"decision":…,"reason":…,"statements":[{"sid","effect","applies","clauses":[{"element","operator",
// "key","holds","reason"}]}]}`; `reason` only for a reject, `sid` where there is one, `operator`
// and `key` for conditions.
[[nodiscard]] std::string DecisionJson(const iam::PolicyDocument& policy,
                                       const iam::Decision& decision);

}  // namespace irsalint::explain
