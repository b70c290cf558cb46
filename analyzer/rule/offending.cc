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
  return fmt::format("{}: {} {}", Offending(suppression.rules), suppression.reason,
                     suppression.expires);
}

}  // namespace irsalint::rule
