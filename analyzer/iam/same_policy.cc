#include "analyzer/iam/same_policy.h"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "analyzer/base/strings.h"

namespace irsalint::iam {
namespace {

using base::Truth;

// Policies as sorted text in one spelling, and whether all of it is literal.
class Canonical {
 public:
  explicit Canonical(const PolicyDocument& policy) {
    for (const Statement& statement : policy.statements) statements_.push_back(TextOf(statement));
    std::ranges::sort(statements_);
  }

  const std::vector<std::string>& statements() const { return statements_; }
  bool is_literal() const { return is_literal_; }

 private:
  std::string TextOf(const Statement& statement) {
    std::vector<std::string> principals;
    for (const Principal& principal : statement.principals) {
      principals.push_back(
          fmt::format("{} {}", static_cast<int>(principal.kind), Read(principal.value)));
    }
    std::vector<std::string> conditions;
    for (const Condition& condition : statement.conditions) {
      conditions.push_back(fmt::format("{} {} {}", base::AsciiLower(Read(condition.operator_name)),
                                       base::AsciiLower(Read(condition.key)),
                                       Sorted(ReadAll(condition.values))));
    }
    return fmt::format("{} {}{} {}{} {}{} {}", static_cast<int>(statement.effect),
                       statement.not_principal, Sorted(std::move(principals)), statement.not_action,
                       base::AsciiLower(Sorted(ReadAll(statement.actions))), statement.not_resource,
                       Sorted(ReadAll(statement.resources)), Sorted(std::move(conditions)));
  }

  static std::string Sorted(std::vector<std::string> parts) {
    std::ranges::sort(parts);
    return fmt::format("{}", fmt::join(parts, "\n"));
  }

  std::vector<std::string> ReadAll(const std::vector<Value>& values) {
    std::vector<std::string> texts;
    for (const Value& value : values) texts.push_back(Read(value));
    return texts;
  }

  std::string Read(const Value& value) {
    is_literal_ &= value.text.IsLiteral();
    return value.text.Written();
  }

  std::vector<std::string> statements_;
  bool is_literal_ = true;
};

}  // namespace

Truth SaySame(const PolicyDocument& a, const PolicyDocument& b) {
  const Canonical left(a);
  const Canonical right(b);
  if (left.statements() == right.statements()) return Truth::kYes;
  return left.is_literal() && right.is_literal() ? Truth::kNo : Truth::kMaybe;
}

}  // namespace irsalint::iam
