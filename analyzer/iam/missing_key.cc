#include "analyzer/iam/missing_key.h"

#include <algorithm>

#include "analyzer/base/strings.h"

namespace irsalint::iam {
namespace {

using base::Truth;

bool DemandsAbsence(const Value& value) {
  return base::EqualsIgnoreAsciiCase(value.text.literal(), "true");
}

}  // namespace

Truth HoldsWithoutKey(const Condition& condition) {
  if (!condition.op.has_value()) return Truth::kMaybe;
  const Operator& op = *condition.op;
  if (op.base == BaseOperator::kNull) {
    if (op.prefix != SetPrefix::kNone) {
      return base::FromBool(op.prefix == SetPrefix::kForAllValues);
    }
    if (std::ranges::any_of(condition.values, DemandsAbsence)) return Truth::kYes;
    const bool literal = std::ranges::all_of(
        condition.values, [](const Value& value) { return value.text.IsLiteral(); });
    return literal ? Truth::kNo : Truth::kMaybe;
  }
  if (op.prefix == SetPrefix::kForAnyValue) return op.if_exists ? Truth::kMaybe : Truth::kNo;
  if (op.prefix == SetPrefix::kForAllValues || op.if_exists) return Truth::kYes;
  return base::FromBool(IsNegated(op.base) && !condition.values.empty());
}

}  // namespace irsalint::iam
