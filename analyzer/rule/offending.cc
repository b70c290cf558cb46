#include "analyzer/rule/offending.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "analyzer/base/strings.h"

namespace irsalint::rule {

std::string Offending(std::vector<std::string> texts) {
  std::ranges::sort(texts);
  return base::Join(texts, ", ");
}

std::string Offending(std::span<const iam::Value> values) {
  std::vector<std::string> texts;
  for (const iam::Value& value : values) texts.push_back(value.text.Written());
  return Offending(std::move(texts));
}

std::string Offending(const iam::Condition& condition) {
  return fmt::format("{} {}: {}", condition.operator_name.text.Written(),
                     condition.key.text.Written(), Offending(condition.values));
}

std::string Offending(const JudgedSuppression& suppression) {
  const facts::Suppression& object = suppression.object;
  std::vector<std::string> rules;
  for (const facts::SuppressedRule& rule : object.rules) rules.push_back(rule.id);
  return fmt::format("{}: {} {} {}", Offending(std::move(rules)), object.reason, object.expires,
                     object.problem);
}

}  // namespace irsalint::rule
