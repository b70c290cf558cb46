#include "analyzer/iam/public_principal.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "analyzer/base/arn.h"
#include "analyzer/iam/evaluate.h"
#include "analyzer/iam/request.h"

namespace irsalint::iam {
namespace {

using base::Truth;
using syntax::Text;

constexpr std::string_view kAccount = "918273645546";  // of a stranger; in no policy
constexpr std::string_view kAddress = "240.0.0.1";     // reserved: in no list of networks

// What a caller sets as it likes. A name that ends in '/' is the start of a family of keys.
constexpr auto kChosen = std::to_array<std::string_view>({
    "sts:rolesessionname",
    "sts:sourceidentity",
    "sts:transitivetagkeys",
    "aws:sourceidentity",
    "aws:tagkeys",
    "aws:requesttag/",
    "aws:principaltag/",
    "aws:username",
    "aws:principaltype",
    "aws:useragent",
    "aws:referer",
    "aws:requestedregion",
    "aws:securetransport",
    "aws:currenttime",
    "aws:epochtime",
    "aws:tokenissuetime",
    "aws:multifactorauthpresent",
    "aws:multifactorauthage",
});

// What tells a stranger from the callers that are meant.
struct FixedKey {
  std::string_view name;
  Truth present;
  std::string_view value;
};
constexpr auto kFixed = std::to_array<FixedKey>({
    {"aws:principalaccount", Truth::kYes, kAccount},
    {"aws:principalorgid", Truth::kMaybe, "o-strangers0"},
    {"aws:principalorgpaths", Truth::kMaybe, "o-strangers0/r-strg/"},
    {"aws:userid", Truth::kYes, "AROASTRANGERSTRANGER0:stranger"},
    {"aws:principalisawsservice", Truth::kYes, "false"},
    {"aws:viaawsservice", Truth::kYes, "false"},
    {"aws:sourceip", Truth::kMaybe, kAddress},
    {"aws:vpcsourceip", Truth::kMaybe, kAddress},
    {"aws:sourcevpc", Truth::kMaybe, "vpc-stranger"},
    {"aws:sourcevpce", Truth::kMaybe, "vpce-stranger"},
    {"aws:sourcevpcarn", Truth::kMaybe, "arn:aws:ec2:us-east-1:918273645546:vpc/vpc-stranger"},
    {"aws:vpceaccount", Truth::kMaybe, kAccount},
    {"aws:vpceorgid", Truth::kMaybe, "o-strangers0"},
    {"sts:externalid", Truth::kMaybe, "stranger"},
});

Text Chosen(std::string_view name) {
  return Text::OfHole({.syntax = syntax::HoleSyntax::kMissing,
                       .expression = std::string(name),
                       .scope = "request"});
}

Request RequestOfStranger(const std::string& arn) {
  Request request{.action = "sts:AssumeRole",
                  .principal_kind = PrincipalKind::kAws,
                  .principal = Text::Literal(arn),
                  .role_arn = {},
                  .account = {},
                  .context = {}};
  request.context.push_back(
      {.name = Text::Literal("aws:principalarn"), .values = {Text::Literal(arn)}});
  for (const FixedKey& key : kFixed) {
    request.context.push_back({.name = Text::Literal(key.name),
                               .present = key.present,
                               .values = {Text::Literal(key.value)}});
  }
  for (const std::string_view name : kChosen) {
    Text key = Text::Literal(name);
    if (name.ends_with('/')) key = key.Append(Chosen("key"));
    request.context.push_back(
        {.name = std::move(key), .present = Truth::kMaybe, .values = {Chosen(name)}});
  }
  return request;
}

// The ARNs that a stranger may have: one like nobody's, and for each ARN that the policy names one
// with the same path and name in the stranger's own account.
std::vector<std::string> ArnsOfStrangers(const PolicyDocument& policy) {
  std::vector<std::string> arns = {"arn:aws:iam::" + std::string(kAccount) + ":role/stranger"};
  for (const Statement& statement : policy.statements) {
    for (const Condition& condition : statement.conditions) {
      if (LowerKey(condition.key.text).literal() != "aws:principalarn") continue;
      for (const Value& value : condition.values) {
        const auto arn = base::ParseArn(value.text.literal());
        if (!arn.has_value()) continue;
        std::string resource(arn->resource);
        std::ranges::replace_if(
            resource, [](char c) { return c == '*' || c == '?'; }, 'x');
        arns.push_back("arn:aws:iam::" + std::string(kAccount) + ":" + resource);
      }
    }
  }
  return arns;
}

bool HasPlaceholder(const Condition& condition) {
  const auto is_open = [](const Value& value) { return !value.text.IsLiteral(); };
  return is_open(condition.key) || std::ranges::any_of(condition.values, is_open);
}

// Whether a clause may keep a stranger out of an Allow statement: a caller that can choose whether
// the clause holds is let in.
bool KeepsOut(const Statement& statement, const Clause& clause) {
  if (clause.holds != Truth::kMaybe) return clause.holds == Truth::kNo;
  if (clause.kind != Clause::Kind::kCondition) return true;
  const Condition& condition = statement.conditions[clause.condition];
  return !condition.op.has_value() || HasPlaceholder(condition);
}

// Whether a Deny statement applies to a stranger that chooses well.
bool Denies(const Statement& statement, const StatementDecision& decision) {
  if (decision.applies != Truth::kMaybe) return decision.applies == Truth::kYes;
  return std::ranges::none_of(decision.clauses, [&](const Clause& clause) {
    return clause.holds == Truth::kMaybe && !KeepsOut(statement, clause);
  });
}

bool IsPublic(const PolicyDocument& policy, size_t statement, const std::string& arn) {
  const Decision decision = Evaluate(policy, RequestOfStranger(arn));
  for (const Clause& clause : decision.statements[statement].clauses) {
    if (KeepsOut(policy.statements[statement], clause)) return false;
  }
  for (size_t s = 0; s < policy.statements.size(); ++s) {
    if (policy.statements[s].effect != Effect::kDeny) continue;
    if (Denies(policy.statements[s], decision.statements[s])) return false;
  }
  return true;
}

}  // namespace

std::vector<PublicPrincipal> PublicPrincipalsOf(const PolicyDocument& policy) {
  std::vector<PublicPrincipal> found;
  for (size_t s = 0; s < policy.statements.size(); ++s) {
    const Statement& statement = policy.statements[s];
    if (statement.effect != Effect::kAllow || statement.not_principal) continue;
    const auto everybody = std::ranges::find_if(statement.principals, [](const Principal& p) {
      return p.kind == PrincipalKind::kAws && p.value.text.literal() == "*";
    });
    if (everybody == statement.principals.end()) continue;
    const bool open = std::ranges::any_of(
        ArnsOfStrangers(policy), [&](const std::string& arn) { return IsPublic(policy, s, arn); });
    if (!open) continue;
    found.push_back({.statement = s,
                     .principal = static_cast<size_t>(everybody - statement.principals.begin())});
  }
  return found;
}

}  // namespace irsalint::iam
