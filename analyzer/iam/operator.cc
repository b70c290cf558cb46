#include "analyzer/iam/operator.h"

#include <array>

#include "analyzer/base/strings.h"
#include "analyzer/iam/operator_names.h"

namespace irsalint::iam {
namespace {

struct NamedOperator {
  std::string_view name;
  BaseOperator base;
};

constexpr std::array kOperators = std::to_array<NamedOperator>({
    {"StringEquals", BaseOperator::kStringEquals},
    {"StringEqualsIgnoreCase", BaseOperator::kStringEqualsIgnoreCase},
    {"StringNotEquals", BaseOperator::kStringNotEquals},
    {"StringNotEqualsIgnoreCase", BaseOperator::kStringNotEqualsIgnoreCase},
    {"StringLike", BaseOperator::kStringLike},
    {"StringNotLike", BaseOperator::kStringNotLike},
    {"ArnEquals", BaseOperator::kArnEquals},
    {"ArnLike", BaseOperator::kArnLike},
    {"ArnNotEquals", BaseOperator::kArnNotEquals},
    {"ArnNotLike", BaseOperator::kArnNotLike},
    {"NumericEquals", BaseOperator::kNumericEquals},
    {"NumericNotEquals", BaseOperator::kNumericNotEquals},
    {"NumericLessThan", BaseOperator::kNumericLessThan},
    {"NumericLessThanEquals", BaseOperator::kNumericLessThanEquals},
    {"NumericGreaterThan", BaseOperator::kNumericGreaterThan},
    {"NumericGreaterThanEquals", BaseOperator::kNumericGreaterThanEquals},
    {"DateEquals", BaseOperator::kDateEquals},
    {"DateNotEquals", BaseOperator::kDateNotEquals},
    {"DateLessThan", BaseOperator::kDateLessThan},
    {"DateLessThanEquals", BaseOperator::kDateLessThanEquals},
    {"DateGreaterThan", BaseOperator::kDateGreaterThan},
    {"DateGreaterThanEquals", BaseOperator::kDateGreaterThanEquals},
    {"Bool", BaseOperator::kBool},
    {"BinaryEquals", BaseOperator::kBinaryEquals},
    {"IpAddress", BaseOperator::kIpAddress},
    {"NotIpAddress", BaseOperator::kNotIpAddress},
    {"Null", BaseOperator::kNull},
});

constexpr std::string_view kForAllValues = "ForAllValues:";
constexpr std::string_view kForAnyValue = "ForAnyValue:";
constexpr std::string_view kIfExists = "IfExists";

// Takes `prefix` off `name` whatever its case, and notes whether the case was AWS's.
bool TakePrefix(std::string_view prefix, std::string_view& name, bool& canonical) {
  if (!base::EqualsIgnoreAsciiCase(name.substr(0, prefix.size()), prefix)) return false;
  canonical &= name.starts_with(prefix);
  name.remove_prefix(prefix.size());
  return true;
}

}  // namespace

std::optional<Operator> ParseOperator(std::string_view name) {
  Operator op;
  if (TakePrefix(kForAllValues, name, op.canonical)) {
    op.prefix = SetPrefix::kForAllValues;
  } else if (TakePrefix(kForAnyValue, name, op.canonical)) {
    op.prefix = SetPrefix::kForAnyValue;
  }
  if (name.size() > kIfExists.size() &&
      base::EqualsIgnoreAsciiCase(name.substr(name.size() - kIfExists.size()), kIfExists)) {
    op.if_exists = true;
    op.canonical &= name.ends_with(kIfExists);
    name.remove_suffix(kIfExists.size());
  }
  for (const NamedOperator& known : kOperators) {
    if (!base::EqualsIgnoreAsciiCase(name, known.name)) continue;
    op.base = known.base;
    op.canonical &= name == known.name;
    return op;
  }
  return std::nullopt;
}

std::span<const std::string_view> OperatorNames() {
  static const auto kNames = [] {
    std::array<std::string_view, kOperators.size()> names;
    for (size_t i = 0; i < names.size(); ++i) names[i] = kOperators[i].name;
    return names;
  }();
  return kNames;
}

std::string_view ToString(BaseOperator base) {
  for (const NamedOperator& known : kOperators) {
    if (known.base == base) return known.name;
  }
  return "";
}

bool IsNegated(BaseOperator base) {
  switch (base) {
    case BaseOperator::kStringNotEquals:
    case BaseOperator::kStringNotEqualsIgnoreCase:
    case BaseOperator::kStringNotLike:
    case BaseOperator::kArnNotEquals:
    case BaseOperator::kArnNotLike:
    case BaseOperator::kNumericNotEquals:
    case BaseOperator::kDateNotEquals:
    case BaseOperator::kNotIpAddress:
      return true;
    case BaseOperator::kStringEquals:
    case BaseOperator::kStringEqualsIgnoreCase:
    case BaseOperator::kStringLike:
    case BaseOperator::kArnEquals:
    case BaseOperator::kArnLike:
    case BaseOperator::kNumericEquals:
    case BaseOperator::kNumericLessThan:
    case BaseOperator::kNumericLessThanEquals:
    case BaseOperator::kNumericGreaterThan:
    case BaseOperator::kNumericGreaterThanEquals:
    case BaseOperator::kDateEquals:
    case BaseOperator::kDateLessThan:
    case BaseOperator::kDateLessThanEquals:
    case BaseOperator::kDateGreaterThan:
    case BaseOperator::kDateGreaterThanEquals:
    case BaseOperator::kBool:
    case BaseOperator::kBinaryEquals:
    case BaseOperator::kIpAddress:
    case BaseOperator::kNull:
      return false;
  }
  return false;
}

bool ComparesStrings(BaseOperator base) { return ToString(base).starts_with("String"); }

}  // namespace irsalint::iam
