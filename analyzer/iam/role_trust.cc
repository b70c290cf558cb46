#include "analyzer/iam/role_trust.h"

#include <algorithm>
#include <string>
#include <utility>

#include "analyzer/base/arn.h"
#include "analyzer/iam/evaluate.h"
#include "analyzer/iam/request.h"

namespace irsalint::iam {
namespace {

using base::Truth;
using syntax::Text;

// The request of the role's session. What the policy asks beside the caller's identity is unknown:
// the caller may send it or not.
Request AssumeRoleRequest(const PolicyDocument& policy, const base::Arn& arn,
                          std::string_view caller) {
  Request request{.action = "sts:AssumeRole",
                  .principal_kind = PrincipalKind::kAws,
                  .principal = Text::Literal(caller),
                  .role_arn = {},
                  .account = {},
                  .context = {}};
  const auto add = [&request](const Text& name, Truth present, Text value) {
    const bool is_known = std::ranges::any_of(
        request.context, [&name](const ContextKey& key) { return key.name == name; });
    if (is_known) return;
    request.context.push_back({.name = name, .present = present, .values = {std::move(value)}});
  };
  add(Text::Literal("aws:principalarn"), Truth::kYes, Text::Literal(caller));
  add(Text::Literal("aws:principalaccount"), Truth::kYes, Text::Literal(arn.account));
  add(Text::Literal("aws:principaltype"), Truth::kYes, Text::Literal("AssumedRole"));
  add(Text::Literal("aws:principalisawsservice"), Truth::kYes, Text::Literal("false"));
  add(Text::Literal("aws:securetransport"), Truth::kYes, Text::Literal("true"));
  for (const Statement& statement : policy.statements) {
    for (const Condition& condition : statement.conditions) {
      const Text name = LowerKey(condition.key.text);
      add(name, Truth::kMaybe,
          Text::OfHole({.syntax = syntax::HoleSyntax::kMissing,
                        .expression = name.Written(),
                        .scope = "request"}));
    }
  }
  return request;
}

bool IsAccount(const Principal& principal, const base::Arn& caller) {
  const std::string_view text = principal.value.text.literal();
  if (text == caller.account) return true;
  const auto arn = base::ParseArn(text);
  return arn.has_value() && arn->account == caller.account && arn->resource == "root";
}

}  // namespace

std::vector<RoleTrust> TrustOfRole(const PolicyDocument& policy, std::string_view caller) {
  const auto arn = base::ParseArn(caller);
  if (!arn.has_value()) return {};
  std::vector<RoleTrust> trusts;
  for (size_t s = 0; s < policy.statements.size(); ++s) {
    const Statement& statement = policy.statements[s];
    if (statement.effect != Effect::kAllow || statement.not_principal) continue;
    for (const Principal& principal : statement.principals) {
      if (principal.kind != PrincipalKind::kAws) continue;
      const bool by_name = principal.value.text.literal() == caller;
      if (!by_name && !IsAccount(principal, *arn)) continue;
      trusts.push_back({.statement = s, .principal = &principal, .by_name = by_name});
    }
  }
  if (trusts.empty()) return trusts;  // nearly all policies
  const Decision decision = Evaluate(policy, AssumeRoleRequest(policy, *arn, caller));
  for (RoleTrust& trust : trusts) {
    trust.admits = And(decision.admits, decision.statements[trust.statement].applies);
  }
  std::erase_if(trusts, [](const RoleTrust& trust) { return trust.admits == Truth::kNo; });
  return trusts;
}

}  // namespace irsalint::iam
