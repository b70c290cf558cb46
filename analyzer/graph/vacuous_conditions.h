#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "analyzer/base/truth.h"
#include "analyzer/iam/policy_document.h"

namespace irsalint::graph {

// A condition of an Allow statement that demands a subject or an audience, but only of requests
// that carry its key: `…IfExists`, `ForAllValues:…` (docs/reference/iam.md §2.3).
struct VacuousCondition {
  enum class Claim : uint8_t { kSubject, kAudience };

  size_t statement = 0;
  size_t condition = 0;  // index into Statement::conditions
  Claim claim = Claim::kSubject;
  // Whether tokens of the issuers that the statement trusts carry the key. kNo (`https://…:sub`,
  // the key of another issuer): the condition restricts nobody.
  base::Truth present = base::Truth::kYes;
};

// In the order of the policy. Whatever says that a key can never be present leaves these
// conditions alone: they deny nobody.
std::vector<VacuousCondition> VacuousConditionsOf(const iam::PolicyDocument& policy);

// Whether a statement demands a claim by an operator that does not hold for an absent key, and by a
// key that tokens may carry.
bool DemandsPlainly(const iam::Statement& statement, VacuousCondition::Claim claim);

// Whether a statement demands a claim by a key that no token carries, so that the condition
// restricts nobody.
bool DemandsInVain(const iam::PolicyDocument& policy, size_t statement,
                   VacuousCondition::Claim claim);

}  // namespace irsalint::graph
