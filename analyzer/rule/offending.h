#pragma once

#include <span>
#include <string>
#include <vector>

#include "analyzer/iam/policy_document.h"
#include "analyzer/rule/judged_suppression.h"

// Several values as one Finding::offending_value. The order in which they are written changes
// nothing about what is wrong, so it changes nothing here either.
namespace irsalint::rule {

[[nodiscard]] std::string Offending(std::vector<std::string> texts);
[[nodiscard]] std::string Offending(std::span<const iam::Value> values);

// The operator, the key and the values.
[[nodiscard]] std::string Offending(const iam::Condition& condition);

// Its rules, reason and date.
[[nodiscard]] std::string Offending(const JudgedSuppression& suppression);

}  // namespace irsalint::rule
