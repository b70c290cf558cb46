#include "analyzer/rule/trusted_principals.h"

#include <algorithm>
#include <iterator>

namespace irsalint::rule {

TrustedPrincipals TrustedBy(const iam::PolicyDocument& policy) {
  TrustedPrincipals trusted;
  std::string last;
  for (const iam::Statement& statement : policy.statements) {
    if (statement.effect != iam::Effect::kAllow || statement.principals.empty()) continue;
    std::vector<std::string> names;
    for (const iam::Principal& principal : statement.principals) {
      names.push_back(principal.value.text.Written());
    }
    const std::string greatest = std::ranges::max(names);
    if (trusted.names.empty() || last < greatest) {
      last = greatest;
      trusted.place = statement.principals.size() == 1 ? statement.principals.front().value.place
                                                       : statement.principal_place;
    }
    std::ranges::move(names, std::back_inserter(trusted.names));
  }
  return trusted;
}

}  // namespace irsalint::rule
