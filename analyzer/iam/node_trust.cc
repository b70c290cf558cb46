#include "analyzer/iam/node_trust.h"

#include <algorithm>
#include <array>

#include "analyzer/base/truth.h"

namespace irsalint::iam {
namespace {

using base::Truth;

constexpr auto kEc2 =
    std::to_array<std::string_view>({"ec2.amazonaws.com", "ec2.amazonaws.com.cn"});

// Machines outside of AWS get the role through these.
constexpr auto kHybrid = std::to_array<std::string_view>(
    {"rolesanywhere.amazonaws.com", "ssm.amazonaws.com", "ssm.amazonaws.com.cn"});

template <size_t kCount>
bool MayBeOneOf(const syntax::Text& text, const std::array<std::string_view, kCount>& services) {
  return std::ranges::any_of(services, [&text](std::string_view service) {
    return Equal(text, syntax::Text::Literal(service)) != Truth::kNo;
  });
}

bool IsEc2(const Principal& principal) {
  return principal.kind == PrincipalKind::kService &&
         std::ranges::find(kEc2, principal.value.text.literal()) != kEc2.end();
}

// A deleted role or user stands as its unique id: `AROA…`.
bool IsDeleted(std::string_view principal) {
  return principal.starts_with("AROA") || principal.starts_with("AIDA");
}

bool IsExtra(const Principal& principal, const Statement& statement, std::string_view role_arn) {
  const syntax::Text& text = principal.value.text;
  const bool is_conditional = !statement.conditions.empty();
  switch (principal.kind) {
    case PrincipalKind::kService:
      return !MayBeOneOf(text, kEc2) && !MayBeOneOf(text, kHybrid);
    case PrincipalKind::kAws:
      if (text.literal() == "*") return is_conditional;
      return !IsDeleted(text.literal()) &&
             Equal(text, syntax::Text::Literal(role_arn)) == Truth::kNo;
    case PrincipalKind::kFederated:
      return true;
    case PrincipalKind::kEverybody:
    case PrincipalKind::kCanonicalUser:
    case PrincipalKind::kUnknown:
      return false;  // IAM refuses them
  }
  return false;
}

}  // namespace

Ec2Trust Ec2TrustOf(const PolicyDocument& trust_policy) {
  Ec2Trust trust{.trusted = false, .alone = true};
  for (const Statement& statement : trust_policy.statements) {
    if (statement.effect != Effect::kAllow) continue;
    if (statement.not_principal) trust.alone = false;
    for (const Principal& principal : statement.principals) {
      if (IsEc2(principal)) {
        trust.trusted = true;
      } else {
        trust.alone = false;
      }
    }
  }
  trust.alone = trust.alone && trust.trusted;
  return trust;
}

std::vector<ExtraPrincipal> ExtraPrincipalsOf(const PolicyDocument& trust_policy,
                                              std::string_view role_arn) {
  std::vector<ExtraPrincipal> extra;
  for (const Statement& statement : trust_policy.statements) {
    if (statement.effect != Effect::kAllow || statement.not_principal) continue;
    for (const Principal& principal : statement.principals) {
      if (!IsExtra(principal, statement, role_arn)) continue;
      extra.push_back({.principal = &principal, .narrowed = !statement.conditions.empty()});
    }
  }
  return extra;
}

}  // namespace irsalint::iam
