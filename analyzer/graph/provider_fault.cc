#include "analyzer/graph/provider_fault.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "analyzer/base/arn.h"
#include "analyzer/base/issuer.h"
#include "analyzer/base/partition.h"
#include "analyzer/base/strings.h"
#include "analyzer/graph/trusted_issuers.h"
#include "analyzer/iam/covers_action.h"
#include "analyzer/iam/oidc_provider.h"
#include "analyzer/syntax/holes.h"

namespace irsalint::graph {
namespace {

using base::Truth;
using Kind = ProviderFault::Kind;

std::optional<ProviderFault> OtherAccount(const base::Arn& provider, std::string_view role_arn) {
  const auto role = base::ParseRoleArn(role_arn);
  if (!role.has_value() || role->account == provider.account) return std::nullopt;
  if (!base::IsAccountId(role->account) || !base::IsAccountId(provider.account)) {
    return std::nullopt;
  }
  return ProviderFault{.kind = Kind::kOtherAccount,
                       .why = fmt::format("is of account {}, but the role is of account {}",
                                          provider.account, role->account)};
}

std::optional<ProviderFault> OtherPartition(const base::Arn& provider, std::string_view issuer,
                                            std::string_view role_arn) {
  if (base::FindPartition(provider.partition) == nullptr) return std::nullopt;
  const auto fault = [&provider](std::string other) {
    return ProviderFault{
        .kind = Kind::kOtherPartition,
        .why = fmt::format("is of partition \"{}\", but {}", provider.partition, other)};
  };
  const auto role = base::ParseRoleArn(role_arn);
  if (role.has_value() && role->partition != provider.partition &&
      base::FindPartition(role->partition) != nullptr) {
    return fault(fmt::format("the role is of \"{}\"", role->partition));
  }
  const auto eks = base::ParseEksIssuer(issuer);
  if (!eks.has_value()) return std::nullopt;
  const base::Partition* region = base::PartitionOfRegion(eks->region);
  if (region == nullptr || region->name == provider.partition) return std::nullopt;
  return fault(fmt::format("its issuer's region {} is of \"{}\"", eks->region, region->name));
}

// Whether the input says anything about the account's providers, so that `--assume-complete` means
// them too.
bool ShowsProviders(const IdentityGraph& graph) { return !graph.oidc_providers().empty(); }

std::optional<ProviderFault> NotInAccount(const IdentityGraph& graph, PolicyId policy,
                                          const TrustedIssuer& issuer, const base::Arn& provider) {
  // What is no issuer in form, or one of documentation, is not looked for.
  if (base::LooksLikeEksIssuer(issuer.issuer.literal()) &&
      !base::ParseEksIssuer(issuer.issuer.literal()).has_value()) {
    return std::nullopt;
  }
  if (syntax::HoldsDummy(issuer.provider_arn.literal())) return std::nullopt;
  if (graph.options().assume_complete && !ShowsProviders(graph)) return std::nullopt;
  if (!graph.IsClosed(facts::ClosedSet::Kind::kOidcProviders, provider.account,
                      graph[policy].unit)) {
    return std::nullopt;
  }
  const bool may_be_there = std::ranges::any_of(graph.oidc_providers(), [&](const OidcProvider& o) {
    return o.object->arn.HasValue() ? Equal(*o.object->arn, issuer.provider_arn) != Truth::kNo
                                    : Equal(o.issuer, issuer.issuer) != Truth::kNo;
  });
  if (may_be_there) return std::nullopt;
  return ProviderFault{
      .kind = Kind::kNotInAccount,
      .why = fmt::format("is none of the OIDC providers of account {}", provider.account)};
}

bool NamesWebIdentity(const iam::Statement& statement) {
  return std::ranges::any_of(statement.actions, [](const iam::Value& action) {
    return iam::NamesAction(action, iam::kWebIdentityAction);
  });
}

bool IsServiceOrAccount(const iam::Principal& principal) {
  const bool named = principal.value.text.IsLiteral() && principal.value.text.literal() != "*";
  switch (principal.kind) {
    case iam::PrincipalKind::kAws:
    case iam::PrincipalKind::kService:
    case iam::PrincipalKind::kCanonicalUser:
      return named;
    case iam::PrincipalKind::kFederated:
    case iam::PrincipalKind::kEverybody:
    case iam::PrincipalKind::kUnknown:
      return false;
  }
  return false;
}

}  // namespace

std::optional<ProviderFault> FaultOfProvider(const IdentityGraph& graph, PolicyId policy,
                                             const TrustedIssuer& issuer,
                                             const syntax::Text& role_arn) {
  if (issuer.kubernetes != Truth::kYes || !issuer.provider_arn.IsLiteral()) return std::nullopt;
  const auto arn = base::ParseArn(issuer.provider_arn.literal());
  if (!arn.has_value()) return std::nullopt;
  if (auto fault = OtherAccount(*arn, role_arn.literal())) return fault;
  if (auto fault = OtherPartition(*arn, issuer.issuer.literal(), role_arn.literal())) return fault;
  if (auto why = iam::WhyNotPublic(issuer.issuer.literal())) {
    return ProviderFault{.kind = Kind::kNotPublic, .why = fmt::format("is {}", *why)};
  }
  return NotInAccount(graph, policy, issuer, *arn);
}

syntax::Text RoleArnOf(const IdentityGraph& graph, PolicyId policy) {
  const std::optional<RoleId> role = graph[policy].role;
  return role.has_value() ? graph[*role].arn : syntax::Text();
}

bool TrustsOnlyServicesAndAccounts(const iam::PolicyDocument& policy) {
  bool trusts = false;
  for (const iam::Statement& statement : policy.statements) {
    if (statement.effect != iam::Effect::kAllow) continue;
    if (statement.not_principal || NamesWebIdentity(statement)) return false;
    if (!std::ranges::all_of(statement.principals, IsServiceOrAccount)) return false;
    trusts = trusts || !statement.principals.empty();
  }
  return trusts && !TrustsPodIdentity(policy);
}

}  // namespace irsalint::graph
