#include "analyzer/iam/shared_scope.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "analyzer/base/arn.h"
#include "analyzer/base/strings.h"
#include "analyzer/iam/covers_action.h"
#include "analyzer/iam/missing_key.h"
#include "analyzer/iam/request.h"

namespace irsalint::iam {
namespace {

using base::SharedIssuerInfo;
using base::Truth;

// Claims that say nothing of whose token it is: every customer can make tokens with the same value.
constexpr auto kClaimsOfEverybody = std::to_array<std::string_view>(
    {"aud", "ref", "environment", "workflow", "ref_protected", "pipeline_source",
     "runner_environment", "build_branch", "amr"});

// What stands before the customer's name in the subjects of a provider: `repo:OWNER/…`. Anybody may
// take a name that is free.
struct SubjectForm {
  std::string_view issuer;
  std::string_view before;
};
constexpr std::array kSubjectForms = {
    SubjectForm{.issuer = "token.actions.githubusercontent.com", .before = "repo:"},
    SubjectForm{.issuer = "gitlab.com", .before = "project_path:"},
    SubjectForm{.issuer = "app.terraform.io", .before = "organization:"},
};

// Whether the name of a customer may hold the character: a text that holds another has left the
// name, or is no subject at all.
bool IsOfName(char c) { return base::IsAsciiAlnum(c) || c == '-' || c == '_' || c == '.'; }

const SharedIssuerInfo* ProviderOf(const Principal& principal) {
  if (principal.kind != PrincipalKind::kFederated || !principal.value.text.IsLiteral()) {
    return nullptr;
  }
  const std::string_view value = principal.value.text.literal();
  return base::SharedIssuer(base::OidcProviderIssuer(value).value_or(value));
}

// What a key is for the tokens of one provider.
enum class KeyRole : uint8_t {
  kBinds,         // to one customer, or may do so
  kOfEverybody,   // every customer can have any value of it
  kSurroundings,  // of the call: `aws:SourceIp`
  kAbsent,        // no token of the provider carries it
};

KeyRole RoleOf(const Condition& condition, const SharedIssuerInfo& provider) {
  const syntax::Text lower = LowerKey(condition.key.text);
  if (!lower.IsLiteral()) return KeyRole::kBinds;
  const std::string_view key = lower.literal();
  const std::string required =
      base::AsciiLower(provider.required_key.starts_with(':')
                           ? std::string(provider.issuer) + std::string(provider.required_key)
                           : std::string(provider.required_key));
  if (key == required) return KeyRole::kBinds;
  // The caller names its session itself.
  if (key == "sts:rolesessionname") return KeyRole::kOfEverybody;
  if (key.starts_with("aws:") || key.starts_with("sts:")) return KeyRole::kSurroundings;
  const auto claim = base::StripPrefix(key, base::AsciiLower(provider.issuer) + ":");
  if (!claim.has_value()) return KeyRole::kAbsent;
  const bool of_everybody =
      std::ranges::find(kClaimsOfEverybody, *claim) != kClaimsOfEverybody.end();
  return of_everybody ? KeyRole::kOfEverybody : KeyRole::kBinds;
}

bool DemandsText(const Condition& condition) {
  if (!condition.op.has_value()) return true;  // IAM refuses it: not this question
  return ComparesStrings(condition.op->base) && !IsNegated(condition.op->base);
}

bool TakesWildcards(const Condition& condition) {
  return condition.op.has_value() && condition.op->base == BaseOperator::kStringLike;
}

// How open a value with wildcards is; nothing for one that names the customer.
std::optional<UnscopedProvider::Reason> OpennessOf(const Value& value,
                                                   const SharedIssuerInfo& provider) {
  if (!value.text.IsLiteral()) return std::nullopt;
  const std::string_view text = value.text.literal();
  // `repo:*@1234/*` demands the number of the owner or of the repository.
  if (base::Contains(text, "@")) return std::nullopt;
  const size_t wildcard = text.find_first_of("*?");
  if (wildcard == text.npos) return std::nullopt;
  const std::string_view fixed = text.substr(0, wildcard);
  const size_t colon = fixed.find(':');
  if (colon == fixed.npos || colon + 1 == fixed.size()) return UnscopedProvider::Reason::kAnybody;
  for (const SubjectForm& form : kSubjectForms) {
    const auto name = base::StripPrefix(fixed, form.before);
    if (form.issuer != provider.issuer || !name.has_value()) continue;
    if (std::ranges::all_of(*name, IsOfName)) return UnscopedProvider::Reason::kNamePrefix;
  }
  return std::nullopt;
}

// The one condition that binds, or that no token meets, closes the statement; of those that do not,
// the first open value says why.
std::optional<UnscopedProvider> OpenIn(const Statement& statement,
                                       const SharedIssuerInfo& provider) {
  UnscopedProvider open{.provider = &provider};
  for (const Condition& condition : statement.conditions) {
    const KeyRole role = RoleOf(condition, provider);
    if (role == KeyRole::kAbsent && HoldsWithoutKey(condition) != Truth::kYes) return std::nullopt;
    if (role == KeyRole::kSurroundings) open.guards.push_back(condition.key.text.Written());
    if (role != KeyRole::kBinds || !DemandsText(condition)) continue;
    const Value* open_value = nullptr;
    UnscopedProvider::Reason reason = UnscopedProvider::Reason::kAnybody;
    for (const Value& value : condition.values) {
      const auto openness = TakesWildcards(condition) ? OpennessOf(value, provider) : std::nullopt;
      if (!openness.has_value() || open_value != nullptr) continue;
      open_value = &value;
      reason = *openness;
    }
    if (open_value == nullptr) return std::nullopt;
    if (open.value == nullptr) {
      open.value = open_value;
      open.reason = reason;
    }
  }
  return open;
}

// Whether a Deny may take the tokens of other customers away.
bool MayBeDenied(const PolicyDocument& policy, const SharedIssuerInfo& provider) {
  return std::ranges::any_of(policy.statements, [&provider](const Statement& statement) {
    return statement.effect == Effect::kDeny &&
           std::ranges::any_of(statement.conditions, [&provider](const Condition& condition) {
             return RoleOf(condition, provider) == KeyRole::kBinds;
           });
  });
}

}  // namespace

std::string RequiredKey(const base::SharedIssuerInfo& provider) {
  const bool is_claim = provider.required_key.starts_with(':');
  return (is_claim ? std::string(provider.issuer) : std::string()) +
         std::string(provider.required_key);
}

std::vector<UnscopedProvider> UnscopedProvidersOf(const PolicyDocument& policy) {
  std::vector<UnscopedProvider> unscoped;
  for (size_t i = 0; i < policy.statements.size(); ++i) {
    const Statement& statement = policy.statements[i];
    if (statement.effect != Effect::kAllow || statement.not_principal) continue;
    if (CoversAction(statement, kWebIdentityAction) != Truth::kYes) continue;
    for (const Principal& principal : statement.principals) {
      const SharedIssuerInfo* provider = ProviderOf(principal);
      if (provider == nullptr || MayBeDenied(policy, *provider)) continue;
      std::optional<UnscopedProvider> open = OpenIn(statement, *provider);
      if (!open.has_value()) continue;
      open->statement = i;
      open->principal = &principal;
      unscoped.push_back(*open);
    }
  }
  return unscoped;
}

}  // namespace irsalint::iam
