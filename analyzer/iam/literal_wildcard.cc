#include "analyzer/iam/literal_wildcard.h"

#include <algorithm>

#include "analyzer/iam/request.h"

namespace irsalint::iam {
namespace {

bool TakesLiterally(BaseOperator base) {
  switch (base) {
    case BaseOperator::kStringEquals:
    case BaseOperator::kStringEqualsIgnoreCase:
    case BaseOperator::kStringNotEquals:
    case BaseOperator::kStringNotEqualsIgnoreCase:
      return true;
    default:
      return false;
  }
}

}  // namespace

bool HoldsLiteralWildcard(const Condition& condition, const Value& value, Variables variables,
                          std::string_view characters) {
  if (!condition.op.has_value() || !TakesLiterally(condition.op->base)) return false;
  const ExpandedValue expanded = Expand(value.text, variables, Request{});
  return std::ranges::any_of(expanded.pieces, [&](const ValuePiece& piece) {
    return piece.kind == ValuePiece::Kind::kWritten &&
           piece.text.find_first_of(characters) != std::string::npos;
  });
}

}  // namespace irsalint::iam
