#include "analyzer/explain/other_principals.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "analyzer/base/arn.h"
#include "analyzer/iam/covers_action.h"

namespace irsalint::explain {
namespace {

constexpr std::string_view kPodIdentityService = "pods.eks.amazonaws.com";

bool IsOidcProvider(const iam::Principal& principal) {
  if (principal.kind != iam::PrincipalKind::kFederated) return false;
  const syntax::Text& text = principal.value.text;
  return !text.IsLiteral() || base::OidcProviderIssuer(text.literal()).has_value();
}

// Whether a statement gives the role to whom it trusts: it may also be about session tags alone.
bool GivesRole(const iam::Statement& statement) {
  constexpr std::array<std::string_view, 3> kActions = {"sts:AssumeRole", "sts:AssumeRoleWithSAML",
                                                        iam::kWebIdentityAction};
  return std::ranges::any_of(kActions, [&statement](std::string_view action) {
    return iam::CoversAction(statement, action) != base::Truth::kNo;
  });
}

std::vector<std::string> ActionsOf(const iam::Statement& statement) {
  std::vector<std::string> actions;
  for (const iam::Value& action : statement.actions) {
    actions.push_back((statement.not_action ? "not " : "") + action.text.Written());
  }
  return actions;
}

std::string DescribeAws(const std::string& value) {
  if (value == "*") return "every AWS account";
  if (base::IsAccountId(value)) return "the account " + value;
  const auto arn = base::ParseArn(value);
  if (arn.has_value() && arn->resource == "root")
    return fmt::format("the account {}", arn->account);
  return value;
}

}  // namespace

std::vector<OtherPrincipal> OtherPrincipalsOf(const iam::PolicyDocument& policy) {
  std::vector<OtherPrincipal> others;
  for (const iam::Statement& statement : policy.statements) {
    if (statement.effect != iam::Effect::kAllow || !GivesRole(statement)) continue;
    for (const iam::Principal& principal : statement.principals) {
      if (!statement.not_principal && IsOidcProvider(principal)) continue;
      others.push_back({.kind = principal.kind,
                        .all_but = statement.not_principal,
                        .value = principal.value.text.Written(),
                        .actions = ActionsOf(statement),
                        .has_conditions = !statement.conditions.empty(),
                        .place = principal.value.place});
    }
  }
  return others;
}

std::string Describe(const OtherPrincipal& principal) {
  if (principal.all_but) return fmt::format("everybody but {}", principal.value);
  switch (principal.kind) {
    case iam::PrincipalKind::kAws:
      return DescribeAws(principal.value);
    case iam::PrincipalKind::kFederated:
      return "the identity provider " + principal.value;
    case iam::PrincipalKind::kService:
      return principal.value == kPodIdentityService
                 ? "EKS Pod Identity, for the accounts of its associations"
                 : "the service " + principal.value;
    case iam::PrincipalKind::kCanonicalUser:
      return "the canonical user " + principal.value;
    case iam::PrincipalKind::kEverybody:
      return "everybody";
    case iam::PrincipalKind::kUnknown:
      return principal.value;
  }
  return "";
}

std::string_view ToString(iam::PrincipalKind kind) {
  switch (kind) {
    case iam::PrincipalKind::kAws:
      return "aws";
    case iam::PrincipalKind::kFederated:
      return "federated";
    case iam::PrincipalKind::kService:
      return "service";
    case iam::PrincipalKind::kCanonicalUser:
      return "canonical-user";
    case iam::PrincipalKind::kEverybody:
      return "everybody";
    case iam::PrincipalKind::kUnknown:
      return "unknown";
  }
  return "";
}

}  // namespace irsalint::explain
