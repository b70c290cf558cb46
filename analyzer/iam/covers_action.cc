#include "analyzer/iam/covers_action.h"

#include <string>

#include "analyzer/base/pattern.h"
#include "analyzer/base/strings.h"

namespace irsalint::iam {

using base::Truth;

Truth CoversAction(const Statement& statement, std::string_view action) {
  Truth covers = Truth::kNo;
  const std::string asked = base::AsciiLower(action);
  for (const Value& value : statement.actions) {
    if (!value.text.IsLiteral()) {
      covers = Or(covers, Truth::kMaybe);
      continue;
    }
    // Surrounding blanks never match (docs/reference/iam.md §1.4).
    const std::string pattern = base::AsciiLower(value.text.literal());
    covers = Or(covers, base::FromBool(base::Pattern::Like(pattern).Matches(asked)));
  }
  const bool inverted = statement.not_action && !statement.actions.empty();
  return inverted ? Not(covers) : covers;
}

bool NamesAction(const Value& written, std::string_view action) {
  return base::EqualsIgnoreAsciiCase(written.text.literal(), action);
}

}  // namespace irsalint::iam
