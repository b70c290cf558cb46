#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/iam/policy_document.h"
#include "analyzer/rule/fix.h"

// Changes of IAM policies, said for fixes. Where a change is not possible without meaning something
// else (a key that stands there already), there are no edits.
namespace irsalint::rule {

using Edits = std::vector<syntax::Edit>;

// A fix of a policy; nothing where there are no edits.
std::optional<Fix> PolicyFix(std::string title, Applicability applicability,
                             const std::optional<Edits>& edits);

// Other texts in the place of one value of a condition, or beside all of them. A single value
// becomes a list where it has to.
Edits ReplaceValue(const iam::Condition& condition, size_t value,
                   std::span<const std::string> texts);
Edits AddValues(const iam::Condition& condition, std::span<const std::string> texts);

// One more condition of a statement: below the operator where it stands already, else below a new
// one, with a new `Condition` where there is none.
std::optional<Edits> AddCondition(const iam::Statement& statement, iam::BaseOperator op,
                                  std::string_view key, std::span<const std::string> texts);

// Several at once, for a statement that has no conditions.
std::optional<Edits> AddConditions(const iam::Statement& statement, iam::BaseOperator op,
                                   std::vector<syntax::NewPair> keys);

// One condition less, with its operator where that holds nothing else.
Edits RemoveCondition(const iam::Statement& statement, size_t condition);

// A condition as it is to be: the index of that which is there, and its key.
struct RenamedCondition {
  size_t condition = 0;
  std::string key;

  friend bool operator==(const RenamedCondition&, const RenamedCondition&) = default;
};

// Other keys for conditions that stay where they are.
std::optional<Edits> RenameKeys(const iam::Statement& statement,
                                std::span<const RenamedCondition> renamed);

// Conditions of one operator, at least one, below another operator: the operator is renamed where
// it holds nothing else and the other is not there yet.
std::optional<Edits> MoveConditions(const iam::Statement& statement,
                                    std::span<const RenamedCondition> moved,
                                    std::string_view operator_name);

// The keys of conditions with another issuer before their claims.
std::vector<RenamedCondition> KeysOfIssuer(const iam::Statement& statement,
                                           std::span<const size_t> conditions,
                                           std::string_view issuer);

// One more action of a statement; nothing for NotAction and where it has none.
std::optional<Edits> AddAction(const iam::Statement& statement, std::string_view action);

// One more statement, the last; nothing where the only one stands in no list.
std::optional<Edits> AddStatement(const iam::PolicyDocument& policy, syntax::NewValue statement);

// Another issuer behind `oidc-provider/` in the ARN of a provider, which has that part.
syntax::Edit SetIssuer(const iam::Principal& principal, std::string_view issuer);

// A policy that names another issuer throughout: in the ARNs of its providers, whose account stays,
// and in its condition keys. Nothing where the policy names the new one already, and for an issuer
// of another partition.
std::optional<Edits> ReplaceIssuer(const iam::PolicyDocument& policy, std::string_view issuer,
                                   std::string_view replacement);

}  // namespace irsalint::rule
