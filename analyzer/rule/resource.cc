#include "analyzer/rule/resource.h"

#include <string_view>

namespace irsalint::rule {

std::string ResourceOf(const Subject& subject) {
  if (subject.kind == "Role" && subject.name.starts_with("arn:")) return subject.name;
  std::string text;
  for (const std::string_view part :
       {std::string_view(subject.kind), std::string_view(subject.namespace_name),
        std::string_view(subject.name)}) {
    if (part.empty()) continue;
    if (!text.empty()) text += '/';
    text += part;
  }
  return text;
}

}  // namespace irsalint::rule
