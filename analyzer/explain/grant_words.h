#pragma once

#include <string>
#include <string_view>

#include "analyzer/iam/grants.h"
#include "analyzer/iam/policy_document.h"

// What is wider than a list of accounts, in words.
namespace irsalint::explain {

// Whom a value of this form admits: "every account of the cluster".
[[nodiscard]] std::string_view WordsFor(iam::GrantForm form);

// "no-subject", "whole-cluster", …
[[nodiscard]] std::string_view ToString(iam::GrantForm form);

// The value that makes a grant; "" where none does.
[[nodiscard]] std::string ValueOf(const iam::PolicyDocument& policy, const iam::Grant& grant);

// Its place, else that of the condition or statement.
[[nodiscard]] const syntax::Place& PlaceOf(const iam::PolicyDocument& policy,
                                           const iam::Grant& grant);

}  // namespace irsalint::explain
