#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/iam/policy_document.h"
#include "analyzer/iam/request.h"

namespace irsalint::iam {

enum class Outcome : uint8_t {
  kAllow,
  kDeny,
  kReject,  // IAM would refuse to store the document
  kUnknown,
};

// "allow", "deny", "reject" or "unknown".
std::string_view ToString(Outcome outcome);

// What is at fault when a request is refused, in the order in which one is named as the cause
// (rules: one fault, one finding).
enum class DenialElement : uint8_t {
  kExplicitDeny,
  kGrammar,
  kAction,
  kPrincipal,
  kKeyShape,      // a condition key that no request carries: https://…, an ARN, an unknown claim
  kKeyIssuer,     // a condition key of another issuer
  kOperatorForm,  // a wildcard under an operator that takes it literally, or a wrong type
  kAudience,
  kSubject,
  kOther,
};

// One element of a statement.
struct Clause {
  enum class Kind : uint8_t { kPrincipal, kAction, kCondition };

  Kind kind = Kind::kPrincipal;
  size_t condition = 0;  // index into Statement::conditions
  base::Truth holds = base::Truth::kMaybe;
  DenialElement element = DenialElement::kOther;  // what is at fault if it does not hold
  std::optional<size_t> nearest;                  // the value that comes nearest, if it fails
  size_t distance = 0;                            // edits from that value to the request's
  std::string reason;                             // one sentence, without full stop

  friend bool operator==(const Clause&, const Clause&) = default;
};

struct StatementDecision {
  Effect effect = Effect::kInvalid;
  base::Truth applies = base::Truth::kMaybe;
  std::vector<Clause> clauses;  // principal, action, then the conditions in their order
  bool names_subject = false;   // a condition demands the request's own subject: it is meant

  friend bool operator==(const StatementDecision&, const StatementDecision&) = default;
};

// What a policy says to a request, statement by statement.
struct Decision {
  Outcome outcome = Outcome::kUnknown;
  base::Truth admits = base::Truth::kMaybe;  // of the stored document, whatever `outcome` says
  std::vector<StatementDecision> statements;
  std::string reason;  // of a reject

  friend bool operator==(const Decision&, const Decision&) = default;
};

// Evaluates a whole policy in three-valued logic (docs/reference/iam.md §2): holes and unknown keys
// make kMaybe, and an over-approximation never proves a denial.
Decision Evaluate(const PolicyDocument& policy, const Request& request);

// Where a refusal comes from: the first failing element of the statement that comes nearest.
struct Denial {
  DenialElement element = DenialElement::kOther;
  size_t statement = 0;
  std::optional<size_t> clause = {};  // nothing when the statement as a whole is meant
  bool names_subject = false;         // as of the statement; true where every statement is void
  size_t failing = 0;                 // clauses of the statement
  size_t distance = 0;                // as of the clause
};

// Whether the statement behind `a` comes nearer to admitting the request than that behind `b`: it
// names the subject, fails at a later element, in fewer clauses, or by fewer characters.
bool IsNearer(const Denial& a, const Denial& b);

// Nothing if the decision is neither a refusal nor a reject, or if there is no statement at all.
std::optional<Denial> CauseOf(const Decision& decision);

}  // namespace irsalint::iam
