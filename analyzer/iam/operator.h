#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace irsalint::iam {

// The 27 condition operators (docs/reference/iam.md §2.2). ArnEquals and ArnLike are one and the
// same test, their names are kept apart for messages.
enum class BaseOperator : uint8_t {
  kStringEquals,
  kStringEqualsIgnoreCase,
  kStringNotEquals,
  kStringNotEqualsIgnoreCase,
  kStringLike,
  kStringNotLike,
  kArnEquals,
  kArnLike,
  kArnNotEquals,
  kArnNotLike,
  kNumericEquals,
  kNumericNotEquals,
  kNumericLessThan,
  kNumericLessThanEquals,
  kNumericGreaterThan,
  kNumericGreaterThanEquals,
  kDateEquals,
  kDateNotEquals,
  kDateLessThan,
  kDateLessThanEquals,
  kDateGreaterThan,
  kDateGreaterThanEquals,
  kBool,
  kBinaryEquals,
  kIpAddress,
  kNotIpAddress,
  kNull,
};

// `ForAllValues:` and `ForAnyValue:` before an operator.
enum class SetPrefix : uint8_t { kNone, kForAllValues, kForAnyValue };

// A condition operator as a policy writes it.
struct Operator {
  SetPrefix prefix = SetPrefix::kNone;
  BaseOperator base = BaseOperator::kStringEquals;
  bool if_exists = false;
  bool canonical = true;  // written in AWS's own case

  friend bool operator==(const Operator&, const Operator&) = default;
};

// Reads an operator in any case; nothing for a name that is none.
std::optional<Operator> ParseOperator(std::string_view name);

// The name of the base operator as AWS writes it.
std::string_view ToString(BaseOperator base);

// StringNotEquals, NotIpAddress… : true for a key that is absent.
bool IsNegated(BaseOperator base);

// StringEquals, StringNotLike… : the only ones that a subject or an audience can meet.
bool ComparesStrings(BaseOperator base);

}  // namespace irsalint::iam
