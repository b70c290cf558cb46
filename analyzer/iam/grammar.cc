#include "analyzer/iam/grammar.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>

#include "analyzer/base/arn.h"
#include "analyzer/base/issuer.h"
#include "analyzer/base/strings.h"
#include "analyzer/iam/built_in_provider.h"
#include "analyzer/iam/near_name.h"
#include "analyzer/syntax/holes.h"

namespace irsalint::iam {
namespace {

constexpr std::array kTrustActions = std::to_array<std::string_view>({
    "sts:AssumeRole",
    "sts:AssumeRoleWithWebIdentity",
    "sts:AssumeRoleWithSAML",
    "sts:TagSession",
    "sts:SetSourceIdentity",
    "sts:SetContext",
});

constexpr std::string_view kSharedProviderRule = "4";

bool HasWildcard(std::string_view text) { return text.find_first_of("*?") != text.npos; }

class Checker {
 public:
  explicit Checker(PolicyDocument& document) : document_(document) {}

  void CheckShape(const Statement& statement, PolicyKind kind);
  void CheckTrust(const Statement& statement);
  void CheckSids();

 private:
  void Add(std::string_view rule, std::string message, const syntax::Place& place,
           base::Truth refused = base::Truth::kYes) {
    document_.problems.push_back({.rule = std::string(rule),
                                  .message = std::move(message),
                                  .refused = refused,
                                  .place = place});
  }
  void CheckAction(const Value& action);
  void CheckPrincipal(const Principal& principal);
  void CheckSharedProvider(const Statement& statement, const Principal& principal);

