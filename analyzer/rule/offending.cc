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
  std::string text = fmt::format("{}: {} {}", Offending(suppression.rules), suppression.reason,
                                 suppression.expires);
  // What else is written in a comment or an annotation is told by its faults alone; where it
  // applies is a matter of its place.
  if (suppression.form == JudgedSuppression::Form::kConfigEntry) text += " " + suppression.scope;
  for (const SuppressionFault& fault : suppression.faults) text += " " + fault.message;
  return text;
}

}  // namespace irsalint::rule