  PolicyDocument& document_;
};

void Checker::CheckShape(const Statement& statement, PolicyKind kind) {
  if (statement.effect == Effect::kInvalid) {
    Add("S2", "Effect must be Allow or Deny", statement.effect_place);
  }
  if (kind == PolicyKind::kTrust && statement.principal_place == statement.place) {
    Add("S4", "Missing required field Principal", statement.place);
  }
  if (statement.action_place == statement.place) {
    Add("S5", "Missing required field Action", statement.place);
  }
}

void Checker::CheckAction(const Value& action) {
  if (!action.text.IsLiteral()) return;
  const std::string_view text = action.text.literal();
  const bool known = std::ranges::any_of(kTrustActions, [&](std::string_view name) {
    return base::EqualsIgnoreAsciiCase(name, text);
  });
  if (known) return;
  // `*` and `sts:…*` may be refused; nobody has confirmed it (docs/reference/iam.md §11.3).
  const bool may_match =
      HasWildcard(text) && (text == "*" || base::EqualsIgnoreAsciiCase(text.substr(0, 4), "sts:"));
  if (may_match) {
    Add("1.4",
        "the action \"" + std::string(text) +
            "\" is a pattern, and nobody has confirmed that a trust policy may have one",
        action.place, base::Truth::kMaybe);
    return;
  }
  Add("1.4",
      "AssumeRole policy may only specify STS AssumeRole actions. \"" + std::string(text) +
          "\" is none" + DidYouMean(text, kTrustActions),
      action.place);
}

// Whether a condition lets any value of its key pass: one of its patterns is made of wildcards
// only.
bool AdmitsAnyValue(const Condition& condition) {
  return condition.op->base == BaseOperator::kStringLike &&
         std::ranges::any_of(condition.values, [](const Value& value) {
           const std::string_view text = value.text.literal();
           return !text.empty() && text.find_first_not_of("*?") == text.npos;
         });
}

// A shared provider needs a real restriction on its tenancy claim (docs/reference/iam.md §4).
void Checker::CheckSharedProvider(const Statement& statement, const Principal& principal) {
  if (principal.kind != PrincipalKind::kFederated || !principal.value.text.IsLiteral()) return;
  const std::string_view text = principal.value.text.literal();
  const std::string_view issuer = base::OidcProviderIssuer(text).value_or(text);
  const base::SharedIssuerInfo* shared = base::SharedIssuer(issuer);
  if (shared == nullptr) return;
  const std::string required = shared->required_key.starts_with(":")
                                   ? std::string(issuer) + std::string(shared->required_key)
                                   : std::string(shared->required_key);
  const bool restricted = std::ranges::any_of(statement.conditions, [&](const Condition& c) {
    if (!c.op.has_value() || IsNegated(c.op->base) || c.op->base == BaseOperator::kNull) {
      return false;
    }
    // An unexpanded key may be the right one; GitHub's job_workflow_ref is said to count as well.
    if (!c.key.text.IsLiteral()) return true;
    if (AdmitsAnyValue(c)) return false;
    return base::EqualsIgnoreAsciiCase(c.key.text.literal(), required) ||
           c.key.text.literal().ends_with(":job_workflow_ref");
  });
  if (restricted) return;
  Add(kSharedProviderRule,
      std::string(shared->service) + " is shared by all its customers: IAM demands " + required +
          " in the Condition",
      principal.value.place);
}

// Whether a Federated value is a URL or a bare issuer instead of a provider's ARN. Words that stand
// for a value are no URL.
bool IsNoProvider(std::string_view text) {
  if (base::Contains(text, "-provider/") || text.find('.') == text.npos) return false;
  if (syntax::HoldsDummy(text) || base::Contains(text, "cognito-identity")) return false;
  return !IsBuiltInProvider(text);
}

// A wildcard stands for everybody or is refused; it never matches a part of a principal.
void Checker::CheckPrincipal(const Principal& principal) {
  const std::string_view text = principal.value.text.literal();
  switch (principal.kind) {
    case PrincipalKind::kEverybody:
      Add("1.3", "AssumeRolepolicy contained an invalid principal", principal.value.place);
      break;
    case PrincipalKind::kAws:
      if (text != "*" && HasWildcard(text)) {
        Add("1.3", "Invalid principal in policy: \"AWS\":\"" + std::string(text) + "\"",
            principal.value.place);
      }
      break;
    case PrincipalKind::kService:
      if (HasWildcard(text)) {
        Add("1.3", "Invalid principal in policy: \"SERVICE\":\"" + std::string(text) + "\"",
            principal.value.place);
      }
      break;
    case PrincipalKind::kFederated:
      if (IsNoProvider(text)) {
        Add("1.3",
            "Federated principals must be valid domain names or SAML metadata ARNs. \"" +
                std::string(text) + "\" is no ARN of a provider",
            principal.value.place);
      }
      break;
    case PrincipalKind::kCanonicalUser:
    case PrincipalKind::kUnknown:
      break;
  }
}

void Checker::CheckTrust(const Statement& statement) {
  if (statement.not_principal) {
    Add("S4",
        statement.effect == Effect::kDeny ? "a role's trust policy has no NotPrincipal"
                                          : "Allow with NotPrincipal is not allowed.",
        statement.principal_place);
  }
  for (const Principal& principal : statement.principals) {
    CheckPrincipal(principal);
    if (statement.effect == Effect::kAllow) CheckSharedProvider(statement, principal);
  }
  for (const Value& action : statement.actions) CheckAction(action);
}

void Checker::CheckSids() {
  std::set<std::string_view> seen;
  for (const Statement& statement : document_.statements) {
    if (!statement.sid.HasValue() || statement.sid->empty()) continue;
    if (!std::ranges::all_of(*statement.sid, base::IsAsciiAlnum)) {
      Add("S3", "the Sid \"" + *statement.sid + "\" may hold only letters and digits",
          statement.sid.place());
    }
    if (!seen.insert(*statement.sid).second) {
      Add("S3", "the Sid \"" + *statement.sid + "\" stands twice in the document",
          statement.sid.place());
    }
  }
}

}  // namespace

void CheckGrammar(PolicyKind kind, PolicyDocument& document) {
  Checker checker(document);
  checker.CheckSids();
  for (const Statement& statement : document.statements) {
    checker.CheckShape(statement, kind);
    if (kind == PolicyKind::kTrust) checker.CheckTrust(statement);
  }
}

bool IsAboutSharedProvider(const GrammarProblem& problem) {
  return problem.rule == kSharedProviderRule;
}

}  // namespace irsalint::iam
